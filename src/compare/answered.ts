import { answeringRows } from '../model/answering.ts'
import type { Head } from '../model/resource.ts'
import { roleOf, type ComparedSide } from './side.ts'

/**
 * Whether the other side's look would have shown this resource's twin: "missing" is said only where the answering scope was
 * asked and completely read. A role that the other side does not have was never asked: a single-region staging is not
 * missing what production keeps in its second region, nor an endpoint that nobody named.
 */
export function answered(head: Head, own: ComparedSide, other: ComparedSide): boolean {
  const rows = other.snapshot.coverage
    .filter((row) => row.kind === head.kind)
    .map((row) => ({ ...row, role: other.facing.answersAs(row.role) }))
  const answering = answeringRows(own.facing.answersAs(roleOf(own, head)), rows)
  return answering.length > 0 && answering.every((row) => row.status === 'complete')
}
