import { pathOfScope } from '../_files/find-files.ts'
import { readText, stopIfAborted } from '../_files/read-text.ts'
import { isMadeByCluster } from '../_kubernetes/made-by-cluster.ts'
import { kindOfObject } from '../_kubernetes/normalise.ts'
import { objectsOf, UnusableObject, type KubeObject } from '../_kubernetes/objects.ts'
import type { ReadRequest } from '../../src/collect/contract.ts'
import { fail, type EvenkeelError } from '../../src/errors/catalogue.ts'
import type { Kind } from '../../src/model/kind.ts'
import { breathe } from '../../src/platform/race.ts'
import { isProblem, parseDocument } from './parse-document.ts'
import { isStandardInput, readStandardInput } from './standard-input.ts'
import { splitDocuments, type Chunk } from './split-documents.ts'

/** `line 12, column 3: wrong indentation`. */
export interface Problem {
  readonly line: number
  readonly column?: number
  readonly detail: string
  /** The one kind of ours that it costs; absent: nobody can tell which. */
  readonly kind?: Kind
}

type Request = Pick<ReadRequest<unknown>, 'scope' | 'environment' | 'signal'>

/** MiB. The largest bundles of definitions in use have a tenth of it. */
const largest = 64

/** Every object of the API says its kind; a document without the word need not be parsed. */
const mayHoldObjects = /\bkind["']?\s*:/

/** How many documents are parsed before timers and signals get a turn. */
const stride = 20

/**
 * The objects of a file, or what is wrong with them, document by document: only one is in memory as more than text. Throws
 * `collect-*` when there is nothing to parse.
 */
export async function* readManifests(request: Request): AsyncGenerator<KubeObject | Problem> {
  const what = request.scope.scope
  const options = { what, largest, signal: request.signal }
  const text = isStandardInput(what)
    ? await readStandardInput(options)
    : await readText(pathOfScope(what, request.environment.baseDirectory), options)
  let parsed = 0
  for (const chunk of splitDocuments(text)) {
    if (!mayHoldObjects.test(chunk.text)) continue
    // Parsing is synchronous: an interruption gets its turn between documents.
    if (parsed++ % stride === 0 || chunk.text.length > 100_000) await breathe()
    stopIfAborted(request.signal, what)
    const result = parseDocument(withoutSchemas(chunk))
    if (isProblem(result)) {
      yield result
      continue
    }
    for (const found of objectsOf(result)) {
      if (found instanceof UnusableObject) yield problemOf(found, found.object)
      else if (!isMadeByCluster(found)) yield found
    }
  }
}

/**
 * A definition without its schemas, which are as long as a book and are not looked at; their lines stay, empty. The lines of a
 * block are those that are indented deeper than its key, or a list as deep as it.
 */
function withoutSchemas(chunk: Chunk): Chunk {
  if (!/^kind:[ \t]*CustomResourceDefinition\b/m.test(chunk.text)) return chunk
  let inside: number | undefined
  const lines = chunk.text.split('\n').map((line) => {
    const depth = line.search(/\S/)
    if (inside !== undefined && (depth < 0 || depth > inside)) return ''
    inside = /^ +schema:[ \t]*\r?$/.test(line) ? depth : undefined
    return inside === undefined ? line : ''
  })
  return { ...chunk, text: lines.join('\n') }
}

/** Whether something is wrong. */
export function isManifestProblem(found: KubeObject | Problem): found is Problem {
  return 'detail' in found
}

/** The problem that a thrown {@link UnusableObject} means; anything else is thrown on. */
export function problemOf(error: unknown, object?: Pick<KubeObject, 'group' | 'kind'>): Problem {
  if (!(error instanceof UnusableObject)) throw error
  const kind = object === undefined ? {} : { kind: kindOfObject(object) }
  return { line: error.line ?? 1, detail: error.message, ...kind }
}

/** What could not be read of a file, as one error: first the place to mend, then how many more. Undefined: nothing. */
export function problemError(scope: string, problems: readonly Problem[]): EvenkeelError | undefined {
  const [first, ...rest] = problems
  if (first === undefined) return undefined
  const place = [scope, first.line, first.column].filter((part) => part !== undefined).join(':')
  const more = rest.length === 0 ? '' : `; ${rest.length} more in this file`
  return fail('collect-file-malformed', { what: place, detail: `${first.detail}${more}` })
}
