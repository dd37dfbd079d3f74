import { compileRules } from '../../judge/compile-rules.ts'
import type { CompiledRule } from '../../judge/compiled.ts'
import type { Rule } from '../../model/rule.ts'
import type { Board } from '../judging-board.ts'
import { StandingBook } from './standing/standing.ts'
import { witnessed } from '../witness.ts'

/** What a thread that weighs keeps from one task to the next. It works on one at a time. */
export class ThreadMemory {
  readonly book: StandingBook
  private readonly compiled = new Map<
    string,
    { readonly written: readonly Rule[]; readonly rules: readonly CompiledRule[] }
  >()
  private board: Board | undefined

  constructor(book = new StandingBook()) {
    this.book = book
  }

  /** The rules of a comparison, compiled once, which write down on the board of the task what they judge. */
  rulesFor(comparison: string, written: readonly Rule[], board: Board): readonly CompiledRule[] {
    this.board = board
    const known = this.compiled.get(comparison)
    if (known?.written === written) return known.rules
    const rules = witnessed(compileRules(written), written, {
      write: (rule, what) => this.board?.write(rule, what),
    })
    this.compiled.set(comparison, { written, rules })
    return rules
  }
}
