import type { TSchema } from 'typebox'
import { Type } from '../model/schema.ts'
import { dimensions } from '../model/dimension.ts'
import { severities } from '../model/severity.ts'
import { scopeSchema, severitySchema } from './adjustment-schema.ts'

const closed = { additionalProperties: false } as const
const text = (description: string): TSchema => Type.String({ description, minLength: 1 })
const anything = (description: string): TSchema => Type.Unknown({ description })
const both = (of: TSchema, description: string): TSchema =>
  Type.Object({ candidate: Type.Optional(of), baseline: Type.Optional(of) }, { description, ...closed })

const Foreign = Type.Object(
  {
    environment: text('The environment that the word belongs to.'),
    word: text('The word.'),
    by: Type.Enum(['domain', 'account', 'resource', 'network', 'name'], { description: 'The kind of word.' }),
  },
  closed,
)

const Example = Type.Object(
  {
    candidate: Type.Optional(anything('The unit’s value in the candidate; left out: absent.')),
    baseline: Type.Optional(anything('The unit’s value in the baseline; left out: absent.')),
    at: Type.Optional(Type.String({ description: 'The unit’s own pointer, where the values do not tell it.' })),
    of: Type.Optional(both(anything('Attributes.'), 'Attributes of the resources around the unit.')),
    now: Type.Optional(text('The moment of judgement, ISO 8601.')),
    foreign: Type.Optional(both(Foreign, 'A word in the value that belongs to the other environment.')),
    beside: Type.Optional(
      Type.Array(both(Type.Unknown(), 'Another unit of the same form.'), {
        description: 'Other changed units of the same resource, where a relation looks for them.',
      }),
    ),
    tier: Type.Optional(text('The tier of the service that the resources belong to.')),
    parameters: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'Values of the rule’s parameters.' }),
    ),
    severity: Type.Optional(Type.Enum([...severities], { description: 'What must fail: how severe its finding is.' })),
    members: Type.Optional(
      both(Type.Array(Type.Unknown(), { minItems: 1 }), 'For a fleet: the unit’s value on each member.'),
    ),
  },
  closed,
)

const RuleSchema = Type.Object(
  {
    id: Type.String({
      description: 'Its name: findings, exceptions and the reference know it by this.',
      pattern: '^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$',
      patternErrorMessage: 'a name of the form database/engine-version',
    }),
    kind: text('The kind that it judges; `*` for all.'),
    at: Type.Optional(
      Type.String({
        default: '',
        description:
          'The unit judged: "" the resource itself, `/class` a field, `/parameters/*` an element, `**` every unit.',
      }),
    ),
    on: Type.Optional(
      Type.Enum(['change', 'each'], {
        default: 'change',
        description: '`change`: where the sides differ. `each`: on every twin.',
      }),
    ),
    side: Type.Optional(
      Type.Enum(['candidate', 'baseline', 'both'], {
        default: 'both',
        description: 'Which side is judged, for relations that look at one value.',
      }),
    ),
    relation: text('What must hold; when it does not, there is a finding.'),
    with: Type.Optional(Type.Object({}, { description: 'What the relation takes.' })),
    when: Type.Optional(text('CEL: the rule judges only where this is true.')),
    unless: Type.Optional(text('CEL: the rule does not judge where this is true.')),
    severity: severitySchema,
    parameters: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[A-Za-z]\\w*$' }),
        Type.Object(
          {
            default: anything('The value where nobody sets another; it says which form a value has.'),
            doc: text('One sentence: what it is, in which unit.'),
          },
          closed,
        ),
        {
          ...closed,
          description:
            'Values that a user may set: `"{name}"` in `with`, `parameters.name` in expressions and sentences.',
        },
      ),
    ),
    off: Type.Optional(
      Type.Boolean({ default: false, description: 'Judges only where a profile or the configuration switches it on.' }),
    ),
    only: Type.Optional(scopeSchema('The twins that it judges.')),
    except: Type.Optional(scopeSchema('Twins that it does not judge.')),
    claims: Type.Optional(
      Type.Boolean({ default: true, description: 'Whether a change that it reports is not judged by later rules.' }),
    ),
    precedence: Type.Optional(
      Type.Integer({ default: 0, description: 'Higher judges first; then the more specific rule; then by id.' }),
    ),
    title: text('One sentence of a finding, with placeholders.'),
    why: text('Why a difference matters.'),
    remedy: text('What to do, with placeholders.'),
    references: Type.Optional(
      Type.Array(
        Type.String({ pattern: '^https://', patternErrorMessage: 'a public address that begins with https://' }),
        { description: 'Outages and documentation that it comes from.' },
      ),
    ),
    examples: Type.Optional(
      Type.Array(
        Type.Object(
          { pass: Type.Optional(Example), fail: Type.Optional(Example) },
          { ...closed, minProperties: 1, maxProperties: 1, description: 'One pair that passes, or one that fails.' },
        ),
        { description: 'What it must pass and what it must report; `evenkeel rules test` runs them.' },
      ),
    ),
  },
  closed,
)

/** A rule pack: the rules of one dimension. */
export const rulePackSchema = Type.Object(
  {
    dimension: Type.Enum([...dimensions], { description: 'The dimension of parity that its rules belong to.' }),
    rules: Type.Array(RuleSchema, { description: 'The rules.', minItems: 1 }),
  },
  { ...closed, title: 'Evenkeel rule pack' },
)
