import type { Attributes } from '../../../src/model/field.ts'
import { databaseClusterParameters } from '../../../src/model/kinds/database-cluster-parameters.ts'
import { databaseParameters } from '../../../src/model/kinds/database-parameters.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { readTags, wordsOf } from '../names.ts'
import { parameterUnit } from '../parameter-unit.ts'
import { given, type AwsOrigin } from './origin.ts'

/** One parameter of a group. */
export interface ParameterInput {
  readonly name: string
  /** A literal or a formula; without one the parameter is left to the engine and not kept. */
  readonly value?: string | null | undefined
  /** `user`, `engine-default` or `system`. */
  readonly source?: string | null | undefined
  /** `static` or `dynamic`. */
  readonly apply?: string | null | undefined
}

/** An RDS parameter group with its values. */
export interface DatabaseParametersInput extends AwsOrigin {
  readonly name: string
  readonly arn?: string | null | undefined
  /** `postgres15`. */
  readonly family: string
  readonly description?: string | null | undefined
  readonly parameters: readonly ParameterInput[]
}

/** An RDS parameter group as `database-parameters`; its name is what instances refer to it by. */
export function databaseParametersResource(
  input: DatabaseParametersInput,
): CollectedResource<typeof databaseParameters.fields> {
  return collected(databaseParameters, parts(input))
}

/** A cluster parameter group of RDS as `database-cluster-parameters`; its name is what clusters refer to it by. */
export function databaseClusterParametersResource(
  input: DatabaseParametersInput,
): CollectedResource<typeof databaseClusterParameters.fields> {
  return collected(databaseClusterParameters, parts(input))
}

function parts(input: DatabaseParametersInput): Omit<CollectedResource<typeof databaseParameters.fields>, 'kind'> & {
  readonly attributes: Attributes<typeof databaseParameters.fields>
} {
  const { tags, address } = readTags(input.tags)
  const byName = new Map(input.parameters.map((parameter) => [parameter.name, parameter]))
  const parameters = [...byName.values()]
    .filter(({ value }) => value !== undefined && value !== null)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, value, source, apply }) => ({
      name,
      value: value ?? undefined,
      unit: parameterUnit(input.family, name),
      source: given(source),
      apply: given(apply),
    }))
  return {
    id: input.name,
    name: input.name,
    address: input.address ?? address,
    identifiers: wordsOf(input.name, input.arn),
    account: input.account,
    region: input.region,
    tags,
    attributes: { family: input.family, description: given(input.description), parameters },
  }
}
