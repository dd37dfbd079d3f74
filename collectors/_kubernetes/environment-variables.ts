import { classifySetting } from '../../src/collect/settings.ts'
import type { Attributes } from '../../src/model/field.ts'
import type { workload } from '../../src/model/kinds/workload.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import type { RawContainer } from './containers.ts'
import { withoutKustomizeHash } from './generated-name.ts'
import { at, mapping, members, scalarText, text } from './reading.ts'

type Variable = Attributes<typeof workload.fields.settings.of>

/**
 * The environment variables of a container, keyed `container/NAME`. What comes from elsewhere says from where; a whole map
 * (`envFrom`) is one entry, `container/* of config-map/name`: the map itself is a setting group of its own.
 * Where a name stands twice the last one counts, as it does for the kubelet.
 */
export function variablesOf(container: RawContainer, fingerprint: Fingerprinter): readonly Variable[] {
  const whole = members(container.content['envFrom']).flatMap((entry) => wholeMap(container.name, entry))
  const single = members(container.content['env']).flatMap((entry) => variable(container.name, entry, fingerprint))
  const byKey = new Map([...whole, ...single].map((one) => [one.key, one]))
  return [...byKey.values()]
}

function variable(container: string, entry: unknown, fingerprint: Fingerprinter): readonly Variable[] {
  const name = text(at(entry, 'name'))
  if (name === undefined) return []
  const key = `${container}/${name}`
  const source = at(entry, 'valueFrom')
  if (source !== undefined && source !== null) return [{ key, from: sourceOf(source) }]
  // A variable without a value is an empty one.
  const value = scalarText(at(entry, 'value')) ?? ''
  return [{ key, ...classifySetting(name, value, fingerprint) }]
}

function sourceOf(source: unknown): string {
  const secret = mapping(at(source, 'secretKeyRef'))
  if (secret !== undefined) return keyOfMap('secret', secret)
  const configMap = mapping(at(source, 'configMapKeyRef'))
  if (configMap !== undefined) return keyOfMap('config-map', configMap)
  const field = text(at(source, 'fieldRef', 'fieldPath'))
  if (field !== undefined) return `field/${field}`
  const resource = text(at(source, 'resourceFieldRef', 'resource'))
  return resource === undefined
    ? Object.keys(mapping(source) ?? {})
        .sort()
        .join('+')
    : `resource/${resource}`
}

function keyOfMap(kind: string, reference: Readonly<Record<string, unknown>>): string {
  return `${kind}/${mapName(reference)}/${text(reference['key']) ?? ''}`
}

function mapName(reference: unknown): string {
  return withoutKustomizeHash(text(at(reference, 'name')) ?? '')
}

function wholeMap(container: string, entry: unknown): readonly Variable[] {
  const prefix = text(at(entry, 'prefix')) ?? ''
  const from = (kind: string, reference: unknown): readonly Variable[] =>
    mapping(reference) === undefined
      ? []
      : [{ key: `${container}/${prefix}* of ${kind}/${mapName(reference)}`, from: `${kind}/${mapName(reference)}` }]
  return [...from('config-map', at(entry, 'configMapRef')), ...from('secret', at(entry, 'secretRef'))]
}
