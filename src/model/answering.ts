import type { Coverage } from './coverage.ts'

/**
 * The rows of the other environment that would have shown what a scope of this role shows; `rows` are those of one kind.
 * Scopes answer by role; a source without places (a state file) answers for its whole environment, and is answered by all
 * of the other's. None: nobody was asked there.
 */
export function answeringRows(role: string, rows: readonly Coverage[]): readonly Coverage[] {
  if (role === '') return rows.filter((row) => isPlace(row.role))
  return rows.filter((row) => row.role === role || (row.role === '' && isPlace(role)))
}

/** An account and region, or the whole environment. Any other role (an endpoint) stands for itself alone. */
function isPlace(role: string): boolean {
  return role === '' || role.startsWith('{')
}
