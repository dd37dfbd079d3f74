import { describe, expect, it } from 'vitest'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { readAddress } from '../../src/store/read-address.ts'

function problemOf(text: string): string {
  try {
    return `accepted: ${JSON.stringify(readAddress(text))}`
  } catch (error) {
    if (!(error instanceof EvenkeelError) || error.code !== 'snapshot-address') throw error
    return error.message
  }
}

describe('a snapshot address', () => {
  it.each([
    ['staging', { environment: 'staging', at: { type: 'latest' } }],
    ['pr-128', { environment: 'pr-128', at: { type: 'latest' } }],
    ['production@{2026-11-01T00:00Z}', { environment: 'production', at: moment('2026-11-01T00:00:00.000Z') }],
    ['production@{2026-11-01}', { environment: 'production', at: moment('2026-11-01T00:00:00.000Z') }],
    ['production@{2026-11-01T02:30:15.5+02:00}', { environment: 'production', at: moment('2026-11-01T00:30:15.500Z') }],
    ['production@{ 2026-02-28 23:59Z }', { environment: 'production', at: moment('2026-02-28T23:59:00.000Z') }],
    ['production~1', { environment: 'production', at: { type: 'back', changes: 1 } }],
    ['production~', { environment: 'production', at: { type: 'back', changes: 1 } }],
    ['production~0', { environment: 'production', at: { type: 'back', changes: 0 } }],
    ['production#42', { environment: 'production', at: { type: 'number', seq: 42 } }],
    ['production:declared', { environment: 'production', mode: 'declared', at: { type: 'latest' } }],
    [
      'production:observed@{2026-11-01}',
      { environment: 'production', mode: 'observed', at: moment('2026-11-01T00:00:00.000Z') },
    ],
    ['production:declared~3', { environment: 'production', mode: 'declared', at: { type: 'back', changes: 3 } }],
  ])('%s is an environment', (written, expected) => {
    expect(readAddress(written)).toEqual({ type: 'environment', written, ...expected })
  })

  it.each(['a.jsonl', './a', '../a b', '/tmp/production', '-', './production@{x}', 'production~1.jsonl'])(
    '%s is a file',
    (written) => expect(readAddress(written)).toEqual({ type: 'file', path: written, written }),
  )

  it.each([
    ['', 'it is empty'],
    ['@{2026-11-01}', 'it does not begin with the name of an environment'],
    ['~1', 'it does not begin with the name of an environment'],
    ['a b', 'the name of an environment has no blanks and no slashes'],
    ['snapshots/production', 'the name of an environment has no blanks and no slashes'],
    ['production:', '":" is neither :declared nor :observed'],
    ['production:live', '":live" is neither :declared nor :observed'],
    ['production~1:declared', 'nothing may follow "~1"'],
    ['production@2026-11-01', 'a moment is written in braces, as in @{2026-11-01}'],
    ['production{2026-11-01}', 'a moment in braces follows an @'],
    ['production@{}', '"" is no moment such as 2026-11-01 or 2026-11-01T14:30Z'],
    ['production@{yesterday}', '"yesterday" is no moment such as 2026-11-01 or 2026-11-01T14:30Z'],
    ['production@{2026-02-30}', '"2026-02-30" is no moment of the calendar'],
    ['production@{2026-13-01}', '"2026-13-01" is no moment of the calendar'],
    ['production@{2026-11-01T25:00Z}', '"2026-11-01T25:00Z" is no moment of the calendar'],
    [
      'production@{2026-11-01T14:30}',
      '"2026-11-01T14:30" has no time zone: add Z for UTC, or an offset such as +01:00',
    ],
    ['production@{2026-11-01}~1', 'nothing may follow "@{2026-11-01}"'],
    ['production~1~1', 'nothing may follow "~1"'],
    ['production~x', 'nothing may follow "~"'],
    ['production#', 'a number is missing after #'],
    ['production#0', 'snapshots are numbered from 1'],
    ['production#-1', 'nothing may follow "#"'],
    ['production~99999999999', '99999999999 is too large a number'],
  ])('%s is none', (written, problem) => {
    expect(problemOf(written)).toBe(`"${written}" is no snapshot address: ${problem}.`)
  })
})

function moment(iso: string) {
  return { type: 'moment', moment: iso }
}
