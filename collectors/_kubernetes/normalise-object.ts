import { classifySetting } from '../../src/collect/settings.ts'
import type { Attributes } from '../../src/model/field.ts'
import { clusterObject } from '../../src/model/kinds/cluster-object.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { identityOf } from './identity.ts'
import { leavesOf, type Leaf } from './leaves.ts'
import type { KubeObject } from './objects.ts'
import { controlledPaths, isControlled } from './ownership.ts'
import { at, entriesOf, members, scalarText } from './reading.ts'
import type { ObjectSchema } from './schema.ts'

type Setting = Attributes<typeof clusterObject.fields.settings.of>

/** What every object has, and what only the cluster writes. */
const notMeant: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status'])

/** Any object that has no kind of its own: what it says, path by path. `schema` is that of its kind, where it is published. */
export function clusterObjectOf(
  object: KubeObject,
  fingerprint: Fingerprinter,
  schema?: ObjectSchema,
): CollectedResource<typeof clusterObject.fields> {
  const identity = identityOf(object)
  const lines = object.linesAt(['spec'])
  const controlled = controlledPaths(object.content)
  const settings = new Map<string, Setting>()
  for (const { path, value } of leaves(object, schema)) {
    const key = path.join('/')
    if (isControlled(controlled, path)) continue
    const line = path[0] === 'spec' ? lines.get(path[1] ?? '') : undefined
    settings.set(key, { key, ...kept(path, value, fingerprint), ...(line === undefined ? {} : { line }) })
  }
  return collected(clusterObject, {
    ...identity,
    // With its kind, which tells it from others of that name.
    name: `${wordsOf(object.kind)} ${identity.name}`,
    tags: object.labels,
    attributes: {
      type: object.group === '' ? object.kind : `${object.kind}.${object.group}`,
      settings: [...settings.values()],
    },
  })
}

/** `ServiceMonitor` is a service monitor. */
function wordsOf(kind: string): string {
  return kind
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
}

/** What of a value is kept. What a template fills in is no secret yet: `{{ .password }}` only says from where it comes. */
function kept(path: readonly string[], value: string, fingerprint: Fingerprinter): Omit<Setting, 'key'> {
  if (/^\s*\{\{[^{}]*\}\}\s*$/.test(value)) return { value: value.trim(), shape: 'template' }
  const name = nameOf(path)
  const { secret, ...rest } = classifySetting(nameWithParents(path), value, fingerprint)
  const elsewhere =
    value.includes('{{') || saysNothing.test(value) || (namesSecret.test(name) && objectName.test(value))
  return secret === undefined || elsewhere ? rest : { ...rest, secret }
}

/** What mostly holds the name of a secret, and not one. A name may be the same on both sides; it is hidden all the same. */
const namesSecret = /secret(?:s|name|ref|keyref)?$/i
/** What people write where a value is asked for and none is needed. */
const saysNothing = /^(?:unused|none|dummy|empty|ignored|n\/a)$/i
const objectName = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/

/** Of the API, they say which entry of which object is meant: `passwordSecret: { name: web, key: password }`. */
const selecting = /^(?:key|name|namespace|property|kind)$/

/** What a value is called and under what it stands, as names of settings have it: members of lists by what tells them apart. */
function nameWithParents(path: readonly string[]): string {
  if (selecting.test(path.at(-1) ?? '')) return nameOf(path)
  return path
    .flatMap((part) => (part.startsWith('[') ? memberName(part) : [part.replaceAll('.', '-')]))
    .filter((part, i, all) => i > 0 || all.length === 1 || part !== 'spec')
    .join('.')
}

/** `DB-PASSWORD` of `[name=DB_PASSWORD]`; nothing of a member that a port or a host tells apart. */
function memberName(member: string): readonly string[] {
  const found = /^\[(?:name|key|variable|param(?:eter)?|field|option|property|setting|header)=([^\],]+)/.exec(
    member,
  )?.[1]
  return found === undefined ? [] : [found.replaceAll('.', '-')]
}

/** What a value is called: the last part of its path, or, where that is only `value`, what it is the value of. */
function nameOf(path: readonly string[]): string {
  const last = path.at(-1) ?? ''
  const member = /^\[(?:name|key)=(.+)\]$/.exec(path.at(-2) ?? '')?.[1]
  return (last === 'value' && member !== undefined) || last.startsWith('[') ? (member ?? last) : last
}

function leaves(object: KubeObject, schema: ObjectSchema | undefined): readonly Leaf[] {
  const { kind, content } = object
  if (kind === 'CustomResourceDefinition') return definitionLeaves(content)
  const said = entriesOf(content)
    .filter(([key]) => !notMeant.has(key))
    .flatMap(([key, value]) => leavesOf(kind, value, [key], schema?.property(key)))
  return kind === 'Namespace' ? [...said, ...admissionLabels(object)] : said
}

/** What the labels of a namespace switch on. Source: Kubernetes, "Pod Security Admission"; Istio and Linkerd, injection. */
const switching =
  /^(?:pod-security\.kubernetes\.io\/(?:enforce|audit|warn)|istio-injection|istio\.io\/(?:rev|dataplane-mode)|linkerd\.io\/inject)$/

function admissionLabels({ labels }: KubeObject): readonly Leaf[] {
  return Object.entries(labels)
    .filter(([key]) => switching.test(key))
    .map(([key, value]) => ({ path: ['labels', key], value }))
}

/** Of a definition what its users depend on: which versions there are. Its schema is as long as a book, and its operator's. */
function definitionLeaves(content: unknown): readonly Leaf[] {
  const spec = at(content, 'spec')
  const scope = scalarText(at(spec, 'scope'))
  return [
    ...(scope === undefined ? [] : [{ path: ['spec', 'scope'], value: scope }]),
    ...members(at(spec, 'versions')).flatMap((version) => {
      const name = scalarText(at(version, 'name')) ?? '?'
      return ['served', 'storage'].map((what) => ({
        path: ['spec', 'versions', `[name=${name}]`, what],
        value: String(at(version, what) === true),
      }))
    }),
  ]
}
