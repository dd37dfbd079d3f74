import { describe, expect, it } from 'vitest'
import { provenanceOf, type Timeline } from '../../../src/jobs/work/provenance.ts'

const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}T10:00:00.000Z`

/** `1`, `1 3:2 5:3`: the value at the start, then changes by day. */
const line = (text: string): Timeline => {
  const [start = '', ...changes] = text.split(' ')
  return {
    start,
    changes: changes.map((one) => {
      const [at = '', value = ''] = one.split(':')
      return { at: day(Number(at)), value }
    }),
  }
}

const verdict = (candidate: string, baseline: string): string => {
  const found = provenanceOf(line(candidate), line(baseline))
  return found === undefined ? 'unknown' : `${found.moved} since ${Number(found.since.slice(8, 10))}`
}

describe('who moved', () => {
  it.each([
    ['1', '2', 'unknown', 'neither moved since history begins'],
    ['1 3:2', '1', 'candidate since 3', 'one side moved'],
    ['1', '1 4:2', 'baseline since 4', 'a hotfix'],
    ['1 3:2 5:3', '1', 'candidate since 3', 'the unit differs since the first step away, not the last'],
    ['1 3:2 5:1 7:2', '1', 'candidate since 7', 'back in between: it differs anew'],
    [
      '1 3:2',
      '2 6:1',
      'baseline since 6',
      'the value before the later change is what the other side has: the later one moved',
    ],
    ['1 6:2', '2 3:1', 'candidate since 6', 'the same the other way round'],
    ['1 3:2', '1 6:3', 'both since 3', 'both moved away from what they had in common'],
    ['1 3:2 6:4', '1 5:3', 'both since 3', 'both, in turns'],
    ['1 3:2', '1 4:2 8:1', 'baseline since 8', 'a promotion that was taken back'],
    ['1 3:2', '9', 'candidate since 3', 'never the same: the one that moved'],
    ['1 3:2 6:3', '9', 'candidate since 6', 'never the same: each new difference has its own beginning'],
    ['1 3:2', '9 5:8', 'both since 3', 'never the same, and both moved'],
    ['1 3:2', '1 3:3', 'both since 3', 'both at one moment'],
    [
      '1 3:2',
      '2',
      'candidate since 3',
      'the same now: the last change decides, for rules that do not ask for equality',
    ],
    ['1', '1', 'unknown', 'the same, and nobody moved'],
    ['gone 3:1', 'gone', 'candidate since 3', 'a resource that appeared'],
    ['1', '1 4:gone', 'baseline since 4', 'a twin that vanished'],
  ])('candidate %s, baseline %s: %s (%s)', (candidate, baseline, expected) => {
    expect(verdict(candidate, baseline)).toBe(expected)
  })

  it('goes by the moment, whatever the zone it is written in', () => {
    const candidate: Timeline = { start: '1', changes: [{ at: '2026-11-02T23:30:00-02:00', value: '2' }] }
    const baseline: Timeline = { start: '2', changes: [{ at: '2026-11-03T01:00:00Z', value: '1' }] }
    expect(provenanceOf(candidate, baseline)).toEqual({ moved: 'candidate', since: '2026-11-02T23:30:00-02:00' })
  })
})
