import { describe, expect, it } from 'vitest'
import { inWords } from '../../src/app/explain/since.ts'
import type { PastState } from '../../src/collect/contract.ts'

const state = (from: string, value: string | undefined, first = false): PastState => ({
  from,
  first,
  resource: { kind: 'database-instance', id: 'orders', attributes: value === undefined ? {} : { class: value } },
})

async function* given(...states: readonly PastState[]): AsyncIterable<PastState> {
  yield* states
}

describe('since when a value stands', () => {
  const [third, second, first] = ['2026-11-03', '2026-11-02', '2026-11-01']

  it('is the oldest record that has it, and what was before is told', async () => {
    const states = given(state(third, 'large'), state(second, 'large'), state(first, 'small'))
    expect(await inWords(states, 'large', 'class')).toBe('"large" since 2026-11-02; before, it was "small"')
  })

  it('is told of what came to be', async () => {
    expect(await inWords(given(state(third, 'large'), state(second, 'large', true)), 'large', 'class')).toBe(
      '"large" since 2026-11-02, when it was recorded first',
    )
    const gone: PastState = { from: first, first: false, resource: undefined }
    expect(await inWords(given(state(third, 'large'), gone), 'large', 'class')).toContain('before, it did not exist')
  })

  it('is no more than what was looked at', async () => {
    expect(await inWords(given(state(third, 'large')), 'large', 'class')).toContain('since 2026-11-03 or longer')
    expect(await inWords(given(), 'large', 'class')).toContain('nothing was recorded')
  })

  it('is not claimed where the recorder is behind, or does not tell it', async () => {
    expect(await inWords(given(state(third, 'small')), 'large', 'class')).toContain('not recorded yet')
    expect(await inWords(given(state(third, undefined)), 'large', 'class')).toBe('its history does not tell /class')
  })
})
