import { type ResourceLimits, Worker } from 'node:worker_threads'
import { fail } from '../errors/catalogue.ts'
import { RuleFailure } from '../judge/rule-failure.ts'
import type { Assessment } from '../model/assessment.ts'
import { sides } from '../model/resource.ts'
import type { Rule } from '../model/rule.ts'
import { abortReason } from '../platform/abort-reason.ts'
import { breathe } from '../platform/race.ts'
import { openBoard, type Board } from './judging-board.ts'
import type { Answer, Began, Order, PostedSide } from './thread-messages.ts'
import type { WeighedSide, WeighInput } from './weigh.ts'

/** How a thread judges: its entry, its rules as they are written, and how long it may take. */
export interface ThreadPlan {
  readonly entry: URL
  /** Compiled anew in the thread: closures cannot be posted. */
  readonly rules: readonly Rule[]
  readonly seconds: number
  readonly signal: AbortSignal
  /** Of the thread; else those of the process. */
  readonly resourceLimits?: ResourceLimits
}

/** Resources in one message: enough to be quick, few enough that this thread keeps answering. */
const batchSize = 500

/**
 * Compares and judges in a thread of its own, which is ended when it takes longer than it may, when the signal is aborted,
 * and when it is done. Throws `rules-too-slow` with the rule and the resource that it was at, `rules-out-of-memory`,
 * RuleFailure as `weigh` does, and the signal's reason.
 */
export async function weighInThread(input: Omit<WeighInput, 'rules'>, plan: ThreadPlan): Promise<Assessment> {
  const board = openBoard()
  const { entry, resourceLimits } = plan
  const worker = new Worker(entry, {
    workerData: { board: board.memory },
    name: 'evenkeel judging',
    ...(resourceLimits === undefined ? {} : { resourceLimits }),
  })
  try {
    const answer = answerOf(worker, board, plan)
    await Promise.race([answer, post(worker, input, plan.rules).then(() => answer)])
    return assessmentOf(await answer)
  } finally {
    await worker.terminate()
  }
}

async function post(worker: Worker, input: Omit<WeighInput, 'rules'>, rules: readonly Rule[]): Promise<void> {
  const { promotion: _promotion, beforeEach: _beforeEach, candidate, baseline, ...rest } = input
  const send = (order: Order): void => worker.postMessage(order)
  for (const side of sides) {
    for (const batch of batches(input[side].snapshot)) {
      send({ type: 'resources', side, batch })
      await breathe()
    }
  }
  send({ type: 'weigh', input: { ...rest, candidate: posted(candidate), baseline: posted(baseline), rules } })
}

function posted({ snapshot, ...side }: WeighedSide): PostedSide {
  const { environment, takenAt, coverage } = snapshot
  return { ...side, snapshot: { environment, takenAt, coverage } }
}

function* batches(snapshot: WeighedSide['snapshot']): Iterable<Extract<Order, { type: 'resources' }>['batch']> {
  let keys: string[] = []
  for (const { key } of snapshot.heads()) {
    keys.push(key)
    if (keys.length < batchSize) continue
    yield [...snapshot.bodies(keys)]
    keys = []
  }
  if (keys.length > 0) yield [...snapshot.bodies(keys)]
}

function answerOf(worker: Worker, board: Board, { seconds, signal, rules }: ThreadPlan): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error): void => {
      settle()
      reject(error)
    }
    const tooSlow = (): void => refuse(fail('rules-too-slow', { seconds, ...lastSeen(board, rules) }))
    // Once for its start, and anew when it begins.
    let timer = setTimeout(tooSlow, seconds * 1000)
    const onAbort = (): void => refuse(abortReason(signal))
    const settle = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    }
    signal.addEventListener('abort', onAbort)
    worker.on('message', (message: Answer | Began) => {
      if (message.type === 'began') {
        clearTimeout(timer)
        timer = setTimeout(tooSlow, seconds * 1000)
        return
      }
      settle()
      resolve(message)
    })
    worker.once('error', (error: Error & { readonly code?: string }) => {
      const full = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      refuse(full ? fail('rules-out-of-memory', lastSeen(board, rules), error) : error)
    })
    worker.once('exit', (code) => refuse(new Error(`the judging thread ended by itself with ${code}`)))
    if (signal.aborted) onAbort()
  })
}

/** The rule and the resource that the thread wrote down last; nothing before it came to judge. */
export function lastSeen(
  board: Pick<Board, 'read'>,
  rules: readonly Rule[],
): { rule: string | undefined; what: string | undefined } {
  const { rule, what } = board.read()
  const at = rules[rule]
  const where = at?.where === undefined ? '' : ` (${at.where})`
  return { rule: at === undefined ? undefined : `${at.id}${where}`, what: what === '' ? undefined : what }
}

function assessmentOf(answer: Answer): Assessment {
  switch (answer.type) {
    case 'weighed':
      return answer.assessment
    case 'rule-failed':
      throw new RuleFailure(answer.problem, answer.during, answer.where)
    case 'failed':
      throw answer.error
  }
}
