import { Type, type TSchema } from 'typebox'

const closed = { additionalProperties: false } as const
const text = (description: string): TSchema => Type.Optional(Type.String({ description, minLength: 1 }))
const date = (description: string): TSchema => Type.Optional(Type.String({ description, minLength: 1 }))

const common = {
  id: text('Its name, in the report. Left out: made of what it selects.'),
  rule: text('The rule whose findings it covers; `*` stands for anything.'),
  kind: text('The kind of resource.'),
  resource: text('The resource: its canonical name, or its name or id on either side.'),
  at: text('The unit: `/parameters/max_connections`, `/settings/*`.'),
  finding: text('One finding, by its id.'),
  reason: Type.String({ description: 'Why the difference is wanted.', minLength: 1 }),
  owner: Type.String({ description: 'Who answers for it: a team or a person.', minLength: 1 }),
  pin: Type.Optional(
    Type.Object(
      { candidate: Type.Optional(Type.Unknown()), baseline: Type.Optional(Type.Unknown()) },
      { ...closed, minProperties: 1, description: 'The values that it was made for: when one changes, it lapses.' },
    ),
  ),
}

/** A temporary exception: it expires. */
export const temporarySchema = Type.Object(
  {
    ...common,
    created: date('The day it was made. Needed where `expires` is left out.'),
    expires: date('Its last day. Left out: 30 days after `created`.'),
  },
  { ...closed, title: 'A temporary exception' },
)

/** A structural difference: it is reviewed, and never reopens by itself. One entry of `differences:`. */
export const differenceSchema = Type.Object(
  {
    ...common,
    since: date('The day it was decided. Needed where `review` is left out.'),
    review: date('The day by which it is looked at again. Left out: 180 days after `since`.'),
  },
  { ...closed, title: 'A structural difference' },
)

/** A file of exceptions: a list of temporary ones, or both kinds under their names. */
export const exceptionFileSchema = Type.Union([
  Type.Array(temporarySchema, { description: 'Temporary exceptions.' }),
  Type.Object(
    {
      exceptions: Type.Optional(Type.Array(temporarySchema, { description: 'Temporary exceptions.' })),
      differences: Type.Optional(Type.Array(differenceSchema, { description: 'Structural differences.' })),
    },
    { ...closed, minProperties: 1 },
  ),
])
