import type { Json } from '../model/json.ts'
import type { Side } from '../model/resource.ts'
import type { FieldAsked } from '../model/twin.ts'
import { UNKNOWN } from '../model/unknown.ts'
import { sameCanonical, sameKeyPart } from './agree.ts'
import { elementKey, type CanonicalContext } from './canonical.ts'
import { endOfText, endOfValue, sameRun, startsWith, type Codes } from './json-text.ts'
import type { Token } from './tokens.ts'
import { mostSteps, type Asks, type RecordPlan, type Step } from './walk-plan.ts'

/** One side of a pair: the JSON text of a body, where its attributes begin in it, and how its values become canonical. */
export interface Written {
  readonly text: string
  /** Of its characters. */
  readonly codes: Codes
  readonly at: number
  readonly context: CanonicalContext
}

/** What a walk came to. */
export interface Walked {
  /** The fields of which it is not sure that they mean the same. Undefined: it could not follow the texts. */
  readonly doubtful: readonly string[] | undefined
  /** Whether nothing of what was asked about is in fields that mean the same. */
  readonly clear: boolean
}

const [quote, comma, openBrace, closeBrace, openBracket, closeBracket, ofNull] = [34, 44, 123, 125, 91, 93, 110]

/**
 * Walks the attributes of two resources as they are written, without parsing either: the same members in the same order, value by
 * value. It says that two fields mean the same only where agree would: what is not written alike is handed to it, and its answer
 * remembered, for the same few texts stand in thousands of resources. Of anything else it is in doubt.
 */
export class PairWalk {
  private a: Codes = new Uint8Array()
  private b: Codes = new Uint8Array()
  private mine = ''
  private theirs = ''
  private i = 0
  private j = 0
  private own: CanonicalContext | undefined
  private other: CanonicalContext | undefined
  /** The texts that were looked at last, where they are known. */
  private left: Token | undefined
  private right: Token | undefined
  /** Whether every test cleared what came since it was set. */
  private readonly isCleared = { candidate: true, baseline: true }
  /** Where the elements of a field are that a test does not clear. */
  private readonly unclear: Record<Side, (readonly [from: number, to: number])[]> = { candidate: [], baseline: [] }

  walk(
    plan: RecordPlan,
    candidate: Written,
    baseline: Written,
    askedOf: (field: string) => FieldAsked | undefined,
  ): Walked {
    this.a = candidate.codes
    this.b = baseline.codes
    this.mine = candidate.text
    this.theirs = baseline.text
    this.i = candidate.at
    this.j = baseline.at
    this.own = candidate.context
    this.other = baseline.context
    const doubtful: string[] = []
    let clear = true
    const lost = { doubtful: undefined, clear: false }
    if (this.a[this.i] !== openBrace || this.b[this.j] !== openBrace) return lost
    if (this.a[this.i + 1] === closeBrace || this.b[this.j + 1] === closeBrace) {
      const both = this.a[this.i + 1] === this.b[this.j + 1]
      return both ? { doubtful, clear } : lost
    }
    let last: { next: Step | undefined } = plan
    for (;;) {
      this.i++
      this.j++
      const step = this.stepAt(plan, last)
      if (step === undefined) return lost
      const [x, y] = [this.i, this.j]
      if (this.unclear.candidate.length > 0) this.unclear.candidate = []
      if (this.unclear.baseline.length > 0) this.unclear.baseline = []
      this.isCleared.candidate = true
      this.isCleared.baseline = true
      if (!this.value(step)) {
        doubtful.push(step.name)
        this.i = endOfValue(this.a, x)
        this.j = endOfValue(this.b, y)
      } else {
        if (step.asks !== undefined) {
          this.isCleared.candidate = true
          this.isCleared.baseline = true
          this.ask(step, step.asks, x, y)
          if (!this.isCleared.candidate || !this.isCleared.baseline) clear = false
        }
        const asked: FieldAsked | undefined =
          clear && this.unclear.candidate.length + this.unclear.baseline.length > 0 ? askedOf(step.name) : undefined
        if (asked !== undefined) {
          clear =
            isClear(step, asked, 'candidate', candidate, x, this.i, this.unclear.candidate) &&
            isClear(step, asked, 'baseline', baseline, y, this.j, this.unclear.baseline)
        }
      }
      const code = this.a[this.i]
      if (code !== this.b[this.j]) return lost
      if (code === closeBrace) return { doubtful, clear }
      if (code !== comma) return lost
      last = step
    }
  }

