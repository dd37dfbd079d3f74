import { pathOfScope } from '../_files/find-files.ts'
import { readText, stopIfAborted } from '../_files/read-text.ts'
import { isMadeByCluster } from '../_kubernetes/made-by-cluster.ts'
import { kindOfObject } from '../_kubernetes/normalise.ts'
import { objectsOf, UnusableObject, type KubeObject } from '../_kubernetes/objects.ts'
import type { ReadRequest } from '../../src/collect/contract.ts'
import { fail, type EvenkeelError } from '../../src/errors/catalogue.ts'
import type { Kind } from '../../src/model/kind.ts'
import { breathe } from '../../src/platform/race.ts'
import { largest, mayBeDefinition, withoutSchemas } from './definition-text.ts'
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

/** Every object of the API says its kind; a document without the word need not be parsed. */
const mayHoldObjects = /\bkind["']?\s*:/

/** How many documents are parsed before timers and signals get a turn. */
const stride = 20

/**
 * The objects of a file, or what is wrong with them, document by document: only one is in memory as more than text. Throws
 * `collect-*` when there is nothing to parse. `onDefinition` is handed the documents that may be definitions, whole, as they are met.
 */
export async function* readManifests(
  request: Request,
  onDefinition: (chunk: Chunk) => void = () => undefined,
): AsyncGenerator<KubeObject | Problem> {
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
    if (mayBeDefinition(chunk)) onDefinition(chunk)
    const result = parseDocument(withoutSchemas(chunk))
    if (isProblem(result)) {
      yield result
      continue
    }
    for (const found of objectsOf(result)) {
      if (found instanceof UnusableObject) yield withHint(problemOf(found, found.object), chunk)
      else if (!isMadeByCluster(found)) yield found
    }
  }
}

/** What is left of an object whose name a template was to fill in. */
function withHint(problem: Problem, { text }: Chunk): Problem {
  const hint = /name:.*\{\{/.test(text) ? '; it looks like a template that was not rendered' : ''
  return { ...problem, detail: `${problem.detail}${hint}` }
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
