import { classifySetting } from '../../src/collect/settings.ts'
import type { Attributes } from '../../src/model/field.ts'
import { clusterObject } from '../../src/model/kinds/cluster-object.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { identityOf } from './identity.ts'
import { leavesOf, type Leaf } from './leaves.ts'
import type { KubeObject } from './objects.ts'
import { at, entriesOf, members, scalarText } from './reading.ts'

type Setting = Attributes<typeof clusterObject.fields.settings.of>

/** What every object has, and what only the cluster writes. */
const notMeant: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status'])

/** Any object that has no kind of its own: what it says, path by path. */
export function clusterObjectOf(
  object: KubeObject,
  fingerprint: Fingerprinter,
): CollectedResource<typeof clusterObject.fields> {
  const identity = identityOf(object)
  const lines = object.linesAt(['spec'])
  const settings = new Map<string, Setting>()
  for (const { path, value } of leaves(object)) {
    const key = path.join('/')
    const line = path[0] === 'spec' ? lines.get(path[1] ?? '') : undefined
    // A name that only the last part of the path says: `password`, whatever it is in.
    const name = path.filter((part) => !part.startsWith('[')).at(-1) ?? key
    settings.set(key, { key, ...classifySetting(name, value, fingerprint), ...(line === undefined ? {} : { line }) })
  }
  return collected(clusterObject, {
    ...identity,
    name: `${object.kind} ${identity.name}`,
    tags: object.labels,
    attributes: {
      type: object.group === '' ? object.kind : `${object.kind}.${object.group}`,
      settings: [...settings.values()],
    },
  })
}

function leaves(object: KubeObject): readonly Leaf[] {
  const { kind, content } = object
  if (kind === 'CustomResourceDefinition') return definitionLeaves(content)
  const said = entriesOf(content)
    .filter(([key]) => !notMeant.has(key))
    .flatMap(([key, value]) => leavesOf(kind, value, [key]))
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
