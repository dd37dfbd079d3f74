import { parentPort, workerData } from 'node:worker_threads'
import { memorySnapshot } from '../collect/memory-snapshot.ts'
import { compileRules } from '../judge/compile-rules.ts'
import { RuleFailure } from '../judge/rule-failure.ts'
import type { Resource, Side } from '../model/resource.ts'
import { openBoard } from './judging-board.ts'
import type { Answer, Began, Order, PostedSide } from './thread-messages.ts'
import { comparisonOf, weigh, type WeighedSide } from './weigh.ts'
import { witnessed } from './witness.ts'

/**
 * The entry of the thread that compares and judges. It is handed `{ board }`, takes the resources of both sides in batches and
 * then the order to weigh them, says that it begins, and answers once. Whoever started it ends it.
 */
const port = parentPort
const { board } = workerData as { readonly board: SharedArrayBuffer }
const received: Readonly<Record<Side, Resource[]>> = { candidate: [], baseline: [] }

port?.on('message', (order: Order) => {
  if (order.type === 'resources') received[order.side].push(...order.batch)
  else {
    port.postMessage({ type: 'began' } satisfies Began)
    port.postMessage(answerTo(order.input))
  }
})

function answerTo({ rules, candidate, baseline, ...rest }: Extract<Order, { type: 'weigh' }>['input']): Answer {
  try {
    const input = {
      ...rest,
      candidate: sideOf(candidate, received.candidate),
      baseline: sideOf(baseline, received.baseline),
      rules: witnessed(compileRules(rules), rules, openBoard(board)),
    }
    return { type: 'weighed', assessment: weigh(input, comparisonOf(input)) }
  } catch (error) {
    if (!(error instanceof RuleFailure)) return { type: 'failed', error }
    return { type: 'rule-failed', problem: error.problem, during: error.during, where: error.where }
  }
}

function sideOf(posted: PostedSide, resources: readonly Resource[]): WeighedSide {
  const { environment, takenAt, coverage } = posted.snapshot
  return { ...posted, snapshot: memorySnapshot({ environment, takenAt: new Date(takenAt), coverage, resources }) }
}
