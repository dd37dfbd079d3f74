import type { TSchema } from 'typebox'
import { Type } from '../model/schema.ts'
import { severities } from '../model/severity.ts'

const closed = { additionalProperties: false } as const
const text = (description: string): TSchema => Type.String({ description, minLength: 1 })
const severity = (description: string): TSchema => Type.Enum([...severities], { description })
const words = (description: string): TSchema =>
  Type.Union([text('One word.'), Type.Array(text('One word.'), { minItems: 1 })], { description })

/** A severity by its circumstances. */
const severityCases = Type.Object(
  {
    default: Type.Optional(severity('Where no other case holds.')),
    candidate: Type.Optional(severity('Where the candidate is at fault, or is the one that lacks the value.')),
    baseline: Type.Optional(severity('Where the baseline is at fault, or is the one that lacks the value.')),
    tiers: Type.Optional(
      Type.Record(Type.String(), severity('For services of this tier.'), {
        description: 'By the tier of the service; decides before the side.',
      }),
    ),
    expression: Type.Optional(text('CEL that gives the name of a severity; stands alone.')),
  },
  { ...closed, minProperties: 1 },
)

/** What `severity` of a rule takes. */
export const severitySchema = Type.Union([severity('How bad a violation is.'), severityCases], {
  description: 'How bad a violation is: always, or by its circumstances.',
})

/** What `only` and `except` take. */
export const scopeSchema = (description: string): TSchema =>
  Type.Object(
    {
      service: Type.Optional(words('Services of the configuration; `*` stands for any text.')),
      tier: Type.Optional(words('Tiers of services.')),
      name: Type.Optional(words('Canonical names, or names or ids on either side.')),
      tags: Type.Optional(
        Type.Record(Type.String(), Type.String(), {
          description: 'Tags that a resource has on either side, all of them.',
        }),
      ),
    },
    { ...closed, minProperties: 1, description },
  )

/** An entry of `rules:` that changes rules without copying them; also what the choices of a profile's knob are made of. */
export const adjustmentSchema = Type.Object(
  {
    adjust: words('The rules, by id; `*` stands for any text.'),
    severity: Type.Optional(
      Type.Union([Type.Enum([...severities, 'raise', 'lower']), severityCases], {
        description: 'Another severity; `raise` and `lower` go one step from what the rule says.',
      }),
    ),
    parameters: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'Values for parameters that the rule declares.' }),
    ),
    off: Type.Optional(
      Type.Boolean({ description: 'true: the rule does not judge. false: one that is off by itself does.' }),
    ),
    only: Type.Optional(scopeSchema('Where the adjustment holds.')),
    except: Type.Optional(scopeSchema('Where the adjustment does not hold.')),
  },
  closed,
)
