import { endOfText, startsWith } from './json-text.ts'
import { mostSteps, type RecordPlan, type Step } from './walk-plan.ts'

/** Where in a plan a record is: its beginning, or the member that came last. */
export interface Before {
  next: Step | undefined
  after: Step | undefined
}

/** The member that begins at a place; undefined: none does that can be told. Mostly it is one of the two that came here before. */
export function stepAt(plan: RecordPlan, last: Before, bytes: Buffer, at: number): Step | undefined {
  const { next, after } = last
  if (next !== undefined && startsWith(bytes, next.token, at)) return next
  const step = after !== undefined && startsWith(bytes, after.token, at) ? after : namedStep(plan, bytes, at)
  if (step === undefined) return undefined
  last.after = next
  last.next = step
  return step
}

function namedStep(plan: RecordPlan, bytes: Buffer, at: number): Step | undefined {
  if (bytes[at] !== quote) return undefined
  const name = JSON.parse(bytes.toString('utf8', at, endOfText(bytes, at))) as string
  let step = plan.steps.get(name)
  if (step === undefined) {
    step = plan.unknown(name)
    if (plan.steps.size < mostSteps) plan.steps.set(name, step)
  }
  // A name may be written in another way than it is looked for.
  return startsWith(bytes, step.token, at) ? step : undefined
}

const quote = 34
