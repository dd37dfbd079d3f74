import type { Pointer } from './pointer.ts'
import type { Side } from './resource.ts'
import type { Unit } from './twin.ts'

/** Which side of a difference moved, and since when. It comes from history: one look at both sides cannot tell. */
export interface Provenance {
  readonly moved: Side | 'both'
  /** ISO 8601: when the unit first differed. */
  readonly since: string
}

/** Looks up the provenance of a unit of a twin, as whoever judges it has it at hand; undefined where history does not reach. */
export type ProvenanceLookup = (twin: string, at: Pointer, unit?: Unit) => Provenance | undefined
