import type { Threshold } from '../../model/severity.ts'
import type { ApiContext } from '../context.ts'
import { secondsOf } from '../duration.ts'
import { ended } from '../progress/wait.ts'
import type { GateAnswer } from './answers.ts'
import type { Standing } from './standing.ts'
import { isTooOld, type GateQuestion, type GateVerdict } from './verdict.ts'

export interface AskedGate {
  readonly comparison: string
  readonly service?: string
  readonly failOn?: Threshold
  readonly maxAge?: string
  readonly newOnly?: boolean
}

/**
 * How old what was read may be where nobody says it. Without any bound a gate would go on passing by its last good look, also while every
 * one since has failed.
 */
export const usualMaxAge = '24h'

/** The question of a request. Throws `api-not-found` for a comparison or service that there is not. */
export function questionOf({ names }: ApiContext, asked: AskedGate): GateQuestion {
  const { name, candidate, baseline } = names.comparison(asked.comparison)
  return {
    comparison: name,
    candidate,
    baseline,
    service: asked.service === undefined ? undefined : names.service(asked.service),
    failOn: asked.failOn ?? 'high',
    maxAge: secondsOf(asked.maxAge ?? usualMaxAge),
    newOnly: asked.newOnly ?? false,
  }
}

/** Equal for equal questions; made of what was asked, for no name has a line break and no request that has one is answered. */
export function keyOf({ comparison, service = '', failOn = 'high', maxAge = '', newOnly = false }: AskedGate): string {
  return `${comparison}\n${service}\n${failOn}\n${maxAge}\n${String(newOnly)}`
}

/** What was known too long ago, or not at all. */
function isStale(question: GateQuestion, standing: Standing | null, now: Date): boolean {
  return standing === null || isTooOld(standing.readAt, question.maxAge, now)
}

/**
 * The answer after what is under way, and, where what is known is too old or nothing is, after an assessment that is asked for. Gives up
 * when `signal` is aborted, and answers by what there is. One that failed is told as that.
 */
export async function answerAfterWaiting(
  context: ApiContext,
  key: string,
  question: GateQuestion,
  by: string,
  signal: AbortSignal,
): Promise<GateAnswer> {
  const { parts, verdicts, answers, watch } = context
  const { comparison } = question
  const running = (await parts.store.assessments.running()).find((one) => one.comparison === comparison)
  let problem: string | undefined
  if (running !== undefined) problem = (await ended(watch, running.id, signal))?.problem
  let standing = await verdicts.refresh(comparison)
  if (!signal.aborted && isStale(question, standing, parts.clock.now())) {
    const { assessment } = await parts.jobs.assess(comparison, by)
    problem = (await ended(watch, assessment.id, signal))?.problem
    standing = await verdicts.refresh(comparison)
  }
  const answer = await answers.of(key, question, standing)
  const { verdict } = answer
  if (verdict.unknown === undefined || verdict.unknown.why === 'incomplete') return answer
  if (problem !== undefined) {
    return toldAs(verdict, { why: 'failed', detail: `The assessment that was waited for failed: ${problem}` })
  }
  if (!signal.aborted) return answer
  const { why, detail } = verdict.unknown
  return toldAs(verdict, { why, detail: `${detail} The assessment that was waited for had not ended by then.` })
}

function toldAs(verdict: GateVerdict, unknown: NonNullable<GateVerdict['unknown']>): GateAnswer {
  const told = { ...verdict, unknown }
  return { verdict: told, json: JSON.stringify(told) }
}
