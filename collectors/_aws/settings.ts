import type { Static } from 'typebox'
import { Type } from '../../src/model/schema.ts'

/** The services that `services` may name, alphabetical: those of the `aws-*` collectors. */
export const serviceNames = [
  'acm',
  'application-autoscaling',
  'autoscaling',
  'ec2',
  'ecs',
  'elasticache',
  'elb',
  'elbv2',
  'iam',
  'kms',
  'lambda',
  'rds',
  's3',
  'secretsmanager',
  'ssm',
] as const

const arn = Type.String({
  description: 'ARN of a role to assume.',
  pattern: '^arn:aws[\\w-]*:iam::\\d{12}:role/.+$',
  patternErrorMessage: 'the ARN of a role, such as "arn:aws:iam::111111111111:role/evenkeel"',
})

const role = Type.Object(
  {
    arn,
    externalId: Type.Optional(Type.String({ description: 'External id that the role asks for.', minLength: 2 })),
  },
  { additionalProperties: false, description: 'A role with an external id.' },
)

/** What a source entry `aws:` takes: one account, one or more regions. The same for all `aws-*` collectors. */
export const AwsSettings = Type.Object(
  {
    account: Type.Optional(
      Type.String({
        description: 'The account: a role of the environment’s `accounts`, or an id of 12 digits in quotes.',
        minLength: 1,
      }),
    ),
    regions: Type.Optional(
      Type.Array(Type.String({ description: 'Role or name of a region.', minLength: 1 }), {
        description: 'Regions: roles of the environment’s `regions`, or names. Without it, all of the environment’s.',
        minItems: 1,
        uniqueItems: true,
      }),
    ),
    assumeRole: Type.Optional(
      Type.Union(
        [arn, role, Type.Array(Type.Union([arn, role]), { minItems: 1, description: 'A chain, first to last.' })],
        {
          description: 'The role to assume, or a chain of roles of which each assumes the next.',
        },
      ),
    ),
    profile: Type.Optional(
      Type.String({ description: 'A profile of the shared AWS configuration files, to start from.', minLength: 1 }),
    ),
    endpoint: Type.Optional(
      Type.String({
        description: 'URL that answers for every service, instead of AWS: a simulator.',
        pattern: '^https?://',
        patternErrorMessage: 'a URL that begins with http:// or https://',
      }),
    ),
    services: Type.Optional(
      Type.Array(Type.Union(serviceNames.map((name) => Type.Literal(name))), {
        description: 'What to read. Without it, all.',
        minItems: 1,
        uniqueItems: true,
      }),
    ),
    parameters: Type.Optional(
      Type.Union([Type.Literal('user'), Type.Literal('all')], {
        description: 'Which database parameters to read: those that somebody set, or the engine’s defaults too.',
        default: 'user',
      }),
    ),
    source: Type.Optional(
      Type.Union([Type.Literal('describe'), Type.Literal('config'), Type.Literal('auto')], {
        description:
          'Who is asked: each service itself, AWS Config for all kinds that it can tell, or (`auto`) AWS Config for those of which it knows every field.',
        default: 'describe',
      }),
    ),
    aggregator: Type.Optional(
      Type.Object(
        {
          name: Type.String({ description: 'Name of a configuration aggregator.', minLength: 1 }),
          region: Type.Optional(
            Type.String({ description: 'Where the aggregator is, if not in the region that is read.', minLength: 1 }),
          ),
        },
        { additionalProperties: false, description: 'The aggregator of AWS Config that is asked, with `source`.' },
      ),
    ),
    values: Type.Optional(
      Type.Union([Type.Literal('none'), Type.Literal('fingerprint')], {
        description:
          'Whether to read the values of stored parameters and secrets: not at all, or to compare them by form and by keyed fingerprints.',
        default: 'none',
      }),
    ),
    deadlineSeconds: Type.Optional(
      Type.Number({
        description:
          'How long one region may take. Where it is left out, longer by what is found to be asked about one by one, up to 900.',
        exclusiveMinimum: 0,
        maximum: 3600,
        default: 60,
      }),
    ),
    maxAttempts: Type.Optional(
      Type.Integer({ description: 'How often one call is tried.', minimum: 1, maximum: 20, default: 8 }),
    ),
    callsPerSecond: Type.Optional(
      Type.Number({
        description:
          'The most calls a second to one service in one region, where it should be less than AWS allows or is guessed to allow.',
        exclusiveMinimum: 0,
        maximum: 1000,
      }),
    ),
    concurrency: Type.Optional(
      Type.Integer({
        description: 'How many calls of one region may be under way where each resource needs its own.',
        minimum: 1,
        maximum: 50,
        default: 5,
      }),
    ),
  },
  { additionalProperties: false, description: 'An AWS account in one or more regions.' },
)

export type AwsSettings = Static<typeof AwsSettings>

/** One step of a chain of roles. */
export interface RoleStep {
  readonly arn: string
  readonly externalId?: string
}

/** The chain of roles to assume, first to last; empty without `assumeRole`. */
export function roleChain(settings: AwsSettings): readonly RoleStep[] {
  const given = settings.assumeRole
  const steps = given === undefined ? [] : Array.isArray(given) ? given : [given]
  return steps.map((step) => (typeof step === 'string' ? { arn: step } : step))
}

/** Seconds that one region may take, beside what it asks for; see `takeTime`. */
export const deadlineSeconds = 60

/** How many calls are under way at once, where a list is not enough. */
export function concurrencyOf(settings: AwsSettings): number {
  return settings.concurrency ?? 5
}
