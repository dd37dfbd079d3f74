import { describe, expect, it } from 'vitest'
import { printError } from '../../src/app/print-error.ts'
import { fail } from '../../src/errors/catalogue.ts'

function printed(error: unknown, env: Record<string, string> = {}): { readonly text: string; readonly code: number } {
  let text = ''
  const stderr = { write: (more: string) => void (text += more), isTty: false, colour: false, columns: 80 }
  const code = printError(error, { stderr, env })
  return { text, code }
}

describe('printError', () => {
  it('gives code, sentence and remedy', () => {
    expect(printed(fail('cli-file-exists', { file: 'a.yaml' }))).toEqual({
      text: 'error[cli-file-exists]: a.yaml exists already; nothing was changed.\n  Remove it first, or name another with --config.\n',
      code: 2,
    })
  })

  it('returns 3 for what could not be looked at', () => {
    expect(printed(fail('collect-denied', { what: 'x' })).code).toBe(3)
  })

  it('gives every error of an AggregateError', () => {
    const { text } = printed(
      new AggregateError([fail('config-empty', { file: 'a' }), fail('config-empty', { file: 'b' })]),
    )
    expect(text.match(/^error\[config-empty\]/gm)).toHaveLength(2)
  })

  it.each([
    ['an error', new TypeError('the password is hunter2')],
    ['an aggregate of others', new AggregateError([new Error('hunter2')], 'hunter2')],
    ['an empty aggregate', new AggregateError([], 'hunter2')],
    ['no error at all', 'hunter2'],
  ])('says of a defect only what cannot be a secret: %s', (_, error) => {
    const { text, code } = printed(error)
    expect(text).toMatch(/^error\[cli-internal\]: Unexpected failure: .*\.\n {2}Report it/)
    expect(text).not.toContain('hunter2')
    expect(text).not.toMatch(/^\s+at /m)
    expect(code).toBe(2)
  })

  it('shows the stack, with its causes, only when it is asked for', () => {
    const error = new Error('outer', { cause: new Error('inner') })
    expect(printed(error, { EVENKEEL_DEBUG: '1' }).text).toMatch(/outer[\s\S]+at [\s\S]+caused by: Error: inner/)
    expect(printed(error, { EVENKEEL_DEBUG: '0' }).text).not.toContain('outer')
  })
})
