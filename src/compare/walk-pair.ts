import type { Asked } from '../model/twin.ts'
import { same, sameButWords, unsure, type AlignedTexts } from './aligned-texts.ts'
import type { ByteMemo } from './byte-memo.ts'
import type { CanonicalContext } from './canonical.ts'
import { Clearing } from './clearing.ts'
import { ContextPairs } from './context-pairs.ts'
import { endOfValue, isBare, sameRun, startsWith } from './json-text.ts'
import { sameWritten } from './same-written.ts'
import { UnclearElements } from './unclear-elements.ts'
import { lost, quiet, type Walked, type Written } from './walked.ts'
import type { SuspectsIn } from './written-words.ts'
import { how, type RecordPlan, type Step } from './walk-plan.ts'
import { stepAt, type Before } from './walk-steps.ts'

const [quote, comma, openBrace, closeBrace] = [34, 44, 123, 125]
const [openBracket, closeBracket, ofNull] = [91, 93, 110]

/** Answers as they are remembered. */
const [no, yes, yesAndReaching] = [1, 2, 3]

const nowhere = Buffer.alloc(0)
/**
 * Walks the attributes of two resources as they are written, without parsing either: the same members in the same order, value by
 * value. It says that two fields mean the same only where agree would: what is not written alike, but for the words of the environments, is
 * handed to it, and its answer remembered, for the same few texts stand in thousands of resources. Of anything else it is in doubt.
 */
export class PairWalk {
  private readonly texts: AlignedTexts
  private readonly memo: ByteMemo
  private readonly unclear = new UnclearElements()
  private readonly clearing: Clearing
  private a: Buffer = nowhere
  private b: Buffer = nowhere
  private i = 0
  private j = 0
  private own: CanonicalContext | undefined
  private other: CanonicalContext | undefined
  private between = 0
  private readonly pairs = new ContextPairs()

  private readonly suspectsMine: SuspectsIn
  private readonly suspectsTheirs: SuspectsIn
  /** Whether words of the other environment are looked for, and one may have been found. */
  private isLooking = false
  private reaches = false

  constructor(texts: AlignedTexts, memo: ByteMemo, suspectsMine: SuspectsIn, suspectsTheirs: SuspectsIn) {
    this.texts = texts
    this.memo = memo
    this.clearing = new Clearing(memo)
    this.suspectsMine = suspectsMine
    this.suspectsTheirs = suspectsTheirs
  }

  walk(plan: RecordPlan, candidate: Written, baseline: Written, asked: Asked | undefined): Walked {
    this.a = candidate.bytes
    this.b = baseline.bytes
    this.i = candidate.at
    this.j = baseline.at
    this.meet(candidate.context, baseline.context)
    this.isLooking = asked?.reach === true
    this.reaches = false
    const { a, b } = this
    if (a[this.i] !== openBrace || b[this.j] !== openBrace) return lost
    if (a[this.i + 1] === closeBrace || b[this.j + 1] === closeBrace) {
      return a[this.i + 1] === b[this.j + 1] ? quiet : lost
    }
    let doubtful: string[] | undefined
    let clear = true
    let last: Before = plan
    for (;;) {
      this.i++
      this.j++
      const step = this.stepAt(plan, last)
      if (step === undefined) return lost
      const x = this.i
      const y = this.j
      this.unclear.reset()
      if (!this.value(step)) {
        doubtful ??= []
        doubtful.push(step.name)
        this.i = endOfValue(a, x)
        this.j = endOfValue(b, y)
      } else {
        if (step.asks !== undefined) {
          this.clearing.reset()
          this.clearing.ask(step.asks, a, x, this.i, b, y, this.j)
          if (!this.clearing.candidate || !this.clearing.baseline) clear = false
        }
        if (clear && this.unclear.count > 0) {
          const ofField = asked?.fields.get(step.name)
          clear = ofField === undefined || this.unclear.areClear(step, ofField, candidate, x, baseline, y)
        }
      }
      const byte = a[this.i]
      if (byte !== b[this.j]) return lost
      if (byte === closeBrace) return this.found(doubtful ?? [], clear)
      if (byte !== comma) return lost
      last = step
    }
  }

  private found(doubtful: readonly string[], clear: boolean): Walked {
    const { reaches } = this
    return doubtful.length === 0 && clear && !reaches ? quiet : { doubtful, clear, reaches }
  }

  private meet(own: CanonicalContext, other: CanonicalContext): void {
    if (this.own === own && this.other === other) return
    this.own = own
    this.other = other
    this.between = this.pairs.number(own, other)
  }

  /** The member that begins here on both sides; undefined: not the same. Afterwards both are at its value. */
  private stepAt(plan: RecordPlan, last: Before): Step | undefined {
    const step = stepAt(plan, last, this.a, this.i)
    if (step === undefined || !startsWith(this.b, step.token, this.j)) return undefined
    this.i += step.token.length
    this.j += step.token.length
    return step
  }

  /** Whether the values here mean the same. If so, both are behind them. */
  private value(step: Step): boolean {
    const first = this.a[this.i]
    if (step.how === how.passed) return this.pass()
    if (first === ofNull) return this.b[this.j] === ofNull && this.end()
    switch (step.how) {
      case how.written:
        return this.asWritten(step, first)
      case how.words:
      case how.parts:
        return this.text(step, first)
      case how.record:
        return this.record(step.record)
      case how.elements:
        return this.list(step.record, undefined)
      case how.items:
        return this.list(undefined, step.item)
      default:
        return this.lookedUp(step, first)
    }
  }

