import { describe, expect, it } from 'vitest'
import { fail } from '../../../src/errors/catalogue.ts'
import { isFinal, isPassing, lastProblem, reasonOf } from '../../../src/jobs/queue/problem.ts'

const gone = fail('store-unavailable', { where: 'in PostgreSQL', reason: 'ECONNREFUSED' })
const slow = fail('rules-too-slow', { seconds: 5, rule: undefined, what: 'orders' })

describe('what went wrong', () => {
  it('ends the work where another attempt will not change it', () => {
    expect(isFinal(slow)).toBe(true)
    expect(isFinal(gone)).toBe(false)
    expect(isFinal(new Error('x'))).toBe(false)
  })

  it('passes where a server is away', () => {
    expect(isPassing(gone)).toBe(true)
    expect(isPassing(fail('jobs-unavailable', { where: 'x', reason: 'y' }))).toBe(true)
    expect(isPassing(slow)).toBe(false)
    expect(isPassing(new Error('x'))).toBe(false)
  })

  it('is a sentence of the catalogue with its code', () => {
    expect(lastProblem(slow, 'Weighing', 3)).toBe(`${slow.message} (rules-too-slow)`)
  })

  it('is the kind of any other error, without its message', () => {
    const error = Object.assign(new TypeError('hunter2'), { code: 'ECONNRESET' })
    expect(lastProblem(error, 'Reading staging', 3)).toBe(
      'Reading staging was tried 3 times and failed each time (TypeError ECONNRESET). (jobs-gave-up)',
    )
    expect(reasonOf(Object.assign(new Error('x'), { code: 'pass word of somebody' }))).toBe('Error')
    expect(reasonOf('hunter2')).toBe('string')
  })
})
