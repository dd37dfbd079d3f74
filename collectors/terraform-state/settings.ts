import type { Static } from 'typebox'
import { AwsSettings } from '../_aws/settings.ts'
import { Type } from '../../src/model/schema.ts'

const path = Type.String({ minLength: 1 })
const { account, assumeRole, profile, endpoint, maxAttempts } = AwsSettings.properties

const stateInS3 = Type.Object(
  {
    bucket: Type.String({ description: 'The bucket.', minLength: 3 }),
    key: Type.Optional(Type.String({ description: 'The key of one state.', minLength: 1 })),
    prefix: Type.Optional(
      Type.String({ description: 'Every object under it whose key ends in `.tfstate` is a state.', minLength: 1 }),
    ),
    region: Type.Optional(
      Type.String({
        description: 'Role or name of the region of the bucket. Without it, the only one of the environment’s.',
        minLength: 1,
      }),
    ),
    account,
    assumeRole,
    profile,
    endpoint,
    maxAttempts,
  },
  { additionalProperties: false, description: 'A state, or all below a prefix, in a bucket of S3.' },
)

const stateByHttp = Type.Object(
  {
    url: Type.String({
      description: 'The address of the state, as the `http` backend has it.',
      pattern: '^https?://[^/@\\s]+(/|$)',
      patternErrorMessage: 'a URL that begins with http:// or https:// and has no user or password in it',
    }),
    username: Type.Optional(Type.String({ description: 'The user, for basic authentication.', minLength: 1 })),
    password: Type.Optional(Type.String({ description: 'Its password: take it from `${env:…}`.', minLength: 1 })),
    headers: Type.Optional(
      Type.Record(Type.String(), Type.String(), { description: 'More headers, such as a token from `${env:…}`.' }),
    ),
  },
  { additionalProperties: false, description: 'A state that an HTTP server keeps.' },
)

/** What a `terraform` source entry takes. */
export const terraformSettings = Type.Object(
  {
    state: Type.Optional(
      Type.Union([path, Type.Array(path, { minItems: 1 })], {
        description:
          'States (format version 4), or the output of `terraform show -json` of a state or a plan: paths or patterns, relative to the configuration file.',
      }),
    ),
    s3: Type.Optional(
      Type.Union([stateInS3, Type.Array(stateInS3, { minItems: 1 })], {
        description: 'States in S3: read, never locked.',
      }),
    ),
    http: Type.Optional(
      Type.Union([stateByHttp, Type.Array(stateByHttp, { minItems: 1 })], {
        description: 'States of the `http` backend: read, never locked.',
      }),
    ),
    deadlineSeconds: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, description: 'How long reading one state may take, in seconds.' }),
    ),
  },
  { additionalProperties: false },
)

export type TerraformSettings = Static<typeof terraformSettings>
export type StateInS3 = Static<typeof stateInS3>
export type StateByHttp = Static<typeof stateByHttp>

/** One or several, as a list. */
export function listed<T>(given: T | readonly T[] | undefined): readonly T[] {
  if (given === undefined) return []
  return Array.isArray(given) ? (given as readonly T[]) : [given as T]
}
