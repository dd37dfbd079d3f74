import { describe, expect, it } from 'vitest'
import { checkSchedule, checkTimeZone } from '../../src/config/check-schedule.ts'
import type { Tree } from '../../src/config/tree.ts'

const at = { file: 'evenkeel.yaml', line: 3, column: 7 }
const text = (value: string): Tree => ({ form: 'scalar', value, written: value, place: at })
const said = async (value: string): Promise<string | undefined> =>
  (await checkSchedule(text(value), 'comparisons[0].schedule'))[0]?.message

describe('a schedule', () => {
  it.each(['*/15 * * * *', '0 8 * * 1', ' 30 6 1 1,7 * ', '0 0 29 2 *', '0 8 * * MON-FRI', '0 0 L * *'])(
    '%s comes true',
    async (value) => {
      expect(await said(value)).toBeUndefined()
    },
  )

  it.each([
    ['0 0 31 2 *', 'that day of that month never comes'],
    ['0 0 31 4,6 *', 'that day of that month never comes'],
    ['61 * * * *', '61 is not in 0-59'],
    ['0 8 * * 8', '8 is not in 0-7'],
    ['5-1 * * * *', '5-1 runs backwards'],
    ['a b c d e', '"a" is no value'],
    ['0 8 * * someday', ''],
  ])('%s does not', async (value, reason) => {
    const message = await said(value)
    expect(message).toContain('evenkeel.yaml:3:7: comparisons[0].schedule must be five fields of cron that come true')
    expect(message).toContain(value)
    expect(message).toContain(reason === '' ? 'come true, not' : `(${reason})`)
  })

  it('of another form is left to the schema, and one that is not given is well', async () => {
    expect(await said('every monday')).toBeUndefined()
    expect(await checkSchedule(undefined, 'x')).toEqual([])
  })
})

describe('a time zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Calcutta'])('%s is one', (zone) => {
    expect(checkTimeZone(text(zone), 'x')).toEqual([])
  })

  it.each([
    ['Europe/Berln', 'Europe/Berlin'],
    ['Germany/Berlin', 'Europe/Berlin'],
  ])('%s: did you mean %s?', (zone, meant) => {
    const [problem] = checkTimeZone(text(zone), 'comparisons[0].timeZone')
    expect(problem?.message).toBe(
      `evenkeel.yaml:3:7: comparisons[0].timeZone must be an IANA time zone, such as "Europe/Berlin" or "UTC", not "${zone}".`,
    )
    expect(problem?.remedy).toBe(`Did you mean "${meant}"?`)
  })

  it('is no offset, which knows no summer time', () => {
    expect(checkTimeZone(text('+02:00'), 'x')).toHaveLength(1)
  })
})

describe('what a variable put there', () => {
  it('is never quoted', async () => {
    const filled = (value: string): Tree => ({ form: 'scalar', value, written: '${env:SOME}', place: at })
    const errors = [
      ...(await checkSchedule(filled('hunter2 hunter2 x x x'), 'a.schedule')),
      ...checkTimeZone(filled('hunter2'), 'a.timeZone'),
    ]
    expect(errors).toHaveLength(2)
    for (const { message, remedy } of errors) expect(`${message} ${remedy}`).not.toContain('hunter2')
  })
})
