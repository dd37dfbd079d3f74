import { Type } from '@fastify/type-provider-typebox'
import { dimensions } from '../../model/dimension.ts'
import { findingStatuses } from '../../model/finding.ts'
import { findingEventTypes } from '../../model/live-finding.ts'
import { severities } from '../../model/severity.ts'
import { anyJson, moment, oneOf, orNull } from './common.ts'

const Whereabouts = Type.Object({
  id: Type.String({ description: 'The id in its source.' }),
  name: Type.String(),
  account: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
  line: Type.Optional(Type.Integer({ minimum: 1, description: 'Of a file: the line that it is about.' })),
  file: Type.Optional(Type.String({ description: 'The file of the line, where the id does not say it.' })),
})

export const FindingSchema = Type.Object({
  id: Type.String({ description: 'A digest of comparison, rule, twin and unit; it survives re-creation.' }),
  comparison: Type.String(),
  rule: Type.String(),
  severity: oneOf(severities),
  dimension: oneOf(dimensions),
  status: oneOf(findingStatuses),
  direction: oneOf(['baseline-ahead', 'candidate-ahead', 'both', 'unknown'], 'Which side moved.'),
  urgency: Type.Optional(oneOf(['at-once', 'waiting', 'warning'])),
  title: Type.String(),
  why: Type.String(),
  remedy: Type.String(),
  kind: Type.String(),
  service: Type.Optional(Type.String()),
  owner: Type.Optional(Type.String()),
  resource: Type.Object({
    name: Type.String({ description: 'The canonical name of the twin.' }),
    candidate: orNull(Whereabouts),
    baseline: orNull(Whereabouts),
    pairing: Type.Object({ method: Type.String(), confidence: Type.Number() }),
  }),
  at: Type.String({ description: 'JSON pointer (RFC 6901) into the attributes.' }),
  values: Type.Object({ candidate: anyJson, baseline: anyJson }),
  places: Type.Array(
    Type.Object({
      name: Type.String(),
      id: Type.String(),
      finding: Type.Optional(
        Type.String({ description: 'Of one cause on several resources: the id that its finding has on this one.' }),
      ),
      service: Type.Optional(Type.String()),
      owner: Type.Optional(Type.String()),
      unseen: Type.Optional(Type.Boolean({ description: 'It could not be looked at the last time.' })),
    }),
  ),
  since: Type.Optional(moment),
  exception: Type.Optional(
    Type.Object({
      id: Type.String(),
      kind: oneOf(['temporary', 'structural']),
      reason: Type.String(),
      owner: Type.String(),
      until: Type.String(),
    }),
  ),
  lapsed: Type.Optional(
    Type.Array(Type.Object({ what: Type.String(), because: Type.String(), owner: Type.Optional(Type.String()) })),
  ),
  cause: Type.String({ description: 'The same for findings of one root cause.' }),
  stale: Type.Boolean({ description: 'Its place was not completely read the last time: nothing new can be said.' }),
  openedAt: moment,
  changedAt: moment,
  resolvedAt: Type.Optional(moment),
  reopened: Type.Integer({ description: 'How often it came back.' }),
  acknowledged: Type.Optional(Type.Object({ by: Type.String(), at: moment, note: Type.Optional(Type.String()) })),
})

export const EventSchema = Type.Object({
  type: oneOf(findingEventTypes),
  at: moment,
  assessment: Type.Optional(Type.String()),
  actor: Type.Optional(Type.String()),
  detail: Type.Optional(Type.String()),
})
