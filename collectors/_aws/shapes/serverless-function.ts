import { classifySetting } from '../../../src/collect/settings.ts'
import { serverlessFunction } from '../../../src/model/kinds/serverless-function.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import type { Fingerprinter } from '../../../src/platform/fingerprint.ts'
import type { PolicyStatement } from '../../../src/model/policy-statements.ts'
import { splitImage } from '../../_containers/image.ts'
import { readTags, wordsOf } from '../names.ts'
import { functionAliases, functionTriggers, type FunctionAlias, type FunctionTrigger } from './function-callers.ts'
import { given, sortedSet, type AwsOrigin } from './origin.ts'

/** A Lambda function in its latest version. What the source does not know stays undefined. */
export interface ServerlessFunctionInput extends AwsOrigin {
  readonly arn: string
  readonly name: string
  readonly runtime?: string | null | undefined
  readonly handler?: string | null | undefined
  /** `Zip` or `Image`. */
  readonly package?: string | null | undefined
  readonly architecture?: string | null | undefined
  /** MiB. */
  readonly memory?: number | null | undefined
  /** Seconds. */
  readonly timeout?: number | null | undefined
  /** MiB. */
  readonly ephemeralStorage?: number | null | undefined
  /** ARNs with their versions. */
  readonly layers?: readonly string[] | null | undefined
  readonly image?: string | null | undefined
  readonly code?: string | null | undefined
  /** Environment variables. Undefined: not known. */
  readonly variables?: Readonly<Record<string, string>> | undefined
  readonly key?: string | null | undefined
  readonly role?: string | null | undefined
  readonly network?: string | null | undefined
  readonly subnets?: readonly string[] | null | undefined
  readonly firewalls?: readonly string[] | null | undefined
  /** -1 and undefined: none is reserved. */
  readonly reservedConcurrency?: number | null | undefined
  readonly deadLetter?: string | null | undefined
  readonly tracing?: string | null | undefined
  readonly snapStart?: string | null | undefined
  readonly logFormat?: string | null | undefined
  readonly logGroup?: string | null | undefined
  /** Where file systems are mounted. */
  readonly fileSystems?: readonly string[] | null | undefined
  /** Who may call it. Undefined: not known. */
  readonly policy?: readonly PolicyStatement[] | undefined
  /** Undefined: not known. */
  readonly aliases?: readonly FunctionAlias[] | undefined
  /** Undefined: not known. */
  readonly triggers?: readonly FunctionTrigger[] | undefined
}

/** A Lambda function as a `serverless-function`. */
export function serverlessFunctionResource(
  input: ServerlessFunctionInput,
  fingerprint: Fingerprinter,
): CollectedResource<typeof serverlessFunction.fields> {
  const { tags, address } = readTags(input.tags)
  const layers = (input.layers ?? []).map((layer) => layerName(layer, input.account))
  const image = given(input.image)
  const concurrency = input.reservedConcurrency ?? -1
  const logGroup = given(input.logGroup)
  return collected(serverlessFunction, {
    id: input.arn,
    name: input.name,
    address: input.address ?? address,
    identifiers: wordsOf(input.arn, input.name),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      runtime: given(input.runtime),
      handler: given(input.handler),
      package: given(input.package),
      architecture: given(input.architecture),
      memory: input.memory ?? undefined,
      timeout: input.timeout ?? undefined,
      ephemeralStorage: input.ephemeralStorage ?? undefined,
      layers: layers.length === 0 ? undefined : layers,
      ...imageOf(image),
      code: given(input.code),
      settings: settingsOf(input.variables, fingerprint),
      key: given(input.key),
      role: given(input.role),
      network: given(input.network),
      subnets: some(input.subnets),
      firewalls: some(input.firewalls),
      reservedConcurrency: concurrency < 0 ? undefined : concurrency,
      deadLetter: given(input.deadLetter),
      tracing: given(input.tracing),
      snapStart: given(input.snapStart),
      logFormat: given(input.logFormat),
      // Every function has this one by itself.
      logGroup: logGroup === `/aws/lambda/${input.name}` ? undefined : logGroup,
      fileSystems: some(input.fileSystems),
      policy: input.policy,
      aliases: input.aliases === undefined ? undefined : functionAliases(input.aliases),
      triggers: input.triggers === undefined ? undefined : functionTriggers(input.triggers),
    },
  })
}

/**
 * A layer of the account itself without its version, which each account and region counts for itself; one of somebody else
 * with it, because there the same number is the same layer.
 */
function layerName(arn: string, account: string | undefined): string {
  const [, , , , owner] = arn.split(':')
  return owner !== undefined && owner === account ? arn.replace(/(:layer:[^:]+):\d+$/, '$1') : arn
}

function imageOf(image: string | undefined): { readonly image?: string; readonly tag?: string } {
  if (image === undefined) return {}
  const { image: name, tag } = splitImage(image)
  return { image: name, ...(tag === undefined ? {} : { tag }) }
}

function settingsOf(
  variables: Readonly<Record<string, string>> | undefined,
  fingerprint: Fingerprinter,
): CollectedResource<typeof serverlessFunction.fields>['attributes']['settings'] {
  if (variables === undefined) return undefined
  return Object.entries(variables)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ({ key, ...classifySetting(key, value, fingerprint) }))
}

function some(words: readonly string[] | null | undefined): readonly string[] | undefined {
  const sorted = sortedSet(words)
  return sorted === undefined || sorted.length === 0 ? undefined : sorted
}
