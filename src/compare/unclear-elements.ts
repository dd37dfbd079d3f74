import type { Field } from '../model/field.ts'
import type { Json } from '../model/json.ts'
import { sides, type Side } from '../model/resource.ts'
import type { FieldAsked } from '../model/twin.ts'
import { elementKey, type CanonicalContext } from './canonical.ts'
import { endOfText, endOfValue, sameRun, type Utf8Text } from './json-text.ts'
import type { Step } from './walk-plan.ts'

/** A side of a pair, as far as its elements go. */
interface Owner extends Utf8Text {
  readonly context: CanonicalContext
}

/** An element that no test clears. */
interface Unclear {
  readonly side: Side
  /** Which of its list. */
  readonly index: number
  readonly from: number
  readonly to: number
}

/** What may hold elements of its own, with keys of theirs. */
const nesting = new Set<Field['form']>(['keyed', 'record', 'set', 'ordered'])

/** The elements of one field that no test clears by what is written in them, of both sides, and the keys of all. */
export class UnclearElements {
  private elements = 0
  private readonly found: Unclear[] = []
  /** Where the keys are that stand for themselves, and are written alike on both sides. */
  private readonly keys: number[] = []

  get count(): number {
    return this.found.length
  }

  reset(): void {
    this.elements = 0
    this.keys.length = 0
    if (this.found.length > 0) this.found.length = 0
  }

  /** Where a part of a key is, on the candidate's side. */
  key(at: number): void {
    this.keys.push(at)
  }

  /** Ends an element. */
  end(): void {
    this.elements++
  }

  /** An element that was ended last. */
  add(side: Side, from: number, to: number): void {
    this.found.push({ side, index: this.elements - 1, from, to })
  }

  /** Whether there is nothing to say of them all; `x` and `y` are where the lists begin. */
  areClear(step: Step, asked: FieldAsked, candidate: Owner, x: number, baseline: Owner, y: number): boolean {
    const { field } = step
    const { element } = asked
    if (element === undefined || field?.form !== 'keyed') return false
    const isFlat = Object.values(field.of).every(({ form }) => !nesting.has(form))
    const areTold = isFlat && field.by.length === 1 && this.keys.length === this.elements
    const keysOn = (side: Side): readonly string[] => {
      const { bytes, context } = side === 'candidate' ? candidate : baseline
      const list = side === 'candidate' ? x : y
      const all = JSON.parse(bytes.toString('utf8', list, endOfValue(bytes, list))) as readonly Json[]
      return all.map((raw) => elementKey(field, raw, context))
    }
    for (const side of sides) {
      let keys: readonly string[] | undefined
      for (const one of this.found) {
        if (one.side !== side) continue
        const { bytes, context } = side === 'candidate' ? candidate : baseline
        const raw = JSON.parse(bytes.toString('utf8', one.from, one.to)) as Json
        const key = elementKey(field, raw, context)
        // Those that share a key are numbered.
        const isOnly = areTold
          ? this.isOnly(candidate.bytes, one.index)
          : (keys ??= keysOn(side)).filter((other) => other === key).length === 1
        if (!isOnly || !element(side, raw, key)) return false
      }
    }
    return true
  }

  /** Whether no other element has the key of one, by what is written. */
  private isOnly(bytes: Buffer, index: number): boolean {
    const own = this.keys[index] ?? 0
    const length = endOfText(bytes, own) - own
    return this.keys.every((at, i) => i === index || !sameRun(bytes, at, bytes, own, length))
  }
}
