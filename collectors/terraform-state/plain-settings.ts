import { flatten } from '../_settings-files/flatten.ts'
import type { Tree } from '../_settings-files/tree.ts'
import { judgeKey } from '../../src/collect/secret-keys.ts'
import { classifySetting } from '../../src/collect/settings.ts'
import type { Attributes } from '../../src/model/field.ts'
import type { terraformResource } from '../../src/model/kinds/terraform-resource.ts'
import { shapeOf } from '../../src/model/value-shape.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'

type Setting = Attributes<typeof terraformResource.fields.settings.of>

/**
 * The attributes of a resource of any provider as settings. A state does not say what code set and what the provider computed,
 * so what is computed is known by its name; what is null or empty is not set. Of what only tells one thing from another (an
 * id, an ARN, a moment) there is left that it is there.
 */
export function plainSettings(
  attributes: Readonly<Record<string, unknown>>,
  isSecret: (name: string) => boolean,
  fingerprint: Fingerprinter,
): readonly Setting[] {
  return Object.entries(attributes)
    .filter(([name]) => !isComputed(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => {
      const tree = treeOf(value)
      if (tree === undefined) return []
      if (isSecret(name)) return [{ key: name, secret: fingerprint(JSON.stringify(value)), shape: 'sensitive' }]
      return flatten(tree, name).map((entry) => settingOf(entry.key, entry.value, fingerprint))
    })
}

function settingOf(key: string, value: string, fingerprint: Fingerprinter): Setting {
  const kept = classifySetting(key, value, fingerprint)
  return kept.secret === undefined && onlyTells(kept.shape, value) ? { key, shape: 'id' } : { key, ...kept }
}

/** Names that providers fill in, by the habits of the great ones; what ends a path may be an argument of that name. */
const computed =
  /^(?:id|arn|urn|uid|etag|crn|self_link(?:_unique)?|unique_id|object_id|principal_id|tenant_id|tags|tags_all|labels|effective_labels|terraform_labels|effective_annotations|timeouts|fingerprint|generation|metageneration|resource_version|status|state|owner_id|account_id|region|location|zone|hosted_zone_id|zone_id|dns_name|fqdn|endpoint|hostname|invoke_url|url|policy_id|version|version_id|latest_version|revision|default_hostname|ip_address|network_interface_ids?|numeric_id|project|project_number)$|^(?:created|creation|updated|modified|last)_|_(?:at|timestamp|fingerprint|etag|self_link|endpoint|unique_id)$/

function isComputed(name: string): boolean {
  return computed.test(name)
}

/** Values that are another in each environment by their nature. */
function onlyTells(shape: string, value: string): boolean {
  if (/^(?:list\()?(?:uuid|hex|arn|instant|date|cidr|ip|integer\(long\))/.test(shape)) return true
  // `subnet-0a1b2c3d`, `sg-12345678`, several of them; an id of a cloud's own path.
  return (
    /^(?:[a-z]{1,12}-[0-9a-f]{8,17},?)+$/.test(value) ||
    /^(?:\/subscriptions\/|projects\/|https:\/\/www\.googleapis\.com\/)/.test(value)
  )
}

/** A value as a tree without what is not set; undefined where nothing is. Places mean nothing in a state. */
function treeOf(value: unknown): Tree | undefined {
  const place = { line: 1, column: 1 }
  if (value === null || value === undefined || value === '') return undefined
  if (typeof value !== 'object')
    return { type: 'scalar', ...place, text: typeof value === 'string' ? value : JSON.stringify(value) }
  if (Array.isArray(value)) {
    const items = value.flatMap((one: unknown) => treeOf(one) ?? [])
    return items.length === 0 ? undefined : { type: 'list', ...place, items: sorted(items) }
  }
  const members = Object.entries(value).flatMap(([key, inner]) => {
    // In a block, too, an id is the provider's.
    const tree = key === 'id' || key === 'arn' ? undefined : treeOf(inner)
    return tree === undefined ? [] : [{ key, ...place, value: tree }]
  })
  return members.length === 0 ? undefined : { type: 'map', ...place, members }
}

/**
 * A state has sets as lists, in an order of their own that goes by ids: ordered by what is left without those, so that two
 * environments come out alike. A list whose order has a meaning loses it.
 */
function sorted(items: readonly Tree[]): readonly Tree[] {
  if (belongTogether(items)) return items
  const texts = items.map((item) => [textOf(item), item] as const)
  return texts.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item)
}

/** A command line, or the name of a secret and what it is: out of order, nobody could tell the one from the other. */
function belongTogether(items: readonly Tree[]): boolean {
  const words = items.map((item) => (item.type === 'scalar' ? item.text : ''))
  if (words.some((word) => /^--?[A-Za-z]/.test(word))) return true
  return words.length === 2 && judgeKey(words[0] ?? '') === 'secret'
}

function textOf(tree: Tree): string {
  const entries = tree.type === 'scalar' ? [{ key: '', value: tree.text }] : flatten(tree)
  return entries.map(({ key, value }) => `${key}=${onlyTells(shapeOf(value), value) ? '' : value}`).join('\n')
}