  /** The member that begins here on both sides; undefined: not the same. Afterwards both are at its value. */
  private stepAt(plan: RecordPlan, last: { next: Step | undefined }): Step | undefined {
    let step = last.next
    if (step === undefined || !startsWith(this.a, step.token, this.i)) {
      if (this.a[this.i] !== quote) return undefined
      const name = JSON.parse(this.mine.slice(this.i, endOfText(this.a, this.i))) as string
      step = plan.steps.get(name)
      if (step === undefined) {
        step = plan.unknown(name)
        if (plan.steps.size < mostSteps) plan.steps.set(name, step)
      }
      if (!startsWith(this.a, step.token, this.i)) return undefined
      last.next = step
    }
    if (!startsWith(this.b, step.token, this.j)) return undefined
    this.i += step.token.length
    this.j += step.token.length
    return step
  }

  /** Whether the values here mean the same. If so, both are behind them. */
  private value(step: Step): boolean {
    const { field } = step
    const first = this.a[this.i]
    this.left = undefined
    this.right = undefined
    if (field === undefined) return this.pass()
    if (first === ofNull) return this.b[this.j] === ofNull && this.pass()
    switch (field.form) {
      case 'record':
        return this.record(step.record)
      case 'keyed':
        return this.list(step.record, undefined)
      case 'set':
      case 'ordered':
        return this.list(undefined, step.item)
      default:
        return this.leaf(step, first)
    }
  }

  private pass(): true {
    this.i = endOfValue(this.a, this.i)
    this.j = endOfValue(this.b, this.j)
    return true
  }

  private record(plan: RecordPlan | undefined): boolean {
    if (plan === undefined) return false
    if (this.a[this.i] !== openBrace || this.b[this.j] !== openBrace) return false
    if (this.a[this.i + 1] === closeBrace || this.b[this.j + 1] === closeBrace) {
      this.i += 2
      this.j += 2
      return this.a[this.i - 1] === this.b[this.j - 1]
    }
    let last: { next: Step | undefined } = plan
    for (;;) {
      this.i++
      this.j++
      const step = this.stepAt(plan, last)
      if (step === undefined) return false
      const [x, y] = [this.i, this.j]
      if (!this.value(step)) return false
      if (step.asks !== undefined) this.ask(step, step.asks, x, y)
      const code = this.a[this.i]
      if (code !== this.b[this.j]) return false
      if (code !== comma) {
        this.i++
        this.j++
        return code === closeBrace
      }
      last = step
    }
  }

  /** Elements that are records, or items. */
  private list(elements: RecordPlan | undefined, item: Step | undefined): boolean {
    if (this.a[this.i] !== openBracket || this.b[this.j] !== openBracket) return false
    if (this.a[this.i + 1] === closeBracket || this.b[this.j + 1] === closeBracket) {
      this.i += 2
      this.j += 2
      return this.a[this.i - 1] === this.b[this.j - 1]
    }
    for (;;) {
      this.i++
      this.j++
      if (elements !== undefined) {
        const [x, y] = [this.i, this.j]
        this.isCleared.candidate = true
        this.isCleared.baseline = true
        if (!this.record(elements)) return false
        if (!this.isCleared.candidate) this.unclear.candidate.push([x, this.i])
        if (!this.isCleared.baseline) this.unclear.baseline.push([y, this.j])
      } else if (item === undefined || !this.value(item)) return false
      const code = this.a[this.i]
      if (code !== this.b[this.j]) return false
      if (code !== comma) {
        this.i++
        this.j++
        return code === closeBracket
      }
    }
  }

