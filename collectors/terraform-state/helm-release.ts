import { flatten } from '../_settings-files/flatten.ts'
import { parseYaml } from '../_settings-files/parse-yaml.ts'
import { Unreadable } from '../_settings-files/problem.ts'
import { classifySetting } from '../../src/collect/settings.ts'
import type { Attributes } from '../../src/model/field.ts'
import type { terraformResource } from '../../src/model/kinds/terraform-resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { objectOf, type AttributePath, type JsonObject } from './state-parts.ts'

type Setting = Attributes<typeof terraformResource.fields.settings.of>

/** What says which release it is; the rest (`timeout`, `wait`) says how it is brought there. */
const told = ['name', 'namespace', 'chart', 'repository', 'version'] as const

/**
 * A `helm_release` as settings: which chart in which version, and its values by path, `values.image.tag`, wherever they are set:
 * in a later text before an earlier one, and by `set`, `set_list` and `set_sensitive` before any text, as Helm takes them. What is
 * marked as sensitive, or stands in `set_sensitive`, is a fingerprint each; a text that is not YAML is one too. Pure.
 */
export function releaseSettings(
  attributes: JsonObject,
  sensitive: readonly AttributePath[],
  fingerprint: Fingerprinter,
): readonly Setting[] {
  const marked = (...path: AttributePath): boolean =>
    sensitive.some((one) => one.every((step, i) => i >= path.length || step === path[i]))
  const settings = new Map<string, Setting>()
  const hidden = (key: string, value: unknown): void =>
    void settings.set(key, { key, secret: fingerprint(textOf(value)), shape: 'sensitive' })
  for (const name of told) {
    const value = attributes[name]
    if (typeof value !== 'string' || value === '') continue
    if (marked(name)) hidden(name, value)
    else settings.set(name, { key: name, ...classifySetting(name, withoutLogin(value), fingerprint) })
  }
  for (const [i, text] of listOf(attributes['values']).entries()) {
    if (typeof text !== 'string' || text.trim() === '') continue
    const entries = entriesOf(text)
    if (entries === undefined) hidden(`values.${i}`, text)
    for (const { key, value } of entries ?? []) {
      const at = `values.${key}`
      if (marked('values', i)) hidden(at, value)
      else settings.set(at, { key: at, ...classifySetting(key, value, fingerprint) })
    }
  }
  for (const part of ['set', 'set_list', 'set_sensitive']) {
    for (const [i, one] of listOf(attributes[part]).entries()) {
      const name = objectOf(one)?.['name']
      const value = objectOf(one)?.['value']
      if (typeof name !== 'string') continue
      const key = pathOf(name)
      const at = `values.${key}`
      if (part === 'set_sensitive' || marked(part, i)) hidden(at, value)
      else settings.set(at, { key: at, ...classifySetting(key, textOf(value), fingerprint) })
    }
  }
  return [...settings.values()].sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1))
}

/** A chart may be an address with a user in it. */
function withoutLogin(value: string): string {
  return value.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1')
}

/** Undefined where it is no YAML. */
function entriesOf(text: string): readonly { readonly key: string; readonly value: string }[] | undefined {
  try {
    return parseYaml(text).flatMap((tree) => flatten(tree))
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

/** `image\.io/tag` and `hosts[0].name`, as paths have them: `image.io/tag`, `hosts.0.name`. */
function pathOf(name: string): string {
  return name.replaceAll(/\[(\d+)\]/g, '.$1').replaceAll('\\', '')
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : []
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return (value as readonly unknown[]).map(textOf).join(',')
  return value === undefined || value === null ? '' : JSON.stringify(value)
}
