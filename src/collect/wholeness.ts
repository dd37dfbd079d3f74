import type { Coverage } from '../model/coverage.ts'
import type { Kind } from '../model/kind.ts'
import type { Origin } from '../model/resource.ts'

type Mode = Origin['mode']

/**
 * Whether all that a kind is derived from was read where it may refer from: in the same place, or wherever there are no places. The rows
 * are sorted once: asking each of them about all others takes minutes where every file is a place.
 */
export class Wholeness {
  private readonly roles = new Map<string, string>()
  private readonly byPlace = new Map<string, Coverage[]>()
  private readonly placeless = new Map<string, Coverage[]>()
  private readonly known = new Map<string, boolean>()

  constructor(rows: readonly Coverage[]) {
    for (const row of rows) {
      const { mode, scope } = row.origin
      if (!this.roles.has(scope)) this.roles.set(scope, row.role)
      push(this.byPlace, JSON.stringify([mode, row.kind, scope]), row)
      if (row.role === '') push(this.placeless, JSON.stringify([mode, row.kind]), row)
    }
  }

  /** @param role of the place; absent: that of the first row of its scope */
  of({ id, derivedFrom }: Kind, { mode, scope }: Origin, role: string | undefined = this.roles.get(scope)): boolean {
    if (derivedFrom === undefined) return true
    const { kinds, reading } = derivedFrom
    const here = kinds.flatMap((kind) => this.byPlace.get(JSON.stringify([mode, kind, scope])) ?? [])
    if (!here.every((row) => isRead(row, reading))) return false
    return role !== '' || this.withoutPlaces(id, mode, kinds, reading)
  }

  /** The same for every place without a role, so asked once. */
  private withoutPlaces(id: string, mode: Mode, kinds: readonly string[], reading: readonly string[]): boolean {
    const key = JSON.stringify([id, mode])
    const before = this.known.get(key)
    if (before !== undefined) return before
    const rows = kinds.flatMap((kind) => this.placeless.get(JSON.stringify([mode, kind])) ?? [])
    const whole = rows.every((row) => isRead(row, reading))
    this.known.set(key, whole)
    return whole
  }
}

function isRead(row: Coverage, reading: readonly string[]): boolean {
  if (row.status !== 'complete' && row.status !== 'not-asked') return false
  const unknown = [...row.unknownFields, ...Object.values(row.unknownOf ?? {}).flat()]
  return !unknown.some((field) => reading.includes(field))
}

function push(map: Map<string, Coverage[]>, key: string, row: Coverage): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [row])
  else list.push(row)
}
