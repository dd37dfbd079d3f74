import { pathOfScope } from '../_files/find-files.ts'
import { oncePerRun } from '../_files/per-run.ts'
import { readText, stopIfAborted } from '../_files/read-text.ts'
import type { ReadRequest } from '../../src/collect/contract.ts'
import { fail } from '../../src/errors/catalogue.ts'
import { breathe } from '../../src/platform/race.ts'
import { JsonProblem, parseJson } from './json-text.ts'
import { NotAState, stateOf, type State } from './state.ts'

export type StateRequest = Pick<ReadRequest<unknown>, 'scope' | 'environment' | 'signal'>

/** MiB. A text of JavaScript cannot be much longer; states of a thousand resources have a few. */
const largest = 256

/**
 * Reads the state of a scope, once for all reads of a run. Throws `collect-*`: not found, denied, not JSON (with line and
 * column), not a state, another format version, cancelled.
 */
export const readState = oncePerRun((request: StateRequest) => stateAt(request.scope.scope, request))

/** Reads a state by its path, relative to the environment's directory. */
export async function stateAt(path: string, request: StateRequest): Promise<State> {
  return parseState(path, await stateText(path, request), request.signal)
}

/** The text of a state. */
export function stateText(path: string, request: StateRequest): Promise<string> {
  const { signal, environment } = request
  return readText(pathOfScope(path, environment.baseDirectory), { what: path, largest, signal })
}

/** The state that a text holds. */
export async function parseState(path: string, text: string, signal: AbortSignal): Promise<State> {
  // Parsing is synchronous: an interruption gets its turn before it.
  await breathe()
  stopIfAborted(signal, path)
  try {
    return stateOf(parseJson(text))
  } catch (error) {
    if (error instanceof JsonProblem) {
      throw fail('collect-file-malformed', { what: `${path}:${error.line}:${error.column}`, detail: error.message })
    }
    if (error instanceof NotAState) throw fail('collect-file-malformed', { what: path, detail: error.message })
    throw error
  }
}