  /** Of what is not compared, only words of the other environment count. */
  private pass(): true {
    const { a, b, i, j } = this
    if (!this.isLooking || this.reaches || (isBare(a[i]) && isBare(b[j]))) return this.end()
    if (a[i] === quote && b[j] === quote && this.texts.compare(a, i, b, j) !== unsure) this.goOn(i, j)
    else {
      this.end()
      this.look(i, j)
    }
    return true
  }

  private end(): true {
    this.i = endOfValue(this.a, this.i)
    this.j = endOfValue(this.b, this.j)
    return true
  }

  /** Goes behind texts of which it is sure what they are. */
  private goOn(i: number, j: number): true {
    this.i = this.texts.i
    this.j = this.texts.j
    if (this.texts.isNoted) this.look(i, j)
    return true
  }

  /** Looks for words of the other environment in values that have been passed. */
  private look(i: number, j: number): void {
    if (this.isLooking && !this.reaches) this.reaches = this.mayReach(i, j)
  }

  private mayReach(i: number, j: number): boolean {
    return this.suspectsMine(this.a, i, this.i) || this.suspectsTheirs(this.b, j, this.j)
  }

  private record(plan: RecordPlan | undefined): boolean {
    const { a, b } = this
    if (plan === undefined || a[this.i] !== openBrace || b[this.j] !== openBrace) return false
    if (a[this.i + 1] === closeBrace || b[this.j + 1] === closeBrace) return this.empty()
    let last: Before = plan
    for (;;) {
      this.i++
      this.j++
      const step = this.stepAt(plan, last)
      if (step === undefined) return false
      const x = this.i
      const y = this.j
      if (!this.value(step)) return false
      if (step.asks !== undefined) this.clearing.ask(step.asks, a, x, this.i, b, y, this.j)
      const byte = a[this.i]
      if (byte !== b[this.j]) return false
      if (byte !== comma) {
        this.i++
        this.j++
        return byte === closeBrace
      }
      last = step
    }
  }

  /** Elements that are records, or items. */
  private list(elements: RecordPlan | undefined, item: Step | undefined): boolean {
    const { a, b } = this
    if (a[this.i] !== openBracket || b[this.j] !== openBracket) return false
    if (a[this.i + 1] === closeBracket || b[this.j + 1] === closeBracket) return this.empty()
    for (;;) {
      this.i++
      this.j++
      if (elements !== undefined) {
        const x = this.i
        const y = this.j
        this.clearing.reset()
        if (!this.record(elements)) return false
        this.unclear.end()
        if (!this.clearing.candidate) this.unclear.add('candidate', x, this.i)
        if (!this.clearing.baseline) this.unclear.add('baseline', y, this.j)
      } else if (item === undefined || !this.value(item)) return false
      const byte = a[this.i]
      if (byte !== b[this.j]) return false
      if (byte !== comma) {
        this.i++
        this.j++
        return byte === closeBracket
      }
    }
  }

  /** Whether a list or a record of which one side has nothing is empty on both. */
  private empty(): boolean {
    this.i += 2
    this.j += 2
    return this.a[this.i - 1] === this.b[this.j - 1]
  }

  private asWritten(step: Step, first: number | undefined): boolean {
    const { a, b, i, j } = this
    if (first === quote && b[j] === quote) {
      const found = this.texts.compare(a, i, b, j)
      if (found === same && step.isKey) this.unclear.key(i)
      if (found !== unsure) return found === same && this.goOn(i, j)
    }
    this.end()
    if (this.i - i !== this.j - j || !sameRun(a, i, b, j, this.i - i)) return false
    if (!isBare(first)) this.look(i, j)
    return !step.isKey || isBare(first) || first === quote
  }

  private text(step: Step, first: number | undefined): boolean {
    const { a, b, i, j } = this
    if (first === quote && b[j] === quote) {
      const found = this.texts.compare(a, i, b, j)
      if (found === same && step.isKey && !this.texts.isTakenApart) this.unclear.key(i)
      if (found === same || (found === sameButWords && this.isReplaced(step))) return this.goOn(i, j)
    }
    return this.lookedUp(step, first)
  }

  /** Whether texts that are the same but for the words of their environments are compared without these, and without being taken apart. */
  private isReplaced({ how: way, field }: Step): boolean {
    // One of two such texts may be the default, which the other is not.
    return field?.default === undefined && (way === how.words || !this.texts.isTakenApart)
  }

  /** What is not told by the bytes alone. */
  private lookedUp(step: Step, first: number | undefined): boolean {
    const { a, b, i, j, memo, between } = this
    this.end()
    if (step.how === how.secret && first === openBrace && b[j] === openBrace && this.isHidden(step)) {
      this.look(i, j)
      return true
    }
    let found = memo.find(step.number, between, a, i, this.i, b, j, this.j)
    if (found === 0) {
      const isSame = sameWritten(step, [a, i, this.i], [b, j, this.j], this.own, this.other)
      found = !isSame ? no : this.mayReach(i, j) ? yesAndReaching : yes
      memo.keep(found, step.number, between, a, i, this.i, b, j, this.j)
    }
    if (found === yesAndReaching && this.isLooking) this.reaches = true
    return found !== no
  }

  /** Of secrets of two environments it only counts that they are there. */
  private isHidden({ isKey, field }: Step): boolean {
    return !isKey && field?.default === undefined && this.own?.secret === undefined && this.other?.secret === undefined
  }
}
