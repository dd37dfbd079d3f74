import type { Static, TSchema } from 'typebox'
import { Type } from '../model/schema.ts'
import { fail } from '../errors/catalogue.ts'
import { adjustmentSchema } from './adjustment-schema.ts'
import { scheduleForm } from './check-schedule.ts'
import { usuallyVanished } from './defaults.ts'
import { differenceSchema } from './exception-schema.ts'
import { notifySchema } from './notify-schema.ts'
import { profileSchema } from './profile-schema.ts'

const text = (description: string, extra: Record<string, unknown> = {}) =>
  Type.String({ description, minLength: 1, ...extra })
const texts = (description: string) => Type.Array(text('One of them.'), { description })
const closed = { additionalProperties: false } as const

/** What stands in a host name; a URL here would match nothing, and nothing would say so. */
const domainName = {
  pattern: '^[^\\s/:@*?#]+$',
  patternErrorMessage: 'a domain, such as "shop.example", without a scheme, port, path or wildcard',
}

const accountId = { pattern: '^\\d{12}$', patternErrorMessage: 'an account id of 12 digits' }

/** What narrows a source. */
export const NarrowingSchema = Type.Object(
  {
    tags: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'Tags with their values.' })),
    labels: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'Labels with their values.' })),
    namespaces: Type.Optional(texts('Kubernetes namespaces.')),
    vpcs: Type.Optional(texts('VPC ids.')),
  },
  { ...closed, minProperties: 1 },
)

const Services = Type.Record(
  Type.String(),
  Type.Object(
    {
      match: Type.Object(
        {
          tags: Type.Optional(
            Type.Record(Type.String(), Type.String(), { description: 'Tags or labels that its resources have.' }),
          ),
          names: Type.Optional(texts('Names of its resources; `*` stands for anything.')),
          labels: Type.Optional(
            Type.Record(Type.String(), Type.String(), {
              description:
                'Labels that its objects of a cluster have, in one of the `namespaces`, where those are given.',
            }),
          ),
          namespaces: Type.Optional(
            texts(
              'Namespaces in which its objects of a cluster live, with all of the `labels`; `*` stands for anything.',
            ),
          ),
        },
        {
          ...closed,
          minProperties: 1,
          description:
            'Which resources are its: those with all of the tags, those with one of the names, and those of a cluster with the labels and in the namespaces.',
        },
      ),
      owner: Type.Optional(text('The team that it belongs to.')),
      tier: Type.Optional(
        text('How much depends on it, in a word of yours: rules and their adjustments may ask for it.'),
      ),
      slack: Type.Optional(text('The Slack channel of the team: `"#orders"`, or its id. Needs a bot token.')),
    },
    closed,
  ),
  { description: 'The parts of the system, by name, with their owners.' },
)

const Comparisons = Type.Array(
  Type.Object(
    {
      candidate: text('The environment that should resemble the other: `staging`.'),
      baseline: text('The environment that it should resemble: `production`.'),
      schedule: Type.Optional(
        text('When a server runs it: five fields of cron. `check` does not use it.', { ...scheduleForm }),
      ),
      timeZone: Type.Optional(
        text('The time zone that the schedule is read in, by its IANA name: `Europe/Berlin`.', { default: 'UTC' }),
      ),
      profile: Type.Optional(profileSchema),
      promotionWindow: Type.Optional(
        text(
          'How long a change that the candidate made may wait for promotion before it counts: `7d`, `36h`; `0d`: not at all. Needs history, so `check` does not use it.',
          {
            default: '7d',
            pattern: '^\\d{1,4}[dh]$',
            patternErrorMessage: 'a number of days or hours, such as 7d or 36h',
          },
        ),
      ),
      reportOnly: Type.Optional(
        text(
          'Until when differences are shown without failing the check, `until 2026-12-31`; that day included, UTC.',
          {
            pattern: '^(until )?\\d{4}-\\d\\d-\\d\\d$',
            patternErrorMessage: 'a day, such as "until 2026-12-31"',
          },
        ),
      ),
    },
    closed,
  ),
  { description: 'What is compared with what.', minItems: 1 },
)

const Pairs = Type.Array(
  Type.Object(
    {
      kind: text('The kind of both.'),
      candidate: text('Name, id or address in the candidate.'),
      baseline: text('Name, id or address in the baseline.'),
    },
    closed,
  ),
  { description: 'Pairs that could not be found by themselves; `evenkeel init --discover` proposes them.' },
)

const paths = (description: string) => Type.Union([text('A path.'), Type.Array(text('A path.'))], { description })

