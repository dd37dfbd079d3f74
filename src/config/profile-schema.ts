import type { TSchema } from 'typebox'
import { Type } from '../model/schema.ts'
import { adjustmentSchema } from './adjustment-schema.ts'

const closed = { additionalProperties: false } as const
const text = (description: string): TSchema => Type.String({ description, minLength: 1 })
const id = Type.String({
  pattern: '^[a-z][a-z0-9-]*$',
  patternErrorMessage: 'a name of small letters and dashes',
  description: 'Its name.',
})

/** The profiles that come with Evenkeel: one file each in `rules/profiles`. */
export const profileNames = ['standard', 'strict', 'cost-aware'] as const

const names = { default: 'standard', description: 'How much a difference is allowed to matter.' }

/** What `profile` of a comparison takes. */
export const profileSchema = Type.Union(
  [
    Type.Enum([...profileNames], names),
    Type.Object(
      {
        base: Type.Optional(Type.Enum([...profileNames], names)),
        knobs: Type.Optional(
          Type.Record(Type.String(), Type.Unknown(), {
            description: 'Knobs of the profile that you set otherwise: docs/reference/profiles.md.',
          }),
        ),
      },
      closed,
    ),
  ],
  { description: 'Which rules apply, and how strictly.' },
)

/** `rules/profiles/knobs.yaml`: what profiles can be turned by. */
export const knobsSchema = Type.Object(
  {
    knobs: Type.Array(
      Type.Object(
        {
          id,
          doc: text('One sentence: what it decides.'),
          choices: Type.Optional(
            Type.Array(
              Type.Object(
                { id, doc: text('One sentence.'), adjust: Type.Optional(Type.Array(adjustmentSchema)) },
                closed,
              ),
              { minItems: 2, description: 'The first leaves the rules as they are written.' },
            ),
          ),
          default: Type.Optional(Type.Unknown({ description: 'Of a knob that is a value: the one that rules have.' })),
          sets: Type.Optional(
            Type.Array(Type.String({ pattern: '^[^ ]+ [^ ]+$', patternErrorMessage: 'a rule and a parameter of it' }), {
              minItems: 1,
              description: 'Of a knob that is a value: `rule parameter`, each of which it sets.',
            }),
          ),
        },
        closed,
      ),
      { minItems: 1 },
    ),
  },
  closed,
)

/** `rules/profiles/<name>.yaml`. */
export const profileFileSchema = Type.Object(
  {
    profile: Type.Enum([...profileNames], { description: 'Its name.' }),
    doc: text('One sentence: whom it is for.'),
    knobs: Type.Record(Type.String(), Type.Unknown(), { description: 'Knobs that it does not leave as they are.' }),
  },
  closed,
)
