import type { ByteMemo } from './byte-memo.ts'
import { sameRun } from './json-text.ts'
import type { Ask, Asks } from './walk-plan.ts'

const openBrace = 123
const [no, yes] = [1, 2]
const nowhere = Buffer.alloc(0)

/** Whether every test cleared what came since it was reset, of either side. What is said of a text is remembered. */
export class Clearing {
  candidate = true
  baseline = true
  private readonly memo: ByteMemo

  constructor(memo: ByteMemo) {
    this.memo = memo
  }

  reset(): void {
    this.candidate = true
    this.baseline = true
  }

  /** Asks about the values in `a` from `i` to `iEnd` and in `b` from `j` to `jEnd`. */
  ask(asks: Asks, a: Buffer, i: number, iEnd: number, b: Buffer, j: number, jEnd: number): void {
    // What is written alike is mostly clear on both sides, and asked about once.
    if (iEnd - i === jEnd - j && sameRun(a, i, b, j, iEnd - i) && this.isClear(asks.ofBoth, a, i, iEnd)) return
    if (this.candidate) this.candidate = this.isClear(asks.candidate, a, i, iEnd)
    if (this.baseline) this.baseline = this.isClear(asks.baseline, b, j, jEnd)
  }

  private isClear(ask: Ask | undefined, bytes: Buffer, from: number, to: number): boolean {
    if (ask === undefined || (!ask.ofAny && bytes[from] !== openBrace)) return true
    const known = this.memo.find(ask.number, 0, bytes, from, to, nowhere, 0, 0)
    if (known !== 0) return known === yes
    const isClear = ask.clears(bytes.toString('utf8', from, to))
    this.memo.keep(isClear ? yes : no, ask.number, 0, bytes, from, to, nowhere, 0, 0)
    return isClear
  }
}
