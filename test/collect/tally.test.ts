import { describe, expect, it } from 'vitest'
import { failureOf } from '../../src/collect/failure.ts'
import { Tally } from '../../src/collect/tally.ts'
import { fail } from '../../src/errors/catalogue.ts'

const facts = {
  environment: 'staging',
  origin: { collector: 'fake', mode: 'observed', scope: 'here' },
  role: '',
  required: true,
} as const
const denied = failureOf(fail('collect-denied', { what: 'it' }), 'it')
const throttled = failureOf(fail('collect-throttled', { what: 'it' }), 'it')

function statusAfter(...steps: readonly ((tally: Tally) => void)[]): string | undefined {
  const tally = new Tally()
  tally.ask('firewall')
  for (const step of steps) step(tally)
  return tally.rows(facts)[0]?.status
}

describe('what became of looking', () => {
  it('is complete until something says otherwise', () => {
    expect(statusAfter()).toBe('complete')
  })

  it('is no row where the place was none to ask', () => {
    expect(statusAfter((t) => t.passOver('firewall'))).toBeUndefined()
  })

  it('is partial when a detail is unknown', () => {
    expect(statusAfter((t) => t.unknown('firewall', ['/network'], 'denied'))).toBe('partial')
  })

  it('is denied when nothing was seen, whatever details were unknown before', () => {
    const unknown = (t: Tally): void => t.unknown('firewall', ['/network'], 'denied')
    const fell = (t: Tally): void => t.fall('firewall', denied, false)
    expect(statusAfter(unknown, fell)).toBe('denied')
    expect(statusAfter(fell, unknown)).toBe('denied')
  })

  it('is partial when something was seen before the denial, or it was throttled', () => {
    expect(statusAfter((t) => t.fall('firewall', denied, true))).toBe('partial')
    expect(statusAfter((t) => t.fall('firewall', throttled, false))).toBe('partial')
  })
})
