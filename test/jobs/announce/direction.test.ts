import { describe, expect, it } from 'vitest'
import { standingOf } from '../../../src/api/gate/standing.ts'
import { gateVerdict } from '../../../src/api/gate/verdict.ts'
import type { Routes } from '../../../src/jobs/announce.ts'
import { decision } from '../../../src/jobs/decide.ts'
import { directed, usualWindowHours, type Violation } from '../../../src/judge/direction.ts'
import type { Assessment } from '../../../src/model/assessment.ts'
import type { Finding } from '../../../src/model/finding.ts'
import type { FindingEventType, LiveFinding } from '../../../src/model/live-finding.ts'
import type { Provenance } from '../../../src/model/provenance.ts'
import { tell } from '../../../src/notify/tell.ts'
import { after, assessmentOf, findingOf } from '../../judge/lifecycle/sketch.ts'

const comparison = { candidate: 'staging', baseline: 'production' } as const
const routes: Routes = { channels: ['slack'], default: '#parity', byService: {}, minimum: 'low' }
const began = '2026-03-01T12:00:00.000Z'
const dayAfter = (days: number): Date => new Date(Date.parse(began) + days * 24 * 3_600_000)

/** What people and gates are told of a difference, from the day on which it began: one assessment a day, after a quiet first one. */
function days(
  moved: Provenance['moved'] | undefined,
  violation: Partial<Violation>,
  list: readonly number[],
): readonly { readonly gate: boolean | null; readonly events: readonly FindingEventType[]; readonly told: string }[] {
  let findings: readonly LiveFinding[] = []
  let last: Assessment = assessmentOf([])
  return list.map((day) => {
    const at = dayAfter(day)
    const provenance = moved === undefined ? undefined : { moved, since: began }
    const made = directed(
      provenance,
      { foreign: false, promotable: true, ...violation },
      {
        now: at,
        windowHours: usualWindowHours,
      },
    )
    const finding: Finding = { ...findingOf({ severity: 'high' }), ...made }
    const assessment = assessmentOf([finding])
    const decided = decision({
      assessmentId: `day ${day}`,
      assessment,
      at,
      rules: [{ id: finding.rule }],
      threshold: 'high',
      routes,
    })({ findings, assessment: last, carried: [] })
    findings = after(findings, decided.transitions)
    last = decided.assessment
    return {
      gate: gateOf(decided.assessment, at),
      events: decided.transitions.flatMap(({ events }) => events.map(({ type }) => type)),
      told: decided.deliveries
        .map(({ delivery }) => tell(delivery.message))
        .map(({ mood, parts }) => [mood, ...parts.flatMap(({ title, entries }) => [title, ...entries[0]!.details])])
        .join(),
    }
  })
}

function gateOf(document: Assessment, at: Date): boolean | null {
  const row = {
    id: 'a',
    comparison: 'staging..production',
    ...comparison,
    state: 'done',
    requestedBy: 'schedule',
    requestedAt: at.toISOString(),
    endedAt: at.toISOString(),
    outcome: {
      drift: document.drift,
      coverage: document.coverage.verdict,
      score: document.score,
      summary: document.summary,
      readAt: at.toISOString(),
    },
  } as const
  const question = { comparison: row.comparison, ...comparison, failOn: 'high', newOnly: false } as const
  return gateVerdict(question, standingOf(row, document, []) ?? null, at).passed
}

const place = 'database parameters orders'

describe('a difference, by who moved', () => {
  it.each<readonly [string, Provenance['moved'] | undefined, Partial<Violation>, string]>([
    ['a hotfix in the baseline', 'baseline', {}, `bad,New,${place},production is ahead, as after a hotfix`],
    ['a change of both', 'both', {}, `bad,New,${place},both moved`],
    ['a reference into the other environment', 'candidate', { foreign: true }, `bad,New,${place},staging is ahead`],
    ['what no promotion would mend', 'candidate', { promotable: false }, `bad,New,${place},staging is ahead`],
  ])('%s stops a gate and is told at once', (_, moved, violation, told) => {
    expect(days(moved, violation, [0, 1])).toEqual([
      { gate: false, events: ['opened'], told },
      { gate: false, events: [], told: '' },
    ])
  })

  it('that nobody knows the origin of counts, and is told as a warning', () => {
    expect(days(undefined, {}, [0, 8])).toEqual([
      { gate: false, events: ['opened'], told: `fair,New,${place},who moved is not known` },
      { gate: false, events: [], told: '' },
    ])
    expect(days(undefined, { foreign: true }, [0])).toMatchObject([{ gate: false, told: `bad,New,${place}` }])
  })

  it('that the candidate made waits for its promotion in silence, then counts and is told', () => {
    expect(days('candidate', {}, [0, 6.9, 7, 8])).toEqual([
      { gate: true, events: ['opened'], told: '' },
      { gate: true, events: [], told: '' },
      {
        gate: false,
        events: ['overdue'],
        told: `bad,New,not promoted since 2026-03-01,${place},staging is ahead`,
      },
      { gate: false, events: [], told: '' },
    ])
  })
})
