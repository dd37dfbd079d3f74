import { describe, expect, it } from 'vitest'
import { load, problems, valid } from './support.ts'

const withComparison = (rest: string): string =>
  valid.replace('baseline: production }', `baseline: production, ${rest} }`)

describe('the schedule of a comparison', () => {
  it('is kept with its zone and the name of the comparison', async () => {
    const { comparisons } = await load(withComparison('schedule: " */15 6-20 * * 1-5 ", timeZone: Europe/Berlin'))
    expect(comparisons).toMatchObject([
      { name: 'staging..production', schedule: '*/15 6-20 * * 1-5', timeZone: 'Europe/Berlin' },
    ])
  })

  it('is read in UTC where nothing else is said, and none is none', async () => {
    const [comparison] = (await load(valid)).comparisons
    expect(comparison?.timeZone).toBe('UTC')
    expect(comparison).not.toHaveProperty('schedule')
  })

  it('says both of a wrong schedule and of a wrong zone, with places and the nearest zone', async () => {
    const found = await problems(withComparison('schedule: "0 0 31 2 *", timeZone: Europe/Berln'))
    expect(found).toEqual([
      expect.stringMatching(
        /^config-wrong-value: evenkeel\.yaml:15:\d+: comparisons\[0\]\.schedule must be five fields of cron.*never comes/,
      ),
      expect.stringMatching(
        /^config-wrong-value: evenkeel\.yaml:15:\d+: comparisons\[0\]\.timeZone must be an IANA time zone.*not "Europe\/Berln"/,
      ),
    ])
  })

  it('is not used by a single check, which says so', async () => {
    const { notices } = await load(withComparison('schedule: "0 6 * * *", timeZone: Asia/Tokyo'))
    expect(notices.map((one) => one.message)).toEqual([
      'evenkeel.yaml:15: comparisons[0].schedule has no effect on a single check: it runs now; `evenkeel serve` goes by it.',
      'evenkeel.yaml:15: comparisons[0].timeZone has no effect on a single check: it is that of the schedule.',
    ])
  })
})
