import type { Diagnosis } from '../../src/collect/contract.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { isKnownType } from './known-types.ts'
import { readState } from './state-file.ts'
import type { StateRequest } from './state-places.ts'

/** Whether a state can be read, and how much of it is of types that are compared. */
export async function* diagnoseState(request: StateRequest): AsyncGenerator<Diagnosis> {
  const what = request.scope.scope
  try {
    const { managed } = await readState(request)
    const others = managed.filter(({ type }) => !isKnownType(type))
    yield { what, ok: true, detail: `${managed.length} resources${othersIn(others.map(({ type }) => type))}` }
  } catch (error) {
    if (!(error instanceof EvenkeelError)) throw error
    yield { what, ok: false, detail: error.message, remedy: error.remedy }
  }
}

function othersIn(types: readonly string[]): string {
  if (types.length === 0) return ''
  const names = [...new Set(types)].sort()
  const shown =
    names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more types`
  return `, ${types.length} of them of types that are compared by their arguments alone: ${shown}`
}
