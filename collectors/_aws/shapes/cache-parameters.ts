import { cacheParameters } from '../../../src/model/kinds/cache-parameters.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { readTags, wordsOf } from '../names.ts'
import type { ParameterInput } from './database-parameters.ts'
import { given, type AwsOrigin } from './origin.ts'

/** A parameter group of ElastiCache with its values. */
export interface CacheParametersInput extends AwsOrigin {
  readonly name: string
  readonly arn?: string | null | undefined
  /** `valkey8`. */
  readonly family: string
  readonly description?: string | null | undefined
  /** `apply` is `immediate` or `requires-reboot`. */
  readonly parameters: readonly ParameterInput[]
}

/** A parameter group of ElastiCache as `cache-parameters`; its name is what caches refer to it by. */
export function cacheParametersResource(input: CacheParametersInput): CollectedResource<typeof cacheParameters.fields> {
  const { tags, address } = readTags(input.tags)
  const byName = new Map(input.parameters.map((parameter) => [parameter.name, parameter]))
  return collected(cacheParameters, {
    id: input.name,
    name: input.name,
    address: input.address ?? address,
    identifiers: wordsOf(input.name, input.arn),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      family: input.family,
      description: given(input.description),
      parameters: [...byName.values()]
        .filter(({ value }) => value !== undefined && value !== null)
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ name, value, source, apply }) => ({
          name,
          value: value ?? undefined,
          source: given(source),
          apply: given(apply),
        })),
    },
  })
}
