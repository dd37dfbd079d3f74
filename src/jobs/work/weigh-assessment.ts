import { fail } from '../../errors/catalogue.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { Finding } from '../../model/finding.ts'
import { sides, type Side } from '../../model/resource.ts'
import type { Twin } from '../../model/twin.ts'
import type { AssessmentRow } from '../../store/contract/assessments.ts'
import type { SnapshotRef } from '../../store/contract/snapshots.ts'
import type { Store } from '../../store/contract/store.ts'
import { decision } from '../decide.ts'
import type { JobRun } from '../handlers.ts'
import { openBoard } from '../judging-board.ts'
import { lastSeen } from '../weigh-in-thread.ts'
import { answerHistory } from './answer-history.ts'
import type { WorkComparison, WorkParts } from './parts.ts'
import type { HistoryQuestion, WeighItem, WeighNote, WeighResult, WeighTask } from './tasks.ts'

type Refs = Readonly<Record<Side, SnapshotRef>>

/**
 * Compares and judges both sides of an assessment in a thread, and records what came of it. Does nothing for one that has ended.
 * Throws `rules-too-slow`, `rules-out-of-memory`, and what is wrong with the files of exceptions: each ends the assessment.
 */
export async function weighAssessment(parts: WorkParts, id: string, { signal }: JobRun): Promise<void> {
  const { store, clock, log, threshold, routes } = parts
  const row = await store.assessments.get(id)
  const comparison = row === undefined ? undefined : parts.comparisons.get(row.comparison)
  if (row === undefined || row.endedAt !== undefined) return
  if (comparison === undefined) throw fail('jobs-comparison-gone', { comparison: row.comparison })
  const refs: Refs = {
    candidate: await snapshotOf(store, row, 'candidate'),
    baseline: await snapshotOf(store, row, 'baseline'),
  }
  // Of the assessment and of its record: by it the two are known to belong together.
  const at = clock.now()
  const assessment = await weighInPool(parts, row, comparison, refs, at, signal)
  signal.throwIfAborted()
  const { rules } = comparison
  const recorded = await store.assessments.record(id, {
    at,
    seqs: { candidate: refs.candidate.seq, baseline: refs.baseline.seq },
    readAt: older(refs.candidate.readAt, refs.baseline.readAt),
    assessment,
    decide: decision({ assessmentId: id, assessment, at, rules, threshold, routes }),
  })
  if (!recorded) return
  // As it stands, with what could not be looked for this time.
  const outcome = (await store.assessments.get(id))?.outcome
  log.info('a comparison was assessed', {
    comparison: row.comparison,
    assessment: id,
    drift: outcome?.drift,
    coverage: outcome?.coverage,
    score: outcome?.score ?? undefined,
  })
}

/** The snapshot that the assessment's own collection came to; the last one where it has none of its own. */
async function snapshotOf(store: Store, row: AssessmentRow, side: Side): Promise<SnapshotRef> {
  const environment = row[side]
  const collection = row.collections === undefined ? undefined : await store.collections.get(row.collections[side])
  const seq = collection?.seq
  return store.snapshots.resolve({
    type: 'environment',
    environment,
    at: seq === undefined ? { type: 'latest' } : { type: 'number', seq },
    written: seq === undefined ? environment : `${environment}#${seq}`,
  })
}

async function weighInPool(
  { store, threads, keyId, threshold, judgeSeconds }: WorkParts,
  { comparison: name, candidate, baseline }: AssessmentRow,
  comparison: WorkComparison,
  refs: Refs,
  now: Date,
  signal: AbortSignal,
): Promise<Assessment> {
  const board = openBoard()
  const ofSide = async (side: Side): Promise<WeighTask['sides'][Side]> => {
    const { environment, readAt, keyId: ofFingerprints } = refs[side]
    return { environment, readAt, keyId: ofFingerprints, coverage: await store.snapshots.coverage(refs[side]) }
  }
  const stored = await store.exceptions.list()
  const task: WeighTask = {
    type: 'weigh',
    comparison: name,
    sides: { candidate: await ofSide('candidate'), baseline: await ofSide('baseline') },
    exceptions: stored
      .filter((one) => one.comparison === undefined || one.comparison === name)
      .map(({ record }) => record),
    threshold,
    now: now.toISOString(),
    keyId,
    promotionWindowHours: comparison.promotionWindowHours,
    carried: await store.assessments.carried(name),
    board: board.memory,
  }
  const answer = answerHistory(store, name, { candidate, baseline })
  const tooLong = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const twins: Twin[] = []
  const findings: Finding[] = []
  const onNote = (note: unknown): void => {
    const told = note as WeighNote
    if (told.type === 'twins') twins.push(...told.twins)
    else if (told.type === 'findings') findings.push(...told.findings)
    else {
      timer = setTimeout(() => {
        tooLong.abort(fail('rules-too-slow', { seconds: judgeSeconds, ...lastSeen(board, comparison.rules) }))
      }, judgeSeconds * 1000)
    }
  }
  try {
    const result = (await threads.run('thinking', task, {
      signal: AbortSignal.any([signal, tooLong.signal]),
      // It computes from beginning to end, and would not hear.
      graceSeconds: 0,
      input: itemsOf(store, refs),
      onNote,
      answer: (question) => answer(question as HistoryQuestion),
    })) as WeighResult
    return { ...result, twins, findings }
  } catch (error) {
    const full = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    throw full ? fail('rules-out-of-memory', lastSeen(board, comparison.rules), error) : error
  } finally {
    clearTimeout(timer)
  }
}

async function* itemsOf({ snapshots }: Store, refs: Refs): AsyncIterable<WeighItem> {
  for (const side of sides) for await (const batch of snapshots.resources(refs[side])) yield { side, batch }
}

function older(a: string, b: string): string {
  return Date.parse(a) <= Date.parse(b) ? a : b
}
