import { fail } from '../../errors/catalogue.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { CarriedPair } from '../../model/carried-pair.ts'
import type { Finding } from '../../model/finding.ts'
import type { Side } from '../../model/resource.ts'
import type { Twin } from '../../model/twin.ts'
import type { AssessmentRow } from '../../store/contract/assessments.ts'
import type { SnapshotRef } from '../../store/contract/snapshots.ts'
import type { Store } from '../../store/contract/store.ts'
import { decision } from '../decide.ts'
import type { JobRun } from '../handlers.ts'
import { openBoard } from '../judging-board.ts'
import { lastSeen } from '../weigh-in-thread.ts'
import { answerWeighing } from './answer-weighing.ts'
import type { WorkComparison, WorkParts } from './parts.ts'
import type { WeighNote, WeighQuestion, WeighResult, WeighTask } from './tasks.ts'

type Refs = Readonly<Record<Side, SnapshotRef>>

/** Seconds for which a thread that remembers comparisons stays without work: most are assessed more often than that. */
const remembered = 6 * 3600

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
  const { assessment, pairingStands, taken } = await weighInPool(parts, row, comparison, refs, at, signal)
  signal.throwIfAborted()
  const { rules } = comparison
  const decide = decision({ assessmentId: id, assessment, at, rules, threshold, routes, pairingStands })
  let settled = pairingStands
  const recorded = await store.assessments.record(id, {
    at,
    seqs: { candidate: refs.candidate.seq, baseline: refs.baseline.seq },
    readAt: older(refs.candidate.readAt, refs.baseline.readAt),
    assessment,
    pairingStands,
    decide: (previous) => {
      const decided = decide(previous)
      settled ||= samePairs(taken, previous.carried) && samePairs(taken, decided.carried)
      return decided
    },
  })
  if (recorded && settled) parts.settled.set(row.comparison, id)
  else parts.settled.delete(row.comparison)
  if (!recorded) return
  // As it stands, with what could not be looked for this time.
  const outcome = (await store.assessments.get(id))?.outcome
  log.info('a comparison was assessed', {
    comparison: row.comparison,
    assessment: id,
    // What it cost: with nothing to go on from, everything was compared.
    compared: pairingStands ? 'what changed' : 'everything',
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

/** An assessment as it was weighed. Where its pairing stands, only those of its twins are there whose findings live. */
interface Weighed {
  readonly assessment: Assessment
  readonly pairingStands: boolean
  /** The pairs that it took up. */
  readonly taken: readonly CarriedPair[]
}

async function weighInPool(
  { store, threads, keyId, threshold, judgeSeconds, settled }: WorkParts,
  { id, comparison: name }: AssessmentRow,
  comparison: WorkComparison,
  refs: Refs,
  now: Date,
  signal: AbortSignal,
): Promise<Weighed> {
  const board = openBoard()
  const ofSide = async (side: Side): Promise<WeighTask['sides'][Side]> => {
    const { environment, seq, publishedAt, readAt, keyId: ofFingerprints } = refs[side]
    return {
      environment,
      seq,
      publishedAt,
      readAt,
      keyId: ofFingerprints,
      coverage: await store.snapshots.coverage(refs[side]),
    }
  }
  const stored = await store.exceptions.list()
  const before = settled.get(name)
  // Another process may have assessed it since.
  const isLast = before !== undefined && (await store.assessments.latest(name))?.id === before
  const task: WeighTask = {
    type: 'weigh',
    comparison: name,
    assessment: id,
    ...(isLast ? { goOnFrom: before } : {}),
    sides: { candidate: await ofSide('candidate'), baseline: await ofSide('baseline') },
    exceptions: stored
      .filter((one) => one.comparison === undefined || one.comparison === name)
      .map(({ record }) => record),
    threshold,
    now: now.toISOString(),
    keyId,
    promotionWindowHours: comparison.promotionWindowHours,
    board: board.memory,
  }
  const answers = answerWeighing(store, name, refs)
  const tooLong = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const twins: Twin[] = []
  const findings: Finding[] = []
  const onNote = (note: unknown): void => {
    const told = note as WeighNote
    if (told.type === 'twins') twins.push(...told.twins)
    else if (told.type === 'findings') findings.push(...told.findings)
    else {
      // Whoever went on and found that all has to be judged begins anew.
      clearTimeout(timer)
      timer = setTimeout(() => {
        tooLong.abort(fail('rules-too-slow', { seconds: judgeSeconds, ...lastSeen(board, comparison.rules) }))
      }, judgeSeconds * 1000)
    }
  }
  try {
    const { goesOn = false, ...result } = (await threads.run('thinking', task, {
      signal: AbortSignal.any([signal, tooLong.signal]),
      // It computes from beginning to end, and would not hear.
      graceSeconds: 0,
      memory: { of: name, seconds: remembered },
      input: answers.items,
      onNote,
      answer: (question) => answers.answer(question as WeighQuestion),
    })) as WeighResult
    return { assessment: { ...result, twins, findings }, pairingStands: goesOn, taken: answers.taken() }
  } catch (error) {
    const full = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    throw full ? fail('rules-out-of-memory', lastSeen(board, comparison.rules), error) : error
  } finally {
    clearTimeout(timer)
    answers.end()
  }
}

function samePairs(a: readonly CarriedPair[], b: readonly CarriedPair[]): boolean {
  return a === b || (a.length === b.length && JSON.stringify(a) === JSON.stringify(b))
}

function older(a: string, b: string): string {
  return Date.parse(a) <= Date.parse(b) ? a : b
}
