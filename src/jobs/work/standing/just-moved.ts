import type { Comparison } from '../../../compare/compare.ts'
import type { Provenance } from '../../../model/provenance.ts'
import { otherSide, sides, type Key, type Side } from '../../../model/resource.ts'
import type { AskedUnit } from '../asked-units.ts'
import { valueOf, type Then, type VersionBodies } from '../unit-values.ts'
import type { Body } from './watched-snapshot.ts'

/** A snapshot of one side. */
export interface SnapshotMoment {
  readonly seq: number
  /** ISO 8601. */
  readonly publishedAt: string
}

/** What became of one side since the assessment before. */
export interface Step {
  readonly before: SnapshotMoment
  readonly now: SnapshotMoment
  /** What the resources were that are not as they were. */
  readonly was: ReadonlyMap<Key, Body>
  /** What resources are, those that changed and the twins of such. */
  readonly is: ReadonlyMap<Key, Body>
}

/**
 * Who moved, of units that came to differ by one step: one side published one snapshot since the assessment before, after all that either had
 * published until then, in which a single resource became other than its twin, and was the same before. Then it is that side and that
 * moment, whatever history says of the time before. Undefined: it has to be looked up.
 */
export function justMoved(
  comparison: Comparison,
  steps: Readonly<Record<Side, Step>>,
): (unit: AskedUnit) => Provenance | undefined {
  const until = Math.max(...sides.map((side) => Date.parse(steps[side].before.publishedAt)))
  const isStep = (side: Side): boolean => {
    const { before, now } = steps[side]
    return now.seq === before.seq + 1 && Date.parse(now.publishedAt) > until
  }
  const stepped = { candidate: isStep('candidate'), baseline: isStep('baseline') }
  const reader = readerOf()
  return (unit) => {
    const { twin, at } = unit
    const [candidate, baseline] = [onlyOf(twin.candidate), onlyOf(twin.baseline)]
    if (at === '' || candidate === undefined || baseline === undefined) return undefined
    const keys = { candidate, baseline }
    const [side, another] = sides.filter((one) => steps[one].was.has(keys[one]))
    if (side === undefined || another !== undefined || !stepped[side]) return undefined
    const other = otherSide(side)
    const was = reader.version(keys[side], steps[side].was)
    const is = reader.version(keys[side], steps[side].is)
    const stays = reader.version(keys[other], steps[other].is)
    if (was === undefined || is === undefined || stays === undefined) return undefined
    const value = valueOf(side, unit, [was, is], comparison, reader)
    const there = valueOf(other, unit, [stays], comparison, reader)(stays)
    // A unit that was not there may only not have been read, which does not count as moving.
    if (there === undefined || value(was) !== there || value(is) === there) return undefined
    return { moved: side, since: steps[side].now.publishedAt }
  }
}

/** Bodies at hand as versions, each with units of its own. */
function readerOf(): VersionBodies & {
  readonly version: (key: Key, of: ReadonlyMap<Key, Body>) => Then | undefined
} {
  const versions = new Map<Body, Then>()
  const bodies = new Map<Then, Body>()
  return {
    version: (key, of) => {
      const body = of.get(key)
      if (body === undefined) return undefined
      let version = versions.get(body)
      if (version === undefined) versions.set(body, (version = { key }))
      bodies.set(version, body)
      return version
    },
    bodyOf: (version) => {
      const body = bodies.get(version)
      if (body === undefined) throw new Error(`nobody knows what ${version.key} is`)
      return body.resource
    },
    units: new Map(),
  }
}

function onlyOf(keys: readonly Key[]): Key | undefined {
  return keys.length === 1 ? keys[0] : undefined
}
