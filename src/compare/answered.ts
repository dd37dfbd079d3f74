import type { Head } from '../model/resource.ts'
import { roleOf, type ComparedSide } from './side.ts'

/**
 * Whether the other side's look would have shown this resource's twin: "missing" is said only where the answering scope was
 * asked and completely read. Scopes answer by role; a source without places (a state file) answers for its whole
 * environment, and is answered by all of the other's. A role that the other side does not have was never asked: a
 * single-region staging is not missing what production keeps in its second region, nor an endpoint that nobody named.
 */
export function answered(head: Head, own: ComparedSide, other: ComparedSide): boolean {
  const role = roleOf(own, head)
  const rows = other.snapshot.coverage.filter((row) => row.kind === head.kind)
  const same = rows.filter((row) => row.role === role)
  const placeless = rows.filter((row) => row.role === '')
  const answering =
    role === '' ? rows.filter((row) => isPlace(row.role)) : isPlace(role) ? [...same, ...placeless] : same
  return answering.length > 0 && answering.every((row) => row.status === 'complete')
}

/** An account and region, or the whole environment. Any other role (an endpoint) stands for itself alone. */
function isPlace(role: string): boolean {
  return role === '' || role.startsWith('{')
}
