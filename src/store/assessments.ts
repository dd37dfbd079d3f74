import { randomUUID } from 'node:crypto'
import type { Assessments, AssessmentState } from './contract/assessments.ts'
import type { Page } from './contract/page.ts'
import { cursorOf, placeOf } from './cursor.ts'
import type { Database } from './database.ts'
import { carriedPairs } from './findings/carried.ts'
import { assessmentOf, underWay } from './findings/assessment-row.ts'
import { wholeDocument } from './findings/document.ts'
import { recordAssessment } from './findings/record.ts'
import { storable } from './storable-text.ts'

/** The assessments of a store, and what they make of its findings. */
export function assessmentsOf(db: Database): Assessments {
  return {
    request: (request) => ask(db, request),
    get: async (id) => {
      const row = await db.selectFrom('assessment').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : assessmentOf(row)
    },
    list: (filter, page) => list(db, filter, page),
    latest: async (comparison) => {
      const row = await done(db, comparison).orderBy('number', 'desc').limit(1).executeTakeFirst()
      return row === undefined ? undefined : assessmentOf(row)
    },
    document: (comparison) => wholeDocument(db, comparison),
    carried: (comparison) => carriedPairs(db, comparison),
    running: async () => {
      const rows = await db
        .selectFrom('assessment')
        .selectAll()
        .where('state', 'in', underWay)
        .orderBy('number')
        .execute()
      return rows.map(assessmentOf)
    },
    collecting: async (id, { candidate, baseline }) => {
      await move(db, id, ['queued', 'collecting'], {
        state: 'collecting',
        candidate_collection: candidate,
        baseline_collection: baseline,
      })
    },
    weighing: (id) => move(db, id, ['queued', 'collecting'], { state: 'weighing' }),
    record: (id, record) => recordAssessment(db, id, record),
    end: (id, state, at, problem) =>
      move(db, id, underWay, { state, ended_at: at, problem: problem === undefined ? null : storable(problem) }),
    between: async (comparison, from, to) => {
      const rows = await done(db, comparison)
        .where('ended_at', '>=', from.toISOString())
        .where('ended_at', '<', to.toISOString())
        .orderBy('number')
        .execute()
      return rows.map(assessmentOf)
    },
  }
}

function done(db: Database, comparison: string) {
  return db.selectFrom('assessment').selectAll().where('comparison', '=', comparison).where('state', '=', 'done')
}

/** A unique index lets a comparison have one that is under way: whoever asks at the same moment waits there, and joins. */
async function ask(db: Database, request: Parameters<Assessments['request']>[0]): ReturnType<Assessments['request']> {
  const { comparison, candidate, baseline, by, at } = request
  for (;;) {
    const added = await db
      .insertInto('assessment')
      .values({
        id: randomUUID(),
        comparison,
        candidate,
        baseline,
        state: 'queued',
        requested_by: storable(by),
        requested_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst()
    if (added !== undefined) return { assessment: assessmentOf(added), joined: false }
    const running = await db
      .selectFrom('assessment')
      .selectAll()
      .where('comparison', '=', comparison)
      .where('state', 'in', underWay)
      .executeTakeFirst()
    // It may have ended in between: then it is no more in the way.
    if (running !== undefined) return { assessment: assessmentOf(running), joined: true }
  }
}

const listName = 'assessments'

async function list(
  db: Database,
  { comparison }: Parameters<Assessments['list']>[0],
  { limit, after }: Page,
): ReturnType<Assessments['list']> {
  const place = placeOf(listName, after, ['number'])
  let query = db.selectFrom('assessment').selectAll()
  if (comparison !== undefined) query = query.where('comparison', '=', comparison)
  if (place !== undefined) query = query.where('number', '<', place[0])
  const rows = await query
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(assessmentOf),
    ...(rows.length > shown.length && last !== undefined ? { next: cursorOf(listName, [last.number]) } : {}),
  }
}

/** Changes an assessment that is in one of some states. False: it was in none of them. */
async function move(
  db: Database,
  id: string,
  from: readonly AssessmentState[],
  to: {
    readonly state: AssessmentState
    readonly ended_at?: Date
    readonly problem?: string | null
    readonly candidate_collection?: string
    readonly baseline_collection?: string
  },
): Promise<boolean> {
  const moved = await db
    .updateTable('assessment')
    .set(to)
    .where('id', '=', id)
    .where('state', 'in', from)
    .returning('id')
    .execute()
  return moved.length > 0
}
