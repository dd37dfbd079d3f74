import { Type } from '@fastify/type-provider-typebox'
import { severities } from '../../model/severity.ts'
import { moment, oneOf, orNull } from './common.ts'

const tally = Type.Integer({ minimum: 0 })

export const states = ['queued', 'collecting', 'weighing', 'done', 'failed', 'cancelled'] as const

export const Drift = oneOf(['none', 'below-threshold', 'drift'], 'Whether a finding that counts reaches the threshold.')
export const CoverageWord = oneOf(['complete', 'incomplete'], 'Whether everything required was read.')
export const Score = orNull(Type.Number({ minimum: 0, maximum: 100 }))
export const Counts = Type.Object(
  Object.fromEntries(severities.map((one) => [one, tally])) as Record<(typeof severities)[number], typeof tally>,
)

export const AssessmentSchema = Type.Object({
  id: Type.String(),
  comparison: Type.String(),
  candidate: Type.String(),
  baseline: Type.String(),
  state: oneOf(states, 'How far it is.'),
  requestedBy: Type.String({ description: '`schedule`, `start`, or the name of a token.' }),
  requestedAt: moment,
  endedAt: Type.Optional(moment),
  collections: Type.Optional(Type.Object({ candidate: Type.String(), baseline: Type.String() })),
  seqs: Type.Optional(Type.Object({ candidate: Type.Integer(), baseline: Type.Integer() })),
  outcome: Type.Optional(
    Type.Object({
      drift: Drift,
      coverage: CoverageWord,
      score: Score,
      summary: Type.Object({
        compared: tally,
        paired: tally,
        missing: tally,
        extra: tally,
        ambiguous: tally,
        bySeverity: Counts,
      }),
      readAt: Type.String({ description: 'When the older of both sides was last read.' }),
    }),
  ),
  problem: Type.Optional(Type.String({ description: 'Why it failed.' })),
})
