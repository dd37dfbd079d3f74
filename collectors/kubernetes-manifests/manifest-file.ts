import { pathOfScope } from '../_files/find-files.ts'
import { oncePerRun } from '../_files/per-run.ts'
import { readText, stopIfAborted } from '../_files/read-text.ts'
import type { ReadRequest } from '../../src/collect/contract.ts'
import { fail } from '../../src/errors/catalogue.ts'
import { breathe } from '../../src/platform/race.ts'
import { objectsOf, ourKinds, UnusableObject, type ManifestObject } from './objects.ts'
import { isProblem, parseDocument } from './parse-document.ts'
import { splitDocuments, type Chunk } from './split-documents.ts'

/** What a file holds of ours, and what in it could not be read. */
export interface ManifestFile {
  readonly objects: readonly ManifestObject[]
  /** The kinds of the documents that are passed over, each as often as it is there. */
  readonly others: readonly string[]
  readonly problems: readonly Problem[]
}

/** `line 12, column 3: wrong indentation`. */
export interface Problem {
  readonly line: number
  readonly column?: number
  readonly detail: string
}

type Request = Pick<ReadRequest<unknown>, 'scope' | 'environment' | 'signal'>

/** MiB. The largest bundles of definitions in use have a tenth of it. */
const largest = 64

/** A word of ours must stand in a document that holds something of ours; definitions of a megabyte need not be parsed. */
const ours = new RegExp([...ourKinds, 'List'].map((kind) => `${kind}\\b`).join('|'))

/** What a document says it is, without parsing it. */
const kindLine = /^kind:[ \t]*["']?([A-Za-z]\w*)/m

function isKindOfOurs(kind: string): boolean {
  return ourKinds.includes(kind) || kind.endsWith('List')
}

/** Reads and parses the file of a scope, once for all reads of a run. Throws `collect-*` when there is nothing to parse. */
export const readManifests = oncePerRun(async (request: Request): Promise<ManifestFile> => {
  const what = request.scope.scope
  const text = await readText(pathOfScope(what, request.environment.baseDirectory), {
    what,
    largest,
    signal: request.signal,
  })
  const objects: ManifestObject[] = []
  const problems: Problem[] = []
  const others: string[] = []
  for (const chunk of splitDocuments(text)) {
    const kind = kindLine.exec(chunk.text)?.[1]
    if (kind !== undefined && !isKindOfOurs(kind)) others.push(kind)
    if (!ours.test(chunk.text)) continue
    // Parsing is synchronous: an interruption gets its turn between documents.
    await breathe()
    stopIfAborted(request.signal, what)
    take(chunk, objects, problems)
  }
  return { objects, others, problems }
})

function take(chunk: Chunk, objects: ManifestObject[], problems: Problem[]): void {
  const result = parseDocument(chunk)
  if (isProblem(result)) {
    problems.push(result)
    return
  }
  for (const found of objectsOf(result)) {
    if (found instanceof UnusableObject) problems.push(problemOf(found))
    else objects.push(found)
  }
}

/** The problem that a thrown {@link UnusableObject} means; anything else is thrown on. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof UnusableObject)) throw error
  return { line: error.line, detail: error.message }
}

/** Says what could not be read of a file, after what could be read was yielded: first the place to mend, then how many more. */
export function throwProblems(scope: string, problems: readonly Problem[]): void {
  const [first, ...rest] = problems
  if (first === undefined) return
  const place = [scope, first.line, first.column].filter((part) => part !== undefined).join(':')
  const more = rest.length === 0 ? '' : `; ${rest.length} more in this file`
  throw fail('collect-file-malformed', { what: place, detail: `${first.detail}${more}` })
}
