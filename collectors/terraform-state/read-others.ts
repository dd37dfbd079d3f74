import type { ReadRequest } from '../../src/collect/contract.ts'
import { fail } from '../../src/errors/catalogue.ts'
import { terraformResource } from '../../src/model/kinds/terraform-resource.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import { releaseSettings } from './helm-release.ts'
import { isKnownType } from './known-types.ts'
import { plainSettings } from './plain-settings.ts'
import { isOpenWord, isSecretAttribute } from './secret-attributes.ts'
import type { TerraformSettings } from './settings.ts'
import { readState } from './state-file.ts'
import type { StateInstance } from './state.ts'

/** What only helps Terraform along, or makes up a value that stands elsewhere too; and what AWS made by itself. */
const leftOut = /^(?:null|random|time|tls|local|archive|external|http|terraform|template|aws_default)_/

/**
 * Whatever no mapping is for, as a `terraform-resource`: by its address, whose index is a part of what it is. Of a state in the
 * form of Terraform 0.11 an instance cannot be used, and is told.
 */
export async function* readOthers(request: ReadRequest<TerraformSettings>): AsyncGenerator<CollectedResource> {
  const state = await readState(request)
  let flat: string | undefined
  for (const instance of state.managed) {
    if (isKnownType(instance.type) || leftOut.test(instance.type)) continue
    if (instance.attributes === undefined) flat ??= instance.address
    else yield otherOf(instance, instance.attributes, request)
  }
  for (const unread of state.unread) throw unread
  if (flat === undefined) return
  const detail = `${flat} is in the form of Terraform 0.11: run \`terraform apply -refresh-only\``
  throw fail('collect-file-malformed', { what: request.scope.scope, detail })
}

function otherOf(
  { address, type, from, sensitive, sensitivePaths = [] }: StateInstance,
  attributes: Readonly<Record<string, unknown>>,
  { fingerprint }: Pick<ReadRequest<TerraformSettings>, 'fingerprint'>,
): CollectedResource<typeof terraformResource.fields> {
  const words = ['id', 'arn', 'self_link'].flatMap((name) => (sensitive.has(name) ? [] : [attributes[name]]))
  return collected(terraformResource, {
    id: from === undefined ? address : `${from} ${address}`,
    name: address,
    address,
    identifiers: words.filter(
      (word): word is string => typeof word === 'string' && word !== '' && isOpenWord(type, word),
    ),
    tags: tagsOf(attributes, sensitive),
    attributes: {
      type,
      settings:
        type === 'helm_release'
          ? releaseSettings(attributes, sensitivePaths, fingerprint)
          : plainSettings(attributes, (name) => sensitive.has(name) || isSecretAttribute(type, name), fingerprint),
    },
  })
}

function tagsOf(
  attributes: Readonly<Record<string, unknown>>,
  sensitive: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  const name = ['tags_all', 'tags', 'labels'].find((one) => isRecord(attributes[one]) && !sensitive.has(one))
  const tags = name === undefined ? {} : (attributes[name] as Readonly<Record<string, unknown>>)
  return Object.fromEntries(
    Object.entries(tags).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
