import type { Attributes } from '../../src/model/field.ts'
import type { workload } from '../../src/model/kinds/workload.ts'
import { splitImage, type Image } from '../_containers/image.ts'
import { UnusableObject } from './objects.ts'
import { some } from './lists.ts'
import { mebibytes, millicores, parseQuantity } from './quantity.ts'
import { lifecycleWords, probeWords, type ClearWords } from './probes.ts'
import { at, entriesOf, mapping, members, scalarText, text } from './reading.ts'
import { securityWords } from './security.ts'

type ContainerRecord = Attributes<typeof workload.fields.containers.of>

/** A container as the manifest has it, with its name. */
export interface RawContainer {
  readonly name: string
  readonly content: Readonly<Record<string, unknown>>
  /** Runs before the others, and ends. What keeps running beside them (`restartPolicy: Always`) is a container like them. */
  readonly init: boolean
}

/** The containers of a pod template, those that initialise it among them: their names are unique together. */
export function containersOf(podSpec: unknown, line: number | undefined): readonly RawContainer[] {
  const all = [
    ...members(at(podSpec, 'initContainers')).map((value) => ({ value, init: true })),
    ...members(at(podSpec, 'containers')).map((value) => ({ value, init: false })),
  ]
  return all.map(({ value, init }) => {
    const content = mapping(value)
    const name = text(at(content, 'name'))
    if (content === undefined || name === undefined) throw new UnusableObject(line, 'a container without a name')
    return { name, content, init: init && at(content, 'restartPolicy') !== 'Always' }
  })
}

/** What a container runs, word by word: the command, then its arguments. */
export function commandWordsOf({ content }: RawContainer): readonly string[] {
  return [...members(content['command']), ...members(content['args'])].map((word) => scalarText(word) ?? '')
}

/** What a record of a container is made with. */
export interface Judging {
  readonly line: number | undefined
  readonly clear: ClearWords
}

/** One container of the `workload` kind. Throws {@link UnusableObject} for a quantity that is none: it is not absent. */
export function containerRecord({ name, content, init }: RawContainer, pod: unknown, by: Judging): ContainerRecord {
  const { line, clear } = by
  const image = text(content['image'])
  const parts = image === undefined ? undefined : splitImage(image)
  const amount = (part: 'requests' | 'limits', what: 'cpu' | 'memory'): number | undefined => {
    const written = at(content, 'resources', part, what)
    if (written === undefined || written === null) return undefined
    const value = what === 'cpu' ? millicores(written) : mebibytes(written)
    if (value === undefined)
      throw new UnusableObject(line, `resources.${part}.${what} of container ${name} is no quantity`)
    return value
  }
  return {
    name,
    ...parts,
    ...(init ? { init } : {}),
    cpuRequest: amount('requests', 'cpu'),
    cpuLimit: amount('limits', 'cpu'),
    memoryRequest: amount('requests', 'memory'),
    memoryLimit: amount('limits', 'memory'),
    readinessProbe: mapping(content['readinessProbe']) !== undefined,
    livenessProbe: mapping(content['livenessProbe']) !== undefined,
    ...(mapping(content['startupProbe']) === undefined ? {} : { startupProbe: true }),
    ...probe('readiness', content['readinessProbe'], clear),
    ...probe('liveness', content['livenessProbe'], clear),
    ...probe('startup', content['startupProbe'], clear),
    ...(at(content, 'securityContext', 'privileged') === true ? { privileged: true } : {}),
    ...(at(content, 'securityContext', 'readOnlyRootFilesystem') === true ? { readOnly: true } : {}),
    ...userPart(at(pod, 'securityContext'), content['securityContext']),
    ...some('security', securityWords(at(pod, 'securityContext'), content['securityContext'])),
    ...some('lifecycle', lifecycleWords(content['lifecycle'], clear)),
    ...some('ports', portWords(content['ports'])),
    ...some('devices', deviceWords(content['resources'])),
    ...pullPolicy(content, parts),
  }
}

function probe<const K extends string>(name: K, written: unknown, clear: ClearWords): { [P in K]?: string } {
  const words = probeWords(written, clear)
  return (words === undefined ? {} : { [name]: words }) as { [P in K]?: string }
}

/** As whom it runs, where its image does not decide. */
function userPart(pod: unknown, own: unknown): { readonly user?: string } {
  const user = scalarText(at(own, 'runAsUser') ?? at(pod, 'runAsUser'))
  const group = scalarText(at(own, 'runAsGroup') ?? at(pod, 'runAsGroup'))
  if (user === undefined) return group === undefined ? {} : { user: `:${group}` }
  return { user: group === undefined ? user : `${user}:${group}` }
}

function portWords(ports: unknown): readonly string[] {
  return members(ports)
    .map(
      (port) =>
        `${scalarText(at(port, 'containerPort')) ?? '?'}/${(text(at(port, 'protocol')) ?? 'tcp').toLowerCase()}`,
    )
    .sort()
}

function deviceWords(resources: unknown): readonly string[] {
  return ['requests', 'limits'].flatMap((part) =>
    entriesOf(at(resources, part))
      .filter(([what]) => what !== 'cpu' && what !== 'memory')
      .map(([what, amount]) => `${part.slice(0, -1)} ${what}=${parseQuantity(amount) ?? scalarText(amount) ?? ''}`),
  )
}

/** What the API fills in depends on the tag. Source: Kubernetes, "Images", default image pull policy. */
function pullPolicy(
  content: Readonly<Record<string, unknown>>,
  image: Image | undefined,
): { readonly pullPolicy?: string } {
  const policy = text(content['imagePullPolicy'])
  const standard = image?.tag === 'latest' && image.digest === undefined ? 'Always' : 'IfNotPresent'
  return policy === undefined || policy === standard ? {} : { pullPolicy: policy }
}
