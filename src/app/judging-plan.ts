import type { JudgingPlan } from '../jobs/assess.ts'
import type { Clock } from '../platform/clock.ts'
import type { Judgement } from './judgement.ts'

/**
 * Where and how long a comparison is judged. A thread of its own costs a start and a copy of all resources, and is needed
 * only where someone wrote expressions of their own: the built-in ones are known to be quick (docs/decisions/0011).
 */
export function judgingPlan(
  { written, hasOwnExpressions }: Pick<Judgement, 'written' | 'hasOwnExpressions'>,
  seconds: number,
  clock: Clock,
  from: string = import.meta.url,
): JudgingPlan {
  // Node 20 threads cannot load TypeScript: only what was built has an entry for one.
  const built = from.endsWith('.js')
  if (!hasOwnExpressions || !built) return { seconds, clock }
  return { seconds, clock, thread: { entry: new URL('../jobs/compare-worker.js', from), rules: written } }
}
