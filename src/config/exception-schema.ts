import type { TSchema } from 'typebox'
import { Type } from '../model/schema.ts'
import { weekdays } from '../model/exception.ts'
import { severities } from '../model/severity.ts'

const closed = { additionalProperties: false } as const
const text = (description: string): TSchema => Type.Optional(Type.String({ description, minLength: 1 }))
const date = text
/** Text with something in it: a reason of blanks is none. */
const said = (description: string): TSchema =>
  Type.String({ description, pattern: '\\S', patternErrorMessage: 'text that is not empty' })
const oneOf = (values: readonly string[], description: string): TSchema =>
  Type.Unsafe<string>({ type: 'string', enum: [...values], description })
const hour = (description: string, pattern: string, patternErrorMessage: string): TSchema =>
  Type.Optional(Type.String({ description, pattern, patternErrorMessage }))

/** A stretch of time that comes again every week. */
const windowSchema = Type.Object(
  {
    days: Type.Optional(
      Type.Array(oneOf(weekdays, 'One of mon, tue, wed, thu, fri, sat, sun.'), {
        description: 'The days on which it begins. Left out: every day.',
        minItems: 1,
        uniqueItems: true,
      }),
    ),
    from: hour('When it begins, by the clocks of the zone.', '^([01]\\d|2[0-3]):[0-5]\\d$', 'a time such as "20:00"'),
    to: hour(
      'When it ends; a time that is not after `from` is on the next day.',
      '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$',
      'a time such as "06:00", at most "24:00"',
    ),
    zone: Type.String({ description: 'The time zone: `Europe/Berlin`, `UTC`.', minLength: 1 }),
  },
  { ...closed, description: 'When it holds. `from` and `to` stand together; without them, whole days.' },
)

const common = {
  id: text('Its name, in the report. Left out: made of what it selects.'),
  rule: text('The rule whose findings it covers; `*` stands for anything.'),
  kind: text('The kind of resource.'),
  resource: text('The resource: its canonical name, or its name or id on either side.'),
  at: text('The unit: `/parameters/max_connections`, `/settings/*`.'),
  service: text('The service that the resource belongs to.'),
  finding: text('One finding, by its id; of one cause on several resources the ids of all, with blanks between them.'),
  reason: said('Why the difference is wanted.'),
  owner: said('Who answers for it: a team or a person.'),
  window: Type.Optional(
    Type.Union([windowSchema, Type.Array(windowSchema, { minItems: 1 })], {
      description: 'When it holds: one stretch of the week, or a list of them. Left out: always.',
    }),
  ),
  pin: Type.Optional(
    Type.Object(
      {
        candidate: Type.Optional(Type.Unknown({ description: 'As the report shows it; `null` where it is absent.' })),
        baseline: Type.Optional(Type.Unknown({ description: 'The same, of the baseline.' })),
        key: text('The id of the fingerprint key, where a value is a secret.'),
      },
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

const digest = { pattern: '^[0-9a-f]{8,64}$', patternErrorMessage: 'a digest of hexadecimal digits' }

/** What was there when a comparison was adopted. One entry of `known:`; `evenkeel except --adopt` writes it. */
export const adoptionSchema = Type.Object(
  {
    candidate: Type.String({ description: 'The candidate of the comparison.', minLength: 1 }),
    baseline: Type.String({ description: 'Its baseline.', minLength: 1 }),
    since: Type.String({ description: 'The day of adoption.', minLength: 1 }),
    findings: Type.Array(
      Type.Object(
        {
          id: Type.String({ description: 'The id of the finding.', ...digest }),
          rule: Type.String({ description: 'Its rule.', minLength: 1 }),
          kind: Type.String({ description: 'The kind of resource.', minLength: 1 }),
          resource: Type.String({ description: 'The canonical name of the resource.' }),
          at: Type.Optional(Type.String({ description: 'The unit. Left out: the resource itself.' })),
          severity: oneOf(severities, 'When it was adopted: a worse one reopens.'),
          values: Type.String({
            description: 'A digest of both values without their secrets: when it changes, it reopens.',
            ...digest,
          }),
          secrets: Type.Optional(
            Type.Object(
              {
                key: Type.String({ description: 'The id of the fingerprint key.', minLength: 1 }),
                values: Type.String({ description: 'The digest with fingerprints.', ...digest }),
              },
              { ...closed, description: 'The same with the fingerprints of secrets, under a key that lasts.' },
            ),
          ),
        },
        closed,
      ),
      { description: 'The findings that were open.' },
    ),
  },
  { ...closed, title: 'An adoption' },
)

/** A file of exceptions: a list of temporary ones, or all sorts under their names. */
export const exceptionFileSchema = Type.Union([
  Type.Array(temporarySchema, { description: 'Temporary exceptions.' }),
  Type.Object(
    {
      exceptions: Type.Optional(Type.Array(temporarySchema, { description: 'Temporary exceptions.' })),
      differences: Type.Optional(Type.Array(differenceSchema, { description: 'Structural differences.' })),
      known: Type.Optional(Type.Array(adoptionSchema, { description: 'What was there at adoption.' })),
    },
    { ...closed, minProperties: 1 },
  ),
])
