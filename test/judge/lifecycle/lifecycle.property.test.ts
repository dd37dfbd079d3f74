import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lifecycle } from '../../../src/judge/lifecycle.ts'
import type { Assessment } from '../../../src/model/assessment.ts'
import type { Finding } from '../../../src/model/finding.ts'
import type { LiveFinding, Transition } from '../../../src/model/live-finding.ts'
import { after, assessmentOf, findingOf, momentOf, rowOf, told, twinOf } from './sketch.ts'

const names = ['orders', 'users', 'stock'] as const

const findings: fc.Arbitrary<readonly Finding[]> = fc
  .uniqueArray(
    fc.record({
      name: fc.constantFrom(...names),
      severity: fc.constantFrom('critical', 'high', 'low'),
      status: fc.constantFrom('open', 'pending', 'excepted', 'known'),
      value: fc.constantFrom('1', '2'),
      scope: fc.constantFrom('main', 'data'),
    }),
    { selector: ({ name }) => name },
  )
  .map((list) => list.map(({ value, ...rest }) => findingOf({ ...rest, values: { candidate: value, baseline: '9' } })))

const assessments: fc.Arbitrary<Assessment> = fc
  .record({
    findings,
    statuses: fc.array(fc.constantFrom('complete', 'complete', 'complete', 'partial', 'denied'), {
      minLength: 4,
      maxLength: 4,
    }),
    ambiguous: fc.option(fc.constantFrom(...names), { freq: 6 }),
  })
  .map(({ findings: found, statuses, ambiguous }) => {
    const scopes = ['staging', 'production'].flatMap((environment, e) =>
      ['main', 'data'].map((scope, s) => rowOf(environment, { scope, status: statuses[2 * e + s] ?? 'complete' })),
    )
    // What is in an ambiguous twin is not judged.
    const judged = found.filter(({ resource }) => resource.name !== ambiguous)
    const twins = judged.map(({ resource }) => twinOf(resource.name))
    const ambiguities = ambiguous === null ? [] : [twinOf(ambiguous)]
    return assessmentOf(judged, { twins, ambiguities, coverage: { verdict: 'incomplete', scopes } })
  })

/** Every assessment of a list, once with its transitions and once more right after. */
function run(list: readonly Assessment[]): readonly {
  readonly assessment: Assessment
  readonly before: readonly LiveFinding[]
  readonly transitions: readonly Transition[]
  readonly again: readonly Transition[]
}[] {
  let standing: readonly LiveFinding[] = []
  return list.map((assessment, index) => {
    const before = standing
    const transitions = lifecycle({ previous: before, assessment, at: momentOf(index) })
    standing = after(before, transitions)
    return {
      assessment,
      before,
      transitions,
      again: lifecycle({ previous: standing, assessment, at: momentOf(index) }),
    }
  })
}

describe('any sequence of assessments', () => {
  it('gives no event, and no other record, when one is replayed', () => {
    fc.assert(
      fc.property(fc.array(assessments, { maxLength: 8 }), (list) => {
        for (const { again } of run(list)) {
          expect(told(again)).toEqual([])
          for (const transition of again) expect(transition.after).toBe(transition.before)
        }
      }),
    )
  })

  it('leaves every finding of an assessment standing as it was judged, and never forgets one', () => {
    fc.assert(
      fc.property(fc.array(assessments, { maxLength: 8 }), (list) => {
        for (const { assessment, before, transitions } of run(list)) {
          const standing = new Map(after(before, transitions).map((one) => [one.finding.id, one]))
          for (const finding of assessment.findings) {
            expect(standing.get(finding.id)).toMatchObject({ status: finding.status, stale: false })
          }
          for (const one of before) expect(standing.has(one.finding.id)).toBe(true)
        }
      }),
    )
  })

  it('resolves nothing that it could not see', () => {
    fc.assert(
      fc.property(fc.array(assessments, { maxLength: 8 }), (list) => {
        for (const { assessment, transitions } of run(list)) {
          const unread = assessment.coverage.scopes.filter(({ status }) => status !== 'complete')
          for (const { before, after: now, events } of transitions) {
            if (!events.some(({ type }) => type === 'resolved')) continue
            const scopes = [before?.finding.resource.candidate, before?.finding.resource.baseline].map(
              (where) => where?.key.split('|')[2],
            )
            expect(unread.filter((row) => scopes.includes(row.origin.scope))).toEqual([])
            const names = assessment.ambiguities?.map(({ name }) => name)
            expect(names).not.toContain(now.finding.resource.name)
          }
        }
      }),
    )
  })

  it('opens a finding once, reopens only what was resolved, and counts how often', () => {
    fc.assert(
      fc.property(fc.array(assessments, { maxLength: 8 }), (list) => {
        const histories = new Map<string, string[]>()
        let last: readonly Transition[] = []
        for (const { transitions } of run(list)) {
          last = transitions
          for (const { after: now, events } of transitions) {
            const history = histories.get(now.finding.id) ?? []
            history.push(...events.map(({ type }) => type).filter((type) => /opened|resolved/.test(type)))
            histories.set(now.finding.id, history)
            const types = events.map(({ type }) => type)
            expect(new Set(types).size).toBe(types.length)
          }
        }
        for (const history of histories.values()) {
          expect(history[0]).toBe('opened')
          history.slice(1).forEach((type, index) => expect(type).toBe(index % 2 === 0 ? 'resolved' : 'reopened'))
        }
        for (const { after: now } of last) {
          const times = histories.get(now.finding.id)?.filter((type) => type === 'reopened').length
          expect(now.reopened).toBe(times)
        }
      }),
    )
  })
})