/** What an environment is, beside its sources. */
const environmentFields = {
  aliases: Type.Optional(texts('Other words for this environment in names: `prod`, `prd`.')),
  domains: Type.Optional(
    Type.Array(text('A domain.', domainName), {
      description: 'Domains that are this environment’s: `staging.shop.example`. The longest suffix wins.',
    }),
  ),
  accounts: Type.Optional(
    Type.Union(
      [
        text('The one account: its role is `main`.', accountId),
        Type.Record(Type.String(), text('Account id.', accountId)),
      ],
      {
        description: 'Cloud accounts by role; the roles of both environments answer to each other. Always in quotes.',
      },
    ),
  ),
  regions: Type.Optional(
    Type.Union([text('The one region: its role is `primary`.'), Type.Record(Type.String(), text('Region name.'))], {
      description: 'Regions by role.',
    }),
  ),
  clusters: Type.Optional(
    Type.Union([text('The one cluster: its role is `main`.'), Type.Record(Type.String(), text('Cluster name.'))], {
      description:
        'Kubernetes clusters by role, as they are called in names and values. One cluster of one side faces all of the other: what is in several is one twin.',
    }),
  ),
  symbols: Type.Optional(
    Type.Record(Type.String({ pattern: '^[A-Za-z][\\w-]*$' }), text('What is written in this environment.'), {
      ...closed,
      description: 'Your own words that differ by nature: `{ cluster: "blue" }` makes "blue" compare as `{cluster}`.',
    }),
  ),
}

/** What a source entry of one family takes: its own settings, and what narrows every source. */
function sourceSchema(family: string, settings: TSchema): TSchema {
  const { properties, description } = settings as TSchema & {
    readonly properties?: Record<string, TSchema>
    readonly description?: string
  }
  if (properties === undefined) throw fail('config-internal', { what: `the settings of ${family} are no object` })
  return Type.Object(
    {
      ...properties,
      include: Type.Optional(
        Type.Object(NarrowingSchema.properties, {
          ...closed,
          minProperties: 1,
          description: 'Only what has all of these.',
        }),
      ),
      exclude: Type.Optional(
        Type.Object(NarrowingSchema.properties, {
          ...closed,
          minProperties: 1,
          description: 'Nothing that has any of these.',
        }),
      ),
      deadlineSeconds:
        properties['deadlineSeconds'] ??
        Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 3600, description: 'How long one scope may take.' })),
    },
    { ...(description === undefined ? {} : { description }), ...closed },
  )
}

/**
 * The schema of evenkeel.yaml. `families` are the settings schemas of the sources, handed in because the configuration
 * does not know collectors.
 */
export function configSchema(families: ReadonlyMap<string, TSchema>): TSchema {
  const sources = [...families].map(
    ([family, settings]) => [family, Type.Optional(sourceSchema(family, settings))] as const,
  )
  const Environment = Type.Object(
    {
      ...environmentFields,
      sources: Type.Union(
        [
          Type.Array(
            Type.Object(Object.fromEntries(sources), {
              ...closed,
              minProperties: 1,
              maxProperties: 1,
              description: 'One source: its family and its settings.',
            }),
            { minItems: 1 },
          ),
          Type.Literal('sent', {
            description: 'It is not read from here: its snapshots are sent by `POST /v1/snapshots`, or given as files.',
          }),
        ],
        { description: 'Where the facts come from.' },
      ),
    },
    closed,
  )
  return Type.Object(
    {
      environments: Type.Record(Type.String(), Environment, {
        description: 'The deployments of the system, by name.',
        minProperties: 1,
      }),
      comparisons: Comparisons,
      services: Type.Optional(Services),
      pairs: Type.Optional(Pairs),
      differences: Type.Optional(
        Type.Array(differenceSchema, {
          description: 'Differences that are wanted for good: reviewed, and never coming back by themselves.',
        }),
      ),
      shared: Type.Optional(
        Type.Array(
          // An entry that is only wildcards would share everything, and no foreign reference would ever be found.
          text('One of them.', { pattern: '[^*?./:@\\s-]', patternErrorMessage: 'a name with more in it than `*`' }),
          { description: 'What both sides use on purpose: hosts, accounts, names; `*` stands for anything.' },
        ),
      ),
      exceptions: Type.Optional(
        paths('Files of documented exceptions, relative to this file: paths, or patterns such as `exceptions/*.yaml`.'),
      ),
      rules: Type.Optional(
        Type.Union([text('A path.'), Type.Array(Type.Union([text('A path.'), adjustmentSchema]))], {
          description: 'Rule packs of your own, relative to this file, and adjustments of rules; later ones win.',
        }),
      ),
      limits: Type.Optional(
        Type.Object(
          {
            judgeSeconds: Type.Optional(
              Type.Number({
                exclusiveMinimum: 0,
                maximum: 3600,
                default: 60,
                description: 'How long comparing and judging may take; `--judge-seconds` wins.',
              }),
            ),
            vanished: Type.Optional(
              Type.Number({
                minimum: 0,
                maximum: 1,
                default: usuallyVanished,
                description:
                  'A share: when more than this of a kind, and at least five, is gone from a place at once, a service waits for a second reading that says the same. 1: it never waits.',
              }),
            ),
          },
          { ...closed, description: 'What a run may cost, and what is believed of it.' },
        ),
      ),
      notify: Type.Optional(notifySchema),
    },
    closed,
  )
}

export type NarrowingSettings = Static<typeof NarrowingSchema>
