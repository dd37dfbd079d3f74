import { oncePerRun } from '../_files/per-run.ts'
import { stopIfAborted } from '../_files/read-text.ts'
import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'
import { breathe } from '../../src/platform/race.ts'
import { JsonProblem, parseJson } from './json-text.ts'
import { stateTexts, type StateRequest } from './state-places.ts'
import { NotAState, stateOf, type State } from './state.ts'

/**
 * Reads the state of a scope, once for all reads of a run; several below one prefix are one. Throws `collect-*`: not found,
 * denied, not JSON (with line and column), not a state, another format version, cancelled. Of several, those that cannot be
 * read are told in `unread`.
 */
export const readState = oncePerRun(async (request: StateRequest): Promise<State> => {
  const texts = await stateTexts(request.scope.scope, request)
  const [only, ...more] = texts
  if (only !== undefined && more.length === 0) return parseState(only.what, await only.text(), request.signal)
  const states: State[] = []
  const unread: EvenkeelError[] = []
  for (const { what, text } of texts) {
    try {
      states.push(withName(await parseState(what, await text(), request.signal), what))
    } catch (error) {
      if (!(error instanceof EvenkeelError) || error.code === 'collect-cancelled') throw error
      unread.push(error)
    }
  }
  return {
    managed: states.flatMap(({ managed }) => managed),
    lookedUp: states.flatMap(({ lookedUp }) => lookedUp),
    unread,
  }
})

/** Two states may use one address each for something of their own. */
function withName(state: State, from: string): State {
  const named = (list: State['managed']): State['managed'] => list.map((one) => ({ ...one, from }))
  return { ...state, managed: named(state.managed), lookedUp: named(state.lookedUp) }
}

/** The state that a text holds. */
export async function parseState(what: string, text: string, signal: AbortSignal): Promise<State> {
  // Parsing is synchronous: an interruption gets its turn before it.
  await breathe()
  stopIfAborted(signal, what)
  try {
    return stateOf(parseJson(text))
  } catch (error) {
    if (error instanceof JsonProblem) {
      throw fail('collect-file-malformed', { what: `${what}:${error.line}:${error.column}`, detail: error.message })
    }
    if (error instanceof NotAState) throw fail('collect-file-malformed', { what, detail: error.message })
    throw error
  }
}
