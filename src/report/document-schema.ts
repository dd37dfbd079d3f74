import type { Static } from 'typebox'
import { Type } from '../model/schema.ts'
import { dimensions } from '../model/dimension.ts'
import { findingStatuses } from '../model/finding.ts'
import type { Json } from '../model/json.ts'
import { severities } from '../model/severity.ts'
import { pairingMethods } from '../model/twin.ts'

const strict = { additionalProperties: false } as const
const share = Type.Number({ minimum: 0, maximum: 1 })
const tally = Type.Integer({ minimum: 0 })
/** Any JSON: a scalar, a list, a record, a fingerprint, or null where the side has no value. */
const anyJson = Type.Unsafe<Json>({})

const oneOf = <const T extends string>(values: readonly T[], description: string) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values], description })

const whereabouts = Type.Object(
  {
    id: Type.String({ description: 'The id in its source.' }),
    account: Type.Optional(Type.String()),
    region: Type.Optional(Type.String()),
    line: Type.Optional(Type.Integer({ minimum: 1, description: 'Of a file: the line that it is about.' })),
    file: Type.Optional(Type.String({ description: 'The file of the line, where the id does not say it.' })),
  },
  strict,
)

const scope = Type.Object(
  {
    environment: Type.String(),
    collector: Type.String(),
    scope: Type.String({ description: 'Where the collector looked: an account and region, a file, an endpoint.' }),
    kind: Type.String(),
    status: oneOf(['complete', 'partial', 'denied', 'not-asked'], 'What became of looking.'),
    required: Type.Boolean({ description: 'Whether the configuration names it.' }),
    reason: Type.Optional(Type.String({ description: 'Why it is not complete.' })),
  },
  strict,
)

const finding = Type.Object(
  {
    id: Type.String({ description: 'A digest of comparison, rule, twin and unit; it survives re-creation.' }),
    rule: Type.String(),
    severity: oneOf(severities, 'From the worst to the least.'),
    dimension: oneOf(dimensions, 'The dimension of parity.'),
    status: oneOf(findingStatuses, 'Where it stands.'),
    direction: oneOf(['baseline-ahead', 'candidate-ahead', 'both', 'unknown'], 'Which side moved.'),
    title: Type.String({ description: 'One sentence in words.' }),
    kind: Type.String(),
    service: Type.Optional(Type.String()),
    owner: Type.Optional(Type.String()),
    resource: Type.Object(
      {
        name: Type.String({ description: 'The canonical name of the twin.' }),
        candidate: Type.Union([whereabouts, Type.Null()]),
        baseline: Type.Union([whereabouts, Type.Null()]),
        pairing: Type.Object(
          { method: oneOf([...pairingMethods, 'alone'], 'How the pair was found.'), confidence: share },
          strict,
        ),
      },
      strict,
    ),
    at: Type.String({ description: 'JSON pointer (RFC 6901) into the attributes; empty for the resource itself.' }),
    values: Type.Object({ candidate: anyJson, baseline: anyJson }, strict),
    places: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          id: Type.String(),
          finding: Type.Optional(
            Type.String({ description: 'Of one cause on several resources: the id that its finding has on this one.' }),
          ),
          service: Type.Optional(Type.String()),
          owner: Type.Optional(Type.String()),
        },
        strict,
      ),
    ),
    remedy: Type.String(),
    since: Type.Optional(Type.String({ description: 'ISO 8601; absent without history.' })),
  },
  strict,
)

/** The schema of the document that `--format json` prints. Keys are never removed within a schema version. */
export const ReportDocumentSchema = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    comparison: Type.Object({ candidate: Type.String(), baseline: Type.String() }, strict),
    drift: oneOf(['none', 'below-threshold', 'drift'], 'Whether a finding reaches the threshold.'),
    coverage: Type.Object(
      {
        verdict: oneOf(['complete', 'incomplete'], 'Whether everything required was read.'),
        scopes: Type.Array(scope),
      },
      strict,
    ),
    score: Type.Union([Type.Number({ minimum: 0, maximum: 100 }), Type.Null()]),
    findings: Type.Array(finding, { description: 'Worst first; excepted ones are among them, by their status.' }),
    summary: Type.Object(
      {
        compared: tally,
        paired: tally,
        missing: tally,
        extra: tally,
        ambiguous: tally,
        bySeverity: Type.Object({ critical: tally, high: tally, medium: tally, low: tally, info: tally }, strict),
      },
      strict,
    ),
  },
  { title: 'Evenkeel report', description: 'What `evenkeel check --format json` prints.', ...strict },
)

export type ReportDocument = Static<typeof ReportDocumentSchema>
