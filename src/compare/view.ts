import type { Shape } from '../model/field.ts'
import { kindOf } from '../model/kinds/index.ts'
import type { Json } from '../model/json.ts'
import { answersTo, tokens, type Pointer } from '../model/pointer.ts'
import { attributeOf, sides, type Head, type Resource, type Side } from '../model/resource.ts'
import type { Asked, Change, Twin, TwinView, Unit } from '../model/twin.ts'
import { doubtfulFields, type Own } from './agree.ts'
import type { MergedUnit } from './join-units.ts'
import { memberAt, tokenOf, utf8Of } from './json-text.ts'
import { attributesOf, placeName } from './side.ts'
import type { Walked, Written } from './walked.ts'
import { writtenResource } from './written-resource.ts'
import {
  contextOf,
  differing,
  membersOf,
  oddUnits,
  presence,
  unitOf,
  unitsOfSome,
  unitsOfTwin,
  unsuspected,
  type Sides,
  type ViewParts,
} from './twin-units.ts'

/**
 * What a judge sees of a twin. Bodies are read only when something asks for them: of a pair that is surely equal, as it is written,
 * nothing is read unless an `each` rule looks at its units.
 */
export function viewOf(twin: Twin, parts: ViewParts): TwinView {
  return new MadeView(twin, parts)
}

/** A body as it is written; `head`: whose it is, where that is all of it. */
interface Body extends Written {
  readonly head: Head | undefined
}

class MadeView implements TwinView {
  readonly twin: Twin
  private readonly parts: ViewParts
  private readonly fields: Shape
  private read: Sides<readonly Resource[]> | undefined
  private allUnits: readonly MergedUnit[] | undefined
  /** Who asks for one field is given that alone. */
  private ofField: Map<string, readonly MergedUnit[]> | undefined
  /** Several rules ask for the same units; looking for foreign words in them is the dearest thing here. */
  private known: Map<MergedUnit, Unit> | undefined
  private found: readonly Change[] | undefined
  private suspicion: boolean | undefined
  /** What a walk over both texts came to; null: there is none to be had. */
  private walked: Walked | null | undefined
  /** What was asked when both texts were walked. */
  private asked: Asked | undefined
  private doubt: readonly string[] | undefined
  private readonly texts: { candidate?: Body | null; baseline?: Body | null } = {}

  constructor(twin: Twin, parts: ViewParts) {
    this.twin = twin
    this.parts = parts
    this.fields = kindOf(twin.kind)?.fields ?? {}
  }

  get candidate(): Resource | undefined {
    return this.bodies().candidate[0]
  }

  get baseline(): Resource | undefined {
    return this.bodies().baseline[0]
  }

  get changes(): readonly Change[] {
    return (this.found ??= this.changesOf())
  }

  get mayReachOther(): boolean {
    return (this.suspicion ??= this.isSuspected())
  }

  isQuiet(asked: Asked): boolean {
    // Who was not asked at first has no answer to this.
    if (this.walked === undefined) this.asked = asked
    const walked = this.walk(asked)
    return walked?.doubtful?.length === 0 && walked.clear && !walked.reaches
  }

  isQuietAt(field: string): boolean {
    const walked = this.asked === undefined ? undefined : this.walk(this.asked)
    return walked?.doubtful !== undefined && walked.clear && !walked.doubtful.includes(field)
  }

  written(field: string, wanted: Side | 'both'): readonly Json[] {
    const found: Json[] = []
    for (const side of sides) {
      if (wanted !== 'both' && wanted !== side) continue
      for (const body of this.bodies()[side]) {
        const value = attributeOf(body, field)
        if (Array.isArray(value)) for (const one of value as readonly Json[]) found.push(one)
      }
    }
    return found
  }

  unitsWhere(name: string, isWanted: (raw: Json) => boolean): readonly Unit[] | undefined {
    const field = this.fields[name]
    if (field?.form !== 'keyed' || field.volatile === true || isAlone(this.twin) || this.doubts().includes(name))
      return undefined
    return unitsOfSome(name, field, this.bodies(), this.parts, isWanted)?.map((joined) => this.seen(joined))
  }

  *units(pattern: Pointer): Iterable<Unit> {
    if (pattern === '') yield this.seen(presence(this.twin, this.bodies()))
    else if (pattern === '**') for (const joined of this.compared()) yield this.seen(joined)
    else for (const joined of this.unitsAt(pattern)) if (answersTo(pattern, joined.at)) yield this.seen(joined)
  }

  get members(): TwinView['members'] {
    const of = (side: Side): TwinView['members'][Side] => {
      const bodies = this.bodies()[side]
      return called(bodies).map((one, i) => {
        const place = placeName(this.parts.sides[side], bodies[i], this.twin)
        return place === undefined ? one : { ...one, name: `${one.name} in ${place}` }
      })
    }
    return { candidate: of('candidate'), baseline: of('baseline') }
  }

  get users(): TwinView['members'] {
    const of = (side: Side): TwinView['members'][Side] =>
      called(this.parts.usersOf(side, this.twin.kind, this.twin[side]))
    return { candidate: of('candidate'), baseline: of('baseline') }
  }

  private bodies(): Sides<readonly Resource[]> {
    return (this.read ??= { candidate: this.bodiesOf('candidate'), baseline: this.bodiesOf('baseline') })
  }

