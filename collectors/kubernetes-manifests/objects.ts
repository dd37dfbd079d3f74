import { at, entriesOf, mapping, members, scalarText, text } from './reading.ts'
import type { ManifestDocument } from './parse-document.ts'

/** One object of the API in a file. */
export interface ManifestObject {
  readonly kind: string
  readonly namespace: string | undefined
  /** `metadata.name`; or `generateName` without its dash. */
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly content: Readonly<Record<string, unknown>>
  readonly document: ManifestDocument
  /** Where it stands in its document: '' or `items`, 3. */
  readonly path: readonly (string | number)[]
  readonly line: number
}

/** Kinds that workloads come from, and the API groups they may be in (also the old ones, still met in repositories). */
export const workloadKinds: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job']
const workloadGroups = /^(apps|batch|extensions)\//

/** Kinds that setting groups come from. */
export const settingKinds: readonly string[] = ['ConfigMap', 'Secret']

/** Kinds that autoscalers come from. */
export const scalerKinds: readonly string[] = ['HorizontalPodAutoscaler']

/** Every kind of ours. */
export const ourKinds: readonly string[] = [...workloadKinds, ...settingKinds, ...scalerKinds]

/** Lists in lists do not exist in the API; in a file they could go on for ever. */
const deepestList = 4

/** The objects of a document that are ours, those of a `List` one by one, and what is wrong with those that have no name. */
export function objectsOf(document: ManifestDocument): readonly (ManifestObject | UnusableObject)[] {
  return [...found(document.content, document, [])]
}

/** An object that is ours and cannot be used; told with its line. */
export class UnusableObject extends Error {
  readonly line: number

  constructor(line: number, detail: string) {
    super(detail)
    this.line = line
  }
}

function* found(
  value: unknown,
  document: ManifestDocument,
  path: readonly (string | number)[],
): Generator<ManifestObject | UnusableObject> {
  const content = mapping(value)
  const kind = text(at(content, 'kind'))
  if (content === undefined || kind === undefined) return
  if (kind.endsWith('List') && Array.isArray(content['items']) && path.length < deepestList * 2) {
    for (const [i, item] of members(content['items']).entries()) yield* found(item, document, [...path, 'items', i])
    return
  }
  if (isOurs(kind, text(at(content, 'apiVersion')))) yield objectOf(kind, content, document, path)
}

function isOurs(kind: string, apiVersion: string | undefined): boolean {
  if (settingKinds.includes(kind)) return apiVersion === 'v1'
  if (scalerKinds.includes(kind)) return apiVersion?.startsWith('autoscaling/') === true
  return workloadKinds.includes(kind) && apiVersion !== undefined && workloadGroups.test(apiVersion)
}

function objectOf(
  kind: string,
  content: Readonly<Record<string, unknown>>,
  document: ManifestDocument,
  path: readonly (string | number)[],
): ManifestObject | UnusableObject {
  const line = document.linesAt(path).get('kind') ?? document.line
  const metadata = at(content, 'metadata')
  const name = text(at(metadata, 'name')) ?? text(at(metadata, 'generateName'))?.replace(/-$/, '')
  if (name === undefined) return new UnusableObject(line, `a ${kind} without metadata.name`)
  const labels = entriesOf(at(metadata, 'labels')).flatMap(([key, value]) => {
    const label = scalarText(value)
    return label === undefined ? [] : [[key, label] as const]
  })
  return {
    kind,
    namespace: text(at(metadata, 'namespace')),
    name,
    labels: Object.fromEntries(labels),
    content,
    document,
    path,
    line,
  }
}
