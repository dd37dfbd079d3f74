import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Routes } from '../../../src/jobs/announce.ts'
import { decision } from '../../../src/jobs/decide.ts'
import type { Assessment } from '../../../src/model/assessment.ts'
import type { Finding } from '../../../src/model/finding.ts'
import { assessmentsOf } from '../../../src/store/assessments.ts'
import type { AssessmentRecord, Assessments } from '../../../src/store/contract/assessments.ts'
import type { Findings } from '../../../src/store/contract/findings.ts'
import type { Database } from '../../../src/store/database.ts'
import { findingsOf } from '../../../src/store/findings.ts'
import { assessmentOf, findingOf, momentOf, rowOf, twinOf, withScopes } from '../../judge/lifecycle/sketch.ts'

const comparison = 'staging..production'

const routes: Routes = { channels: ['slack'], default: '#parity', byService: {}, minimum: 'low' }

/** What every engine must do. `open` gives the database of a test, which is empty. */
export function findingsSuite(open: () => Database | Promise<Database>): void {
  let db: Database
  let assessments: Assessments
  let findings: Findings

  beforeEach(async () => {
    db = await open()
    assessments = assessmentsOf(db)
    findings = findingsOf(db)
  })

  const request = (index = 0, by = 'schedule') =>
    assessments.request({ comparison, candidate: 'staging', baseline: 'production', by, at: momentOf(index) })

  const recordOf = (id: string, index: number, assessment: Assessment): AssessmentRecord => ({
    at: momentOf(index),
    seqs: { candidate: 1, baseline: 2 },
    readAt: momentOf(index).toISOString(),
    assessment,
    decide: decision({
      assessmentId: id,
      assessment,
      at: momentOf(index),
      rules: [{ id: 'database/parameter-drift' }],
      threshold: 'high',
      routes,
    }),
  })

  /** Asks for an assessment and ends it with these findings. */
  async function assess(
    index: number,
    found: readonly Finding[],
    overrides: Partial<Assessment> = {},
  ): Promise<string> {
    const { assessment } = await request(index)
    const recorded = await assessments.record(
      assessment.id,
      recordOf(assessment.id, index, assessmentOf(found, overrides)),
    )
    expect(recorded).toBe(true)
    return assessment.id
  }

  const outbox = () => db.selectFrom('outbox').selectAll().orderBy('id').execute()

  describe('asking for an assessment', () => {
    it('makes one, and joins the one that is under way', async () => {
      const first = await request(0, 'deploy bot')
      expect(first).toMatchObject({ joined: false, assessment: { state: 'queued', requestedBy: 'deploy bot' } })
      expect(first.assessment.requestedAt).toBe(momentOf(0).toISOString())
      const second = await request(1)
      expect(second).toEqual({ joined: true, assessment: first.assessment })
      await assessments.end(first.assessment.id, 'cancelled', momentOf(1))
      expect(await request(2)).toMatchObject({ joined: false })
    })

    it('makes one, however many ask at once', async () => {
      const asked = await Promise.all(Array.from({ length: 12 }, () => request()))
      expect(new Set(asked.map(({ assessment }) => assessment.id)).size).toBe(1)
      expect(asked.filter(({ joined }) => !joined)).toHaveLength(1)
      expect(await assessments.running()).toHaveLength(1)
    })

    it('does not join one of another comparison', async () => {
      const own = await request()
      const other = await assessments.request({
        comparison: 'pr-1..production',
        candidate: 'pr-1',
        baseline: 'production',
        by: 'start',
        at: momentOf(1),
      })
      expect(other.joined).toBe(false)
      expect((await assessments.running()).map(({ id }) => id)).toEqual([own.assessment.id, other.assessment.id])
    })
  })

  describe('the pairs of a comparison', () => {
    const keysOf = async (): Promise<readonly string[]> =>
      (await assessments.carried(comparison)).map(({ name, candidate }) => `${name} ${candidate.join()}`)

    it('are those of its last assessment, and earlier ones whose resources are only away', async () => {
      expect(await assessments.carried(comparison)).toEqual([])
      await assess(0, [])
      const key = 'database-parameters|aws-rds|main|staging-orders'
      expect(await keysOf()).toEqual([`orders ${key}`])
      expect(await assessments.carried('pr-1..production')).toEqual([])
      const { candidate: _, ...rest } = twinOf('orders')
      const alone = { ...rest, candidate: [], method: 'alone', alone: 'not-covered' } as const
      await assess(1, [], { twins: [alone] })
      expect(await keysOf()).toEqual([`orders ${key}`])
      await assess(2, [], { twins: [twinOf('mail')] })
      expect(await keysOf()).toEqual(['mail database-parameters|aws-rds|main|staging-mail'])
      await assess(3, [], { twins: [] })
      expect(await keysOf()).toEqual([])
    })

    it('are written only where they change, whatever characters are in them', async () => {
      const odd = 'or\u0000ders \ud800'
      await assess(0, [], { twins: [twinOf(odd)] })
      const rows = () =>
        db
          .selectFrom('carried_pairs')
          .select(['kind', sql<string>`xmin::text`.as('written')])
          .execute()
      const before = await rows()
      await assess(1, [], { twins: [twinOf(odd)] })
      expect(await rows()).toEqual(before)
      expect(await assessments.carried(comparison)).toMatchObject([{ name: odd, method: 'name', confidence: 1 }])
    })
  })

  describe('an assessment under way', () => {
    it('goes from step to step, each begun by one', async () => {
      const { id } = (await request()).assessment
      await assessments.collecting(id, { candidate: 'c1', baseline: 'b1' })
      expect(await assessments.get(id)).toMatchObject({
        state: 'collecting',
        collections: { candidate: 'c1', baseline: 'b1' },
      })
      expect(await Promise.all([assessments.weighing(id), assessments.weighing(id)])).toContain(false)
      expect(await assessments.get(id)).toMatchObject({ state: 'weighing' })
      // A collection that is told late does not bring it back.
      await assessments.collecting(id, { candidate: 'c2', baseline: 'b2' })
      expect(await assessments.get(id)).toMatchObject({ state: 'weighing', collections: { candidate: 'c1' } })
    })

    it('ends once: what was cancelled records nothing', async () => {
      const { id } = (await request()).assessment
      expect(await assessments.end(id, 'cancelled', momentOf(1))).toBe(true)
      expect(await assessments.record(id, recordOf(id, 2, assessmentOf([findingOf()])))).toBe(false)
      expect(await assessments.end(id, 'failed', momentOf(3), 'too late')).toBe(false)
      expect(await assessments.weighing(id)).toBe(false)
      const ended = await assessments.get(id)
      expect(ended).toMatchObject({ state: 'cancelled', endedAt: momentOf(1).toISOString() })
      expect(ended).not.toHaveProperty('outcome')
      expect((await findings.list({}, { limit: 9 })).total).toBe(0)
      expect(await assessments.document(comparison)).toBeUndefined()
      expect(await outbox()).toEqual([])
    })

    it('ends once: what was recorded cannot be cancelled, whoever is first', async () => {
      const { id } = (await request()).assessment
      const record = recordOf(id, 1, assessmentOf([findingOf()]))
      const [recorded, cancelled] = await Promise.all([
        assessments.record(id, record),
        assessments.end(id, 'cancelled', momentOf(1)),
      ])
      expect(recorded).toBe(!cancelled)
      expect((await findings.list({}, { limit: 9 })).total).toBe(recorded ? 1 : 0)
      expect((await assessments.get(id))?.state).toBe(recorded ? 'done' : 'cancelled')
    })

    it('keeps why it failed, whatever characters are in it', async () => {
      const { id } = (await request()).assessment
      const problem = 'line 1\nwith \u0000 and \ud800'
      expect(await assessments.end(id, 'failed', momentOf(1), problem)).toBe(true)
      expect(await assessments.get(id)).toMatchObject({ state: 'failed', problem })
    })

    it('that nobody knows is none', async () => {
      expect(await assessments.get('none')).toBeUndefined()
      expect(await assessments.weighing('none')).toBe(false)
      expect(await assessments.end('none', 'failed', momentOf(0))).toBe(false)
      expect(await assessments.record('none', recordOf('none', 0, assessmentOf([])))).toBe(false)
    })
  })

  describe('recording', () => {
    it('keeps outcome, findings, events, document and message', async () => {
      const high = findingOf({ severity: 'high' })
      const id = await assess(1, [high], { score: null })
      const row = await assessments.get(id)
      expect(row).toMatchObject({
        state: 'done',
        endedAt: momentOf(1).toISOString(),
        seqs: { candidate: 1, baseline: 2 },
        outcome: { drift: 'drift', coverage: 'complete', score: null, readAt: momentOf(1).toISOString() },
      })
      expect(row?.outcome?.summary.bySeverity.high).toBe(1)
      expect(await assessments.latest(comparison)).toEqual(row)
      const live = await findings.get(high.id)
      expect(live).toMatchObject({ comparison, finding: high, status: 'open', reopened: 0, stale: false })
      expect(await findings.events(high.id)).toEqual([
        { finding: high.id, type: 'opened', at: momentOf(1).toISOString(), assessment: id },
      ])
      const document = await assessments.document(comparison)
      expect(document).toEqual({
        ...assessmentOf([high], { score: null }),
        drift: 'drift',
        summary: row?.outcome?.summary,
        takenAt: momentOf(1).toISOString(),
      })
      expect((await outbox()).map(({ channel, destination }) => [channel, destination])).toEqual([['slack', '#parity']])
    })

    it('twice is once', async () => {
      const id = await assess(1, [findingOf()])
      expect(await assessments.record(id, recordOf(id, 2, assessmentOf([])))).toBe(false)
      expect((await findings.get(findingOf().id))?.status).toBe('open')
      expect(await outbox()).toHaveLength(1)
    })

    it('gives what decides the findings that live, those that are back, and the one before', async () => {
      const [kept, gone, back] = ['kept', 'gone', 'back'].map((name) => findingOf({ name }))
      if (kept === undefined || gone === undefined || back === undefined) throw new Error('there are three')
      await assess(0, [kept, gone, back])
      await assess(1, [kept])
      const { id } = (await request(2)).assessment
      let handed: Parameters<AssessmentRecord['decide']>[0] | undefined
      const record = recordOf(id, 2, assessmentOf([kept, back]))
      await assessments.record(id, {
        ...record,
        decide: (previous) => {
          handed = previous
          return record.decide(previous)
        },
      })
      expect(handed?.findings.map(({ finding, status }) => [finding.resource.name, status]).sort()).toEqual([
        ['back', 'resolved'],
        ['kept', 'open'],
      ])
      expect(handed?.assessment?.findings.map((one) => one.resource.name)).toEqual(['kept'])
      expect(await findings.get(back.id)).toMatchObject({ status: 'open', reopened: 1 })
      expect((await findings.events(back.id)).map(({ type }) => type)).toEqual(['opened', 'resolved', 'reopened'])
    })

    it('writes its own row and nothing else when nothing changed', async () => {
      const found = Array.from({ length: 50 }, (_, index) => findingOf({ name: `db-${index}` }))
      await assess(0, found)
      const before = await versions(db)
      const id = await assess(1, found)
      const written = difference(before, await versions(db))
      expect(written).toEqual({ assessment: 1 })
      expect(await assessments.document(comparison)).toMatchObject({ takenAt: momentOf(1).toISOString() })
      expect((await assessments.latest(comparison))?.id).toBe(id)
      // One that changes is written, and the others are not; the document and the message are.
      await assess(2, [findingOf({ name: 'db-0', severity: 'critical' }), ...found.slice(1)])
      expect(difference(before, await versions(db))).toEqual({
        assessment: 2,
        assessment_document: 1,
        finding: 1,
        finding_event: 1,
        outbox: 1,
      })
    })

    it('undoes all of it when something goes wrong in the middle', async () => {
      const { id } = (await request()).assessment
      const record = recordOf(id, 1, assessmentOf([findingOf()]))
      const broken: AssessmentRecord = {
        ...record,
        decide: (previous) => {
          const decided = record.decide(previous)
          const [transition] = decided.transitions
          if (transition === undefined) throw new Error('there is one')
          const twice = { ...transition, events: [{ type: 'opened' as const }, { type: 'opened' as const }] }
          return { ...decided, transitions: [twice] }
        },
      }
      await expect(assessments.record(id, broken)).rejects.toThrow()
      expect((await findings.list({}, { limit: 9 })).total).toBe(0)
      expect(await assessments.get(id)).toMatchObject({ state: 'queued' })
      expect(await assessments.record(id, record)).toBe(true)
    })

    it('takes texts that a column cannot hold', async () => {
      const odd = findingOf({
        name: 'odd\u0000\ud800\\name',
        service: 'a\u0000b',
        owner: '\udc00',
        title: '\u0000\ud800',
        values: { candidate: '\u0000', baseline: '\ud800x' },
      })
      await assess(0, [odd])
      expect((await findings.get(odd.id))?.finding).toEqual(odd)
      expect((await findings.list({ resource: 'd\u0000\ud800\\N', service: 'a\u0000b' }, { limit: 1 })).total).toBe(1)
      expect((await assessments.document(comparison))?.findings).toEqual([odd])
    })

    it('takes thousands at once', async () => {
      const many = Array.from({ length: 1100 }, (_, index) => findingOf({ name: `db-${index}` }))
      await assess(0, many)
      expect((await findings.list({}, { limit: 1 })).total).toBe(1100)
      await assess(1, [])
      expect((await findings.list({ status: ['resolved'] }, { limit: 1 })).total).toBe(1100)
      expect((await outbox()).map(({ body }) => body.length < 20_000)).toEqual([true, true])
    })
  })

  describe('acknowledging', () => {
    it('is kept with who, when and why, and taken back', async () => {
      const { id } = findingOf()
      await assess(0, [findingOf()])
      const made = await findings.acknowledge(id, 'dana', momentOf(1), 'on it\nsince today')
      const acknowledged = { by: 'dana', at: momentOf(1).toISOString(), note: 'on it\nsince today' }
      expect(made).toMatchObject({ status: 'acknowledged', acknowledged, changedAt: momentOf(1).toISOString() })
      expect(await findings.get(id)).toEqual(made)
      // The same again is nothing new.
      expect(await findings.acknowledge(id, 'dana', momentOf(2), 'on it\nsince today')).toEqual(made)
      expect((await assessments.document(comparison))?.findings[0]?.status).toBe('acknowledged')
      const back = await findings.unacknowledge(id, 'sam', momentOf(3))
      expect(back).toMatchObject({ status: 'open', changedAt: momentOf(3).toISOString() })
      expect(back).not.toHaveProperty('acknowledged')
      expect(await findings.get(id)).toEqual(back)
      expect(await findings.unacknowledge(id, 'sam', momentOf(4))).toEqual(back)
      expect((await assessments.document(comparison))?.findings[0]?.status).toBe('open')
      expect(await findings.events(id)).toMatchObject([
        { type: 'opened' },
        { type: 'acknowledged', actor: 'dana', detail: 'on it\nsince today', at: momentOf(1).toISOString() },
        { type: 'unacknowledged', actor: 'sam' },
      ])
    })

    it('stays through assessments until it is worse', async () => {
      const { id } = findingOf()
      await assess(0, [findingOf()])
      await findings.acknowledge(id, 'dana', momentOf(1))
      await assess(2, [findingOf()])
      expect(await findings.get(id)).toMatchObject({ status: 'acknowledged', acknowledged: { by: 'dana' } })
      await assess(3, [findingOf({ severity: 'critical' })])
      expect(await findings.get(id)).toMatchObject({ status: 'open' })
    })

    it('is not lost when an assessment is recorded at the same moment', async () => {
      const { id } = findingOf()
      await assess(0, [findingOf()])
      for (let round = 1; round <= 5; round += 1) {
        const { assessment } = await request(round)
        const aged = assessmentOf([findingOf({ title: `seen ${round} times` })])
        await Promise.all([
          assessments.record(assessment.id, recordOf(assessment.id, round, aged)),
          findings.acknowledge(id, 'dana', momentOf(round), `round ${round}`),
        ])
        expect(await findings.get(id)).toMatchObject({
          status: 'acknowledged',
          acknowledged: { note: `round ${round}` },
          finding: { title: `seen ${round} times` },
        })
      }
    })

    it('is refused for what is not open, and unknown of what is not there', async () => {
      expect(await findings.acknowledge('none', 'dana', momentOf(0))).toBeUndefined()
      expect(await findings.unacknowledge('none', 'dana', momentOf(0))).toBeUndefined()
      const waiting = findingOf({ status: 'pending' })
      await assess(0, [waiting])
      const refusal = { code: 'store-finding-not-open', message: expect.stringContaining('pending') as string }
      await expect(findings.acknowledge(waiting.id, 'dana', momentOf(1))).rejects.toMatchObject(refusal)
      await assess(1, [])
      await expect(findings.unacknowledge(waiting.id, 'dana', momentOf(2))).rejects.toMatchObject({
        code: 'store-finding-not-open',
      })
    })
  })

  describe('lists', () => {
    it('of findings are filtered by each of their words', async () => {
      const one = findingOf({ name: 'shop_100%', service: 'orders', owner: 'team-orders', severity: 'high' })
      const two = findingOf({ name: 'shopx100y', dimension: 'network', rule: 'network/open', status: 'known' })
      await assess(0, [one, two], { ...withScopes([rowOf('staging'), rowOf('production')]) })
      const names = async (filter: Parameters<Findings['list']>[0]): Promise<readonly string[]> => {
        const page = await findings.list(filter, { limit: 9 })
        expect(page.total).toBe(page.findings.length)
        return page.findings.map(({ finding }) => finding.resource.name)
      }
      expect(await names({})).toEqual(['shop_100%', 'shopx100y'])
      expect(await names({ comparison: 'other..production' })).toEqual([])
      expect(await names({ comparison })).toHaveLength(2)
      expect(await names({ status: ['open', 'acknowledged'] })).toEqual(['shop_100%'])
      expect(await names({ status: [] })).toHaveLength(2)
      expect(await names({ severity: ['medium'] })).toEqual(['shopx100y'])
      expect(await names({ dimension: ['network', 'access'] })).toEqual(['shopx100y'])
      expect(await names({ rule: 'network/open' })).toEqual(['shopx100y'])
      expect(await names({ service: 'orders' })).toEqual(['shop_100%'])
      expect(await names({ owner: 'team-orders', severity: ['high'] })).toEqual(['shop_100%'])
      expect(await names({ kind: 'firewall' })).toEqual([])
      expect(await names({ resource: 'SHOP' })).toHaveLength(2)
      expect(await names({ resource: 'p_1' })).toEqual(['shop_100%'])
      expect(await names({ resource: '100%' })).toEqual(['shop_100%'])
      expect(await names({ resource: "'; drop table finding; --" })).toEqual([])
    })

    it('of findings go on where they ended, worst first, each once', async () => {
      const severities = ['low', 'critical', 'medium', 'critical', 'info', 'high', 'low'] as const
      const found = severities.map((severity, index) => findingOf({ name: `db-${index}`, severity }))
      await assess(0, found.slice(0, 4))
      await assess(1, found)
      const seen: string[] = []
      let after: string | undefined
      do {
        const page = await findings.list({}, { limit: 2, after })
        expect(page.total).toBe(7)
        seen.push(...page.findings.map(({ finding }) => `${finding.severity} ${finding.resource.name}`))
        after = page.next
      } while (after !== undefined)
      expect(new Set(seen).size).toBe(7)
      expect(seen.map((one) => one.split(' ')[0])).toEqual([
        'critical',
        'critical',
        'high',
        'medium',
        'low',
        'low',
        'info',
      ])
      // Among those that are as bad, the one that changed last is first.
      expect(seen.slice(4, 6)).toEqual(['low db-6', 'low db-0'])
    })

    it('of findings and of assessments refuse cursors that they did not give', async () => {
      const bad = { code: 'store-bad-cursor' }
      await expect(findings.list({}, { limit: 1, after: 'x' })).rejects.toMatchObject(bad)
      await expect(assessments.list({}, { limit: 1, after: 'x' })).rejects.toMatchObject(bad)
      await assess(0, [])
      await assess(1, [])
      const { next } = await assessments.list({}, { limit: 1 })
      expect(next).toBeDefined()
      await expect(findings.list({}, { limit: 1, after: next })).rejects.toMatchObject(bad)
    })

    it('of assessments are newest first, of one comparison or of all', async () => {
      const ids = [await assess(0, []), await assess(1, []), await assess(2, [])]
      const first = await assessments.list({ comparison }, { limit: 2 })
      expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]])
      const rest = await assessments.list({ comparison }, { limit: 2, after: first.next })
      expect(rest).toMatchObject({ items: [{ id: ids[0] }] })
      expect(rest.next).toBeUndefined()
      expect((await assessments.list({ comparison: 'a..b' }, { limit: 2 })).items).toEqual([])
    })

    it('of a stretch of time have its beginning and not its end', async () => {
      const ids = [await assess(0, [findingOf()]), await assess(1, [findingOf()]), await assess(2, [])]
      const { id } = (await request(1)).assessment
      await assessments.end(id, 'failed', momentOf(1), 'no')
      const done = await assessments.between(comparison, momentOf(0), momentOf(2))
      expect(done.map((one) => one.id)).toEqual(ids.slice(0, 2))
      const events = await findings.eventsBetween(comparison, momentOf(0), momentOf(2))
      expect(events.map(({ event, finding }) => [event.type, finding.status])).toEqual([['opened', 'resolved']])
      const all = await findings.eventsBetween(comparison, momentOf(0), momentOf(3))
      expect(all.map(({ event }) => event.type)).toEqual(['opened', 'resolved'])
      expect(await findings.eventsBetween('a..b', momentOf(0), momentOf(3))).toEqual([])
    })
  })
}

type Versions = Readonly<Record<string, ReadonlySet<string>>>

/** Every version of every row that there is: a row that is written anew is another one, also with the same values. */
async function versions(db: Database): Promise<Versions> {
  const tables = ['assessment', 'assessment_document', 'finding', 'finding_event', 'outbox', 'snapshot', 'resource']
  const found: Record<string, ReadonlySet<string>> = {}
  for (const table of tables) {
    const { rows } = await sql<{ version: string }>`
      select xmin::text || ' ' || ctid::text as version from ${sql.table(table)}`.execute(db)
    found[table] = new Set(rows.map(({ version }) => version))
  }
  return found
}

/** How many rows each table has now that were not so before. */
function difference(before: Versions, after: Versions): Readonly<Record<string, number>> {
  const counts = Object.entries(after).map(
    ([table, rows]) => [table, [...rows].filter((row) => before[table]?.has(row) !== true).length] as const,
  )
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}