  private leaf(step: Step, first: number | undefined): boolean {
    const { a, b, i, j } = this
    this.pass()
    const alike = this.i - i === this.j - j && sameRun(a, i, b, j, this.i - i)
    const form = step.field?.form
    if (form === 'exact' || form === 'quantity') {
      if (alike) return !step.isKey || (first !== openBrace && first !== openBracket)
      return false
    }
    if (first !== quote || b[j] !== quote)
      return this.parsed(step, this.mine.slice(i, this.i), this.theirs.slice(j, this.j))
    if (form === 'reference' || form === 'cidr' || form === 'secret') {
      const mine = this.mine.slice(i, this.i)
      return this.end(step, mine, alike ? mine : this.theirs.slice(j, this.j))
    }
    const mine = step.candidate.at(a, this.mine, i, this.i)
    this.left = mine
    if (alike) return (mine.alike ??= this.parsed(step, mine.text, mine.text))
    const theirs = step.baseline.at(b, this.theirs, j, this.j)
    this.right = theirs
    if (mine.partner === theirs) return true
    if (!this.parsed(step, mine.text, theirs.text)) return false
    mine.partner = theirs
    return true
  }

  /** A reference or a range: what it stands for is looked up each time. */
  private end(step: Step, mine: string, theirs: string): boolean {
    const { field, isKey } = step
    const { own, other } = this
    if (own === undefined || other === undefined || mine.includes('\\') || theirs.includes('\\'))
      return this.parsed(step, mine, theirs)
    if (field?.form !== 'reference' || field.default !== undefined) return this.parsed(step, mine, theirs)
    const [x, y] = [mine.slice(1, -1), theirs.slice(1, -1)]
    const canonical = own.reference(field.to, x)
    if (canonical !== other.reference(field.to, y)) return false
    if (!isKey) return true
    return canonical !== UNKNOWN && (x === y || (canonical === x) === (canonical === y))
  }

  /** As agree says it of the values themselves. */
  private parsed({ field, isKey }: Step, mine: string, theirs: string): boolean {
    if (field === undefined || this.own === undefined || this.other === undefined) return false
    const [x, y] = [JSON.parse(mine) as Json, JSON.parse(theirs) as Json]
    if (!sameCanonical(field, x, y, this.own, this.other)) return false
    return !isKey || sameKeyPart(field, x, y, this.own)
  }

  private ask(step: Step, asks: Asks, x: number, y: number): void {
    const { isCleared } = this
    if (this.a[x] !== quote || this.b[y] !== quote) {
      isCleared.candidate &&= asks.candidate(this.mine.slice(x, this.i))
      isCleared.baseline &&= asks.baseline(this.theirs.slice(y, this.j))
      return
    }
    if (isCleared.candidate) {
      const token = this.left ?? step.candidate.at(this.a, this.mine, x, this.i)
      isCleared.candidate = token.clear ??= asks.candidate(token.text)
    }
    if (isCleared.baseline) {
      const token = this.right ?? step.baseline.at(this.b, this.theirs, y, this.j)
      isCleared.baseline = token.clear ??= asks.baseline(token.text)
    }
  }
}

/** Whether there is nothing to say of the elements of one side that a test does not clear. */
function isClear(
  { field }: Step,
  asked: FieldAsked,
  side: Side,
  { text, context }: Written,
  from: number,
  to: number,
  unclear: readonly (readonly [from: number, to: number])[],
): boolean {
  if (unclear.length === 0) return true
  if (asked.element === undefined || field?.form !== 'keyed') return false
  const keys = (JSON.parse(text.slice(from, to)) as readonly Json[]).map((raw) => elementKey(field, raw, context))
  return unclear.every(([start, end]) => {
    const raw = JSON.parse(text.slice(start, end)) as Json
    const key = elementKey(field, raw, context)
    return keys.filter((one) => one === key).length === 1 && asked.element?.(side, raw, key) === true
  })
}