  private bodiesOf(side: Side): readonly Resource[] {
    const written = this.writtenAs(side)
    if (written?.head === undefined) return membersOf(this.twin, side, this.parts)
    const { bytes, from, to, at, head } = written
    const cut = (start: number, end: number): string => bytes.toString('utf8', start, end)
    return [writtenResource(head, { codes: bytes, at, cut, whole: () => cut(from, to) })]
  }

  private compared(): readonly MergedUnit[] {
    return (this.allUnits ??= unitsOfTwin(this.bodies(), this.fields, this.parts, 'compared'))
  }

  private unitsAt(pattern: Pointer): readonly MergedUnit[] {
    const name = tokens(pattern)[0] ?? ''
    const field = Object.hasOwn(this.fields, name) ? this.fields[name] : undefined
    if (field === undefined) return []
    const found = this.ofField?.get(name)
    if (found !== undefined) return found
    const choice = field.volatile === true ? 'volatile' : 'compared'
    const made = unitsOfTwin(this.bodies(), { [name]: field }, this.parts, choice)
    this.ofField ??= new Map<string, readonly MergedUnit[]>()
    this.ofField.set(name, made)
    return made
  }

  private seen(joined: MergedUnit): Unit {
    const found =
      this.known?.get(joined) ??
      unitOf(joined, this.mayReachOther ? this.parts : unsuspected, this.twin.further !== undefined)
    this.known ??= new Map<MergedUnit, Unit>()
    this.known.set(joined, found)
    return found
  }

  private changesOf(): readonly Change[] {
    const { twin } = this
    if (twin.alone === 'not-covered') return []
    if (twin.alone === 'absent-there') return [{ ...this.seen(presence(twin, this.bodies())), leaves: [''] }]
    const doubts = this.doubts()
    if (doubts.length === 0) return []
    const changes: Change[] = []
    for (const joined of this.allUnits ?? this.unitsInDoubt(doubts)) {
      const leaves = differing(joined)
      if (leaves.length > 0) changes.push({ ...this.seen(joined), leaves })
    }
    return changes
  }

  /** What a field comes to does not depend on the others. */
  private unitsInDoubt(doubts: readonly string[]): readonly MergedUnit[] {
    const { fields, parts } = this
    const { candidate, baseline } = this.bodies()
    const [[own, another], [other, more]] = [candidate, baseline]
    const names = Object.keys(fields).filter((name) => doubts.includes(name))
    return own === undefined || other === undefined || another !== undefined || more !== undefined
      ? unitsOfTwin(this.bodies(), pick(fields, names), parts, 'compared')
      : oddUnits(own, other, fields, names, parts)
  }

  /** The fields of which it is not sure that every member of both sides means the same as the first; see agree. */
  private doubts(): readonly string[] {
    return (this.doubt ??= this.doubtsOf())
  }

  private doubtsOf(): readonly string[] {
    const { fields, parts } = this
    const doubtful = this.walk(undefined)?.doubtful
    // To compare what is in them costs less than to look once more whether they differ.
    if (doubtful !== undefined) return doubtful
    const bodies = this.bodies()
    const [first] = bodies.candidate
    if (first === undefined || bodies.baseline.length === 0) return Object.keys(fields)
    const own = (side: Side, body: Resource): Own => ({
      attributes: attributesOf(body),
      context: contextOf(side, body.key, parts),
    })
    const one = own('candidate', first)
    const others = sides.flatMap((side) => bodies[side].flatMap((body) => (body === first ? [] : [own(side, body)])))
    return [...new Set(others.flatMap((other) => doubtfulFields(fields, one, other)))]
  }

  /** Walks both texts at once, where there is one of each. */
  private walk(asked: Asked | undefined): Walked | undefined {
    if (this.walked === undefined) {
      const [candidate, baseline] = [this.writtenAs('candidate'), this.writtenAs('baseline')]
      const plan = this.parts.walks.planOf(this.twin.kind, asked)
      this.walked =
        candidate === undefined || baseline === undefined
          ? null
          : this.parts.walks.pair.walk(plan, candidate, baseline, asked)
    }
    return this.walked ?? undefined
  }

  private writtenAs(side: Side): Body | undefined {
    if (this.texts[side] === undefined) this.texts[side] = this.findText(side) ?? null
    return this.texts[side] ?? undefined
  }

  private findText(side: Side): Body | undefined {
    const [key, another] = this.twin[side]
    const { snapshot } = this.parts.sides[side]
    if (key === undefined || another !== undefined || snapshot.bodyText === undefined) return undefined
    const body = snapshot.bodyText(key)
    const { bytes, from, to } = body.utf8 ?? utf8Of(body.text)
    const context = contextOf(side, key, this.parts)
    return { bytes, from, to, head: body.head, at: memberAt(bytes, from, attributes), context }
  }

  private textReaches(side: Side): boolean {
    const written = this.writtenAs(side)
    return written === undefined || this.parts.detectors[side].suspectsIn(written.bytes, written.at, written.to)
  }

  private isSuspected(): boolean {
    const { detectors } = this.parts
    if (!isAlone(this.twin) && !sides.some((side) => this.textReaches(side))) return false
    const bodies = this.bodies()
    return sides.some((side) => bodies[side].some(({ attributes }) => detectors[side].suspects(attributes as Json)))
  }
}

const attributes = tokenOf('attributes')

function isAlone({ candidate, baseline }: Twin): boolean {
  return candidate.length === 0 || baseline.length === 0
}

function pick(fields: Shape, names: readonly string[]): Shape {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)))
}

function called(resources: readonly Resource[]): TwinView['members'][Side] {
  return resources.map(({ key, name, id }) => ({ key, name: name ?? id, id }))
}
