import { describe, expect, it } from 'vitest'
import { add, exitCodeOf, lastLine, tally, type Tally } from './summary.mjs'

const counts = (passed: number, failed: number, skipped: number): Tally => ({
  passed,
  failed,
  skipped,
  skippedIn: new Map(),
})
const file = (
  name: string,
  status: string,
  ...statuses: string[]
): { name: string; status: string; assertionResults: { status: string }[] } => ({
  name,
  status,
  assertionResults: statuses.map((one) => ({ status: one })),
})

describe('what a test run adds up to', () => {
  it('counts passed, failed, and everything else as skipped, by file', () => {
    const report = {
      testResults: [file('a', 'failed', 'passed', 'failed', 'skipped'), file('b', 'passed', 'pending', 'todo')],
    }
    expect(tally(report, 1)).toEqual({
      ...counts(1, 1, 3),
      skippedIn: new Map([
        ['a', 1],
        ['b', 2],
      ]),
    })
  })

  it('counts a file that could not be loaded as a failure', () => {
    expect(tally({ testResults: [file('a', 'failed'), file('b', 'passed', 'passed')] }, 1)).toMatchObject(
      counts(1, 1, 0),
    )
  })

  it('counts an end that the report does not explain as a failure', () => {
    expect(tally({ testResults: [file('b', 'passed', 'passed')] }, 1)).toMatchObject(counts(1, 1, 0))
    expect(tally(undefined, 134)).toMatchObject(counts(0, 1, 0))
  })

  it('adds up, and ends with one line', () => {
    const sum = add([counts(1, 2, 3), { ...counts(10, 0, 1), skippedIn: new Map([['a', 1]]) }])
    expect(sum).toEqual({ ...counts(11, 2, 4), skippedIn: new Map([['a', 1]]) })
    expect(lastLine(sum)).toBe('11 passed, 2 failed, 4 skipped')
  })

  it.each([
    [counts(3, 0, 0), false, false, 0],
    [counts(3, 0, 1), false, false, 0],
    [counts(3, 0, 1), true, false, 1],
    [counts(3, 0, 1), true, true, 0],
    [counts(3, 1, 0), false, false, 1],
    [counts(0, 0, 0), false, false, 1],
    [counts(0, 0, 5), false, true, 1],
  ])('%o, on CI %s, narrowed by name %s: exit %i', (sum, ci, narrowed, code) => {
    expect(exitCodeOf(sum, { ci, narrowed })).toBe(code)
  })
})
