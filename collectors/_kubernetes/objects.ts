import { at, entriesOf, mapping, members, scalarText, text } from './reading.ts'

/** One object of the API, from a file or from a cluster. */
export interface KubeObject {
  /** `apps`; the core group is ''. */
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly namespace: string | undefined
  /** `metadata.name`; or `generateName` without its dash. */
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly content: Readonly<Record<string, unknown>>
  /** Where it begins in its file; absent for what is in no file. */
  readonly line?: number
  /** The line of each key of the mapping at a path of the object. Empty where there is none. */
  readonly linesAt: (path: readonly (string | number)[]) => ReadonlyMap<string, number>
}

/** Where objects come from: a document of a file, or nothing that has lines. */
export interface ObjectSource {
  readonly content: unknown
  readonly line?: number
  readonly linesAt: (path: readonly (string | number)[]) => ReadonlyMap<string, number>
}

/** Something that has no lines: the answer of a cluster. */
export function sourceWithoutLines(content: unknown): ObjectSource {
  return { content, linesAt: () => new Map() }
}

/** An object that is ours and cannot be used; told with its line, where it has one. */
export class UnusableObject extends Error {
  readonly line: number | undefined
  /** What it is; absent where that is known from elsewhere. */
  readonly object: Pick<KubeObject, 'group' | 'kind'> | undefined

  constructor(line: number | undefined, detail: string, object?: Pick<KubeObject, 'group' | 'kind'>) {
    super(detail)
    this.line = line
    this.object = object
  }
}

/** Lists in lists do not exist in the API; in a file they could go on for ever. */
const deepestList = 4

/** The objects of a document, those of a `List` one by one, and what is wrong with those that have no name. */
export function objectsOf(source: ObjectSource): readonly (KubeObject | UnusableObject)[] {
  return [...found(source.content, source, [])]
}

function* found(
  value: unknown,
  source: ObjectSource,
  path: readonly (string | number)[],
): Generator<KubeObject | UnusableObject> {
  const content = mapping(value)
  const kind = text(at(content, 'kind'))
  if (content === undefined || kind === undefined) return
  if (kind.endsWith('List') && Array.isArray(content['items']) && path.length < deepestList * 2) {
    for (const [i, item] of members(content['items']).entries()) yield* found(item, source, [...path, 'items', i])
    return
  }
  const apiVersion = text(content['apiVersion'])
  if (apiVersion === undefined || isOfTool(apiVersion)) return
  const line = source.linesAt(path).get('kind') ?? source.line
  yield objectOf({ apiVersion, kind, content, ...(line === undefined ? {} : { line }) }, (inside) =>
    source.linesAt([...path, ...inside]),
  )
}

/** What looks like an object and is the input of a tool: it never gets to a cluster. */
function isOfTool(apiVersion: string): boolean {
  return /^(?:kustomize\.config\.k8s\.io|kind\.x-k8s\.io|skaffold|v2$|config\.kubernetes\.io)/.test(apiVersion)
}

interface Found {
  readonly apiVersion: string
  readonly kind: string
  readonly content: Readonly<Record<string, unknown>>
  readonly line?: number
}

/** An object from its parts, or what is wrong with it. */
export function objectOf(
  { apiVersion, kind, content, line }: Found,
  linesAt: KubeObject['linesAt'],
): KubeObject | UnusableObject {
  const metadata = at(content, 'metadata')
  const name = text(at(metadata, 'name')) ?? text(at(metadata, 'generateName'))?.replace(/-$/, '')
  const slash = apiVersion.lastIndexOf('/')
  const group = slash < 0 ? '' : apiVersion.slice(0, slash)
  if (name === undefined) return new UnusableObject(line, `a ${kind} without metadata.name`, { group, kind })
  return {
    group,
    version: apiVersion.slice(slash + 1),
    kind,
    namespace: text(at(metadata, 'namespace')),
    name,
    labels: texts(at(metadata, 'labels')),
    annotations: texts(at(metadata, 'annotations')),
    content,
    ...(line === undefined ? {} : { line }),
    linesAt,
  }
}

/** A mapping of texts; other members are left out. */
export function texts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entriesOf(value).flatMap(([key, written]) => {
      const word = scalarText(written)
      return word === undefined ? [] : [[key, word] as const]
    }),
  )
}
