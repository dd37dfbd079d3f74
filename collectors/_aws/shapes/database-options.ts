import { databaseOptions } from '../../../src/model/kinds/database-options.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { readTags, wordsOf } from '../names.ts'
import { given, positive, type AwsOrigin } from './origin.ts'

/** One option with those of its settings that are not the defaults. */
export interface OptionInput {
  readonly name: string
  readonly version?: string | null | undefined
  readonly port?: number | null | undefined
  readonly permanent?: boolean | null | undefined
  readonly settings: readonly { readonly name: string; readonly value?: string | null | undefined }[]
}

/** An option group of RDS. */
export interface DatabaseOptionsInput extends AwsOrigin {
  readonly name: string
  readonly arn?: string | null | undefined
  readonly engine?: string | null | undefined
  readonly majorVersion?: string | null | undefined
  readonly description?: string | null | undefined
  readonly options: readonly OptionInput[]
}

/** Settings that hold passwords: the agent of Oracle Enterprise Manager has one. */
const secretNames = /passw|secret|credential|token/i

/** An option group as `database-options`; its name is what instances refer to it by. */
export function databaseOptionsResource(input: DatabaseOptionsInput): CollectedResource<typeof databaseOptions.fields> {
  const { tags, address } = readTags(input.tags)
  const byName = new Map(input.options.map((option) => [option.name, option]))
  const options = [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  return collected(databaseOptions, {
    id: input.name,
    name: input.name,
    address: input.address ?? address,
    identifiers: wordsOf(input.name, input.arn),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      engine: given(input.engine),
      majorVersion: given(input.majorVersion),
      description: given(input.description),
      options: options.map(({ name, version, port, permanent }) => ({
        ...{ name, version: given(version), port: positive(port) },
        permanent: permanent ?? undefined,
      })),
      settings: options.flatMap((option) =>
        [...option.settings]
          .filter(({ value }) => given(value) !== undefined)
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .map(({ name, value }) => ({
            option: option.name,
            name,
            value: secretNames.test(name) ? undefined : given(value),
          })),
      ),
    },
  })
}

/** Whether AWS made the group: it is empty and cannot be changed. */
export function isDefaultOptionGroup(name: string): boolean {
  return name.startsWith('default:')
}
