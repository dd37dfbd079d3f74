import { Type } from '@fastify/type-provider-typebox'
import { severities, thresholds } from '../../model/severity.ts'
import { durationPattern } from '../duration.ts'
import { Counts, CoverageWord, Drift, Score } from './assessments.ts'
import { moment, nameParameter, oneOf, orNull } from './common.ts'

export const gateQuestion = {
  comparison: nameParameter('`staging..production`'),
  service: Type.Optional(nameParameter('Only what belongs to this service counts as drift.')),
  failOn: Type.Optional(oneOf(thresholds, 'The least severity that fails; `high` when left out.')),
  maxAge: Type.Optional(
    Type.String({
      pattern: durationPattern,
      description: 'How old what was read may be: `90s`, `30m`, `1h`, `7d`; `24h` when left out.',
    }),
  ),
  newOnly: Type.Optional(Type.Boolean({ description: 'Only what is new since the gate last passed.' })),
}

const Override = Type.Object({ by: Type.String(), at: moment, reason: Type.String() })

export const VerdictSchema = Type.Object({
  comparison: Type.String(),
  candidate: Type.String(),
  baseline: Type.String(),
  service: Type.Optional(Type.String()),
  passed: orNull(Type.Boolean({ description: 'Null: nobody can tell, which is no pass.' })),
  drift: orNull(Drift),
  coverage: orNull(CoverageWord),
  failOn: oneOf(thresholds),
  newOnly: Type.Boolean(),
  unknown: Type.Optional(
    Type.Object({ why: oneOf(['no-assessment', 'too-old', 'incomplete', 'failed']), detail: Type.String() }),
  ),
  age: orNull(Type.Integer({ description: 'Seconds since the older side was last read.' })),
  readAt: orNull(moment),
  maxAge: Type.Optional(Type.Integer({ description: 'In seconds.' })),
  assessment: orNull(Type.String()),
  assessedAt: orNull(moment),
  score: Score,
  counts: Counts,
  before: Type.Optional(Type.Integer({ description: 'With newOnly: what counts and was there before.' })),
  findings: Type.Array(
    Type.Object({
      id: Type.String(),
      rule: Type.String(),
      severity: oneOf(severities),
      status: Type.String(),
      direction: Type.Optional(
        oneOf(['baseline-ahead', 'candidate-ahead', 'both'], 'Which side moved; absent where nobody knows.'),
      ),
      kind: Type.String(),
      resource: Type.String(),
      title: Type.String(),
      remedy: Type.String(),
      service: Type.Optional(Type.String()),
      owner: Type.Optional(Type.String()),
    }),
    { description: 'The worst 20.' },
  ),
  more: Type.Integer({ description: 'How many more there are.' }),
  unread: Type.Array(
    Type.Object({
      environment: Type.String(),
      collector: Type.String(),
      scope: Type.String(),
      kind: Type.String(),
      status: Type.String(),
      reason: Type.Optional(Type.String()),
    }),
  ),
  overridden: Type.Optional(Override),
})

export const GateCallSchema = Type.Object({
  at: moment,
  comparison: Type.String(),
  service: Type.Optional(Type.String()),
  by: Type.String({ description: 'The name of the token.' }),
  assessment: Type.Optional(Type.String()),
  drift: Type.Optional(Drift),
  coverage: Type.Optional(CoverageWord),
  failOn: oneOf(thresholds),
  passed: Type.Boolean(),
  override: Type.Optional(Type.String({ description: 'Why somebody let it pass all the same.' })),
})
