import { decision } from '../../../../src/jobs/decide.ts'
import { StandingBook } from '../../../../src/jobs/work/standing/standing.ts'
import { livingAnswer } from '../../../../src/jobs/work/answer-history.ts'
import type { TaskWork } from '../../../../src/jobs/work/thread-tasks.ts'
import type { WeighItem, WeighNote, WeighQuestion, WeighTask } from '../../../../src/jobs/work/tasks.ts'
import { ThreadMemory } from '../../../../src/jobs/work/thread-memory.ts'
import type { WeighMeans } from '../../../../src/jobs/work/weigh-means.ts'
import { weighTask } from '../../../../src/jobs/work/weigh-task.ts'
import type { Assessment } from '../../../../src/model/assessment.ts'
import type { CarriedPair } from '../../../../src/model/carried-pair.ts'
import type { Coverage } from '../../../../src/model/coverage.ts'
import type { ExceptionRecord } from '../../../../src/model/exception.ts'
import type { Finding } from '../../../../src/model/finding.ts'
import { apart } from '../../../../src/model/finding-twins.ts'
import type { LiveFinding } from '../../../../src/model/live-finding.ts'
import { sides, type Key, type Side } from '../../../../src/model/resource.ts'
import type { Rule } from '../../../../src/model/rule.ts'
import type { ResourceVersion, StoredResource } from '../../../../src/store/contract/snapshots.ts'
import { resourceOf, type EnvironmentSketch } from '../../../support/snapshots.ts'

interface Version extends ResourceVersion {
  readonly body: string
  readonly digest: string
  readonly stored: StoredResource
}

interface OneSide {
  environment: EnvironmentSketch
  coverage: readonly Coverage[]
  seq: number
  publishedAt: string
  versions: Version[]
}

/** What an assessment came to, as texts: what the thread answered, and what was decided about it. */
export interface Outcome {
  readonly assessment: string
  readonly decided: string
  /** It went on from the one before. */
  readonly goesOn: boolean
  /** The bodies of resources that were handed to it beside those that changed: as they are, and as they were. */
  readonly bodies: number
  /** The resources of which history was looked up. */
  readonly lookedUp: number
}

const comparison = 'candidate..baseline'

/**
 * Two environments with their history, and assessments of them as the service makes them, without a store: each is made twice, by a
 * thread that remembers and by one that does not.
 */
export class World {
  readonly remembering = new ThreadMemory()
  exceptions: readonly ExceptionRecord[] = []
  keyIds = { candidate: 'k', baseline: 'k' }
  now = new Date('2026-11-01T00:00:00Z')
  private readonly forgetful: ThreadMemory
  private readonly rules: readonly Rule[]
  private readonly both: Record<Side, OneSide>
  private carried: readonly CarriedPair[] = []
  private live: LiveFinding[] = []
  private document: Assessment | undefined
  private settled: string | undefined
  private count = 0

  constructor(rules: readonly Rule[], forgetful: ThreadMemory, of: Readonly<Record<Side, EnvironmentSketch>>) {
    this.rules = rules
    this.forgetful = forgetful
    const empty = (side: Side): OneSide => ({
      environment: of[side],
      coverage: [],
      seq: 0,
      publishedAt: '',
      versions: [],
    })
    this.both = { candidate: empty('candidate'), baseline: empty('baseline') }
    for (const side of sides) this.publish(side, of[side])
  }

  /** A thread that remembers nothing. */
  static forgetful(): ThreadMemory {
    return new ThreadMemory(new StandingBook(0))
  }

  /** The findings that live. */
  standing(): readonly Finding[] {
    return this.livingFindings()
  }

  environment(side: Side): EnvironmentSketch {
    return this.both[side].environment
  }

  /** Publishes a reading of one side, as the store does: only what changed, under the next number. */
  publish(side: Side, environment: EnvironmentSketch): void {
    const own = this.both[side]
    const seq = own.seq + 1
    const coverage = coverageOf(environment)
    const seen = new Map(environment.resources.map((sketch) => [resourceOf(sketch).key, resourceOf(sketch)]))
    let changed = JSON.stringify(coverage) !== JSON.stringify(own.coverage)
    const from = this.now.toISOString()
    own.versions = own.versions.map((version) => {
      if (version.toSeq !== undefined) return version
      const now = seen.get(version.key)
      if (now !== undefined && JSON.stringify(now) === version.digest) {
        seen.delete(version.key)
        return version
      }
      changed = true
      return { ...version, toSeq: seq, to: from }
    })
    for (const resource of seen.values()) {
      const { tags, attributes, ...head } = resource
      const body = JSON.stringify({ tags, attributes })
      const stored = { head: JSON.parse(JSON.stringify(head)) as typeof head, body }
      own.versions.push({ key: head.key, fromSeq: seq, from, body, stored, digest: JSON.stringify(resource) })
      changed = true
    }
    Object.assign(own, { environment, coverage, seq: changed ? seq : own.seq })
    if (changed) own.publishedAt = from
  }

  /** Marks what is open as seen by somebody. */
  acknowledge(which: (finding: Finding) => boolean): void {
    this.live = this.live.map((one) =>
      one.status === 'open' && which(one.finding)
        ? { ...one, status: 'acknowledged', acknowledged: { by: 'dana', at: this.now.toISOString() } }
        : one,
    )
  }

  /** Makes the next assessment twice; the one that was made as a whole is what is kept. `lost`: it is never recorded. */
  async assess(lost = false): Promise<{ readonly whole: Outcome; readonly quick: Outcome }> {
    const id = `a${this.count++}`
    const quick = await this.weigh(id, this.remembering)
    const whole = await this.weigh(id, this.forgetful)
    const outcome = (made: typeof whole): Outcome => {
      const { twins: _some, ...assessment } = made.assessment
      const { assessment: after, ...decided } = made.decided
      const { twins: _of, ...standing } = after
      return {
        assessment: JSON.stringify(assessment),
        decided: JSON.stringify([{ ...decided, carried: made.goesOn ? this.carried : decided.carried }, standing]),
        goesOn: made.goesOn,
        bodies: made.bodies,
        lookedUp: made.lookedUp,
      }
    }
    const outcomes = { whole: outcome(whole), quick: outcome(quick) }
    if (lost) return outcomes
    const { carried, transitions, assessment } = whole.decided
    const stands = JSON.stringify(carried) === JSON.stringify(this.carried)
    this.settled = stands ? id : undefined
    this.carried = carried
    const others = new Map(this.live.map((one) => [one.finding.id, one]))
    for (const { after } of transitions) others.set(after.finding.id, after)
    this.live = [...others.values()].sort((a, b) => (a.finding.id < b.finding.id ? -1 : 1))
    this.document = JSON.parse(JSON.stringify(assessment)) as Assessment
    return outcomes
  }

  private async weigh(id: string, memory: ThreadMemory) {
    const twins: unknown[] = []
    const findings: unknown[] = []
    let bodies = 0
    let lookedUp = 0
    let items: readonly WeighItem[] = []
    const ask = async (question: WeighQuestion): Promise<unknown> => {
      const given = this.answer(question)
      if (question.type === 'bodies' || question.type === 'bodies-then') bodies += (given as readonly unknown[]).length
      if (question.type === 'versions') lookedUp += question.keys.length
      if (question.type === 'everything') items = sides.map((side) => ({ side, batch: this.now_(side) }))
      return Promise.resolve(JSON.parse(JSON.stringify(given ?? null)) ?? undefined)
    }
    async function* input(): AsyncIterable<WeighItem> {
      for (const item of items) yield await Promise.resolve(item)
    }
    const work: TaskWork = {
      signal: new AbortController().signal,
      input: { [Symbol.asyncIterator]: () => input()[Symbol.asyncIterator]() },
      note: (given) => {
        const told = given as WeighNote
        if (told.type === 'twins') twins.push(...told.twins)
        if (told.type === 'findings') findings.push(...told.findings)
      },
      ask: (question) => ask(question as WeighQuestion),
    }
    const result = await weighTask(this.task(id), this.means(), memory, work)
    const { goesOn = false, ...rest } = result
    const assessment = { ...rest, twins, findings } as Assessment
    const decided = decision({
      assessmentId: id,
      assessment,
      at: this.now,
      rules: this.rules,
      threshold: 'high',
      routes: { channels: ['slack'], default: '#parity', byService: {}, minimum: 'info' },
      pairingStands: goesOn,
    })({
      findings: this.live.filter(({ status, finding }) => status !== 'resolved' || isBack(finding, assessment)),
      assessment: this.document,
      carried: goesOn ? [] : this.carried,
    })
    return { assessment, decided, goesOn, bodies, lookedUp }
  }

  private task(id: string): WeighTask {
    const side = (of: Side): WeighTask['sides'][Side] => ({
      environment: this.both[of].environment.name,
      seq: this.both[of].seq,
      publishedAt: this.both[of].publishedAt,
      readAt: this.now.toISOString(),
      keyId: this.keyIds[of],
      coverage: this.both[of].coverage,
    })
    return {
      type: 'weigh',
      comparison,
      assessment: id,
      ...(this.settled === undefined ? {} : { goOnFrom: this.settled }),
      sides: { candidate: side('candidate'), baseline: side('baseline') },
      exceptions: this.exceptions,
      threshold: 'high',
      now: this.now.toISOString(),
      keyId: 'k',
      promotionWindowHours: 7 * 24,
      board: new SharedArrayBuffer(1024),
    }
  }

  private means(): WeighMeans {
    const plan = (side: Side): WeighMeans['environments'][Side] => {
      const { name, aliases = [], domains = [], accounts = {}, regions = {}, symbols = {} } = this.environment(side)
      const facts = { name, aliases, domains, accounts, regions, clusters: {}, baseDirectory: '/' }
      return { facts, symbols, sources: [] }
    }
    return {
      environments: { candidate: plan('candidate'), baseline: plan('baseline') },
      collectors: [],
      rules: this.rules,
      exceptions: [],
      known: [],
      notices: [],
      pairs: [],
      shared: [],
      services: [{ name: 'orders', owner: 'team-orders', match: { tags: { Role: 'orders*' } } }],
    }
  }

  private now_(side: Side): readonly StoredResource[] {
    const now = this.both[side].versions.filter(({ toSeq }) => toSeq === undefined)
    return now.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ stored }) => stored)
  }

  private answer(question: WeighQuestion): unknown {
    const versionsOf = (side: Side, keys: readonly Key[]): readonly Version[] => {
      const wanted = new Set(keys)
      return this.both[side].versions.filter(({ key }) => wanted.has(key))
    }
    switch (question.type) {
      case 'everything':
        return this.carried
      case 'changes': {
        const { versions } = this.both[question.side]
        const then = versions.filter((one) => one.fromSeq <= question.since && (one.toSeq ?? Infinity) > question.since)
        const now = versions.filter(({ toSeq }) => toSeq === undefined)
        const keys = new Set([...then, ...now].map(({ key }) => key))
        const changes = [...keys].flatMap((key) => {
          const before = then.find((one) => one.key === key)
          const after = now.find((one) => one.key === key)
          if (before === after) return []
          return [{ ...(before && { before: before.stored }), ...(after && { after: after.stored }) }]
        })
        return changes.length > question.most ? undefined : changes
      }
      case 'bodies':
        return versionsOf(question.side, question.keys).flatMap((one) => (one.toSeq === undefined ? [one.stored] : []))
      case 'living':
        return livingAnswer(this.livingFindings())
      case 'versions':
        return versionsOf(question.side, question.keys)
          .map(({ key, fromSeq, from, toSeq, to }) => ({ key, fromSeq, from, toSeq, to }))
          .sort((a, b) => b.fromSeq - a.fromSeq)
      case 'bodies-then':
        return question.versions.map(
          ({ key, fromSeq }) => versionsOf(question.side, [key]).find((one) => one.fromSeq === fromSeq)?.body,
        )
      case 'firsts':
        return question.places.map(() => 1)
      case 'previous':
        return {
          twins: this.document?.twins.filter(({ id }) => question.twins.includes(id)) ?? [],
          findings: (this.document?.findings ?? []).flatMap(apart).filter(({ id }) => question.findings.includes(id)),
        }
    }
  }

  private livingFindings(): readonly Finding[] {
    return this.live
      .filter(({ status }) => status !== 'resolved')
      .map(({ finding, status }) => ({ ...finding, status }))
  }
}

function isBack(finding: Finding, assessment: Assessment): boolean {
  return assessment.findings.some(
    ({ id, twins = [] }) => id === finding.id || twins.some((one) => one.finding === finding.id),
  )
}

function coverageOf({ name, resources, coverage = [] }: EnvironmentSketch): readonly Coverage[] {
  const places = new Map(
    resources.map((sketch) => {
      const { kind, origin } = resourceOf(sketch)
      return [`${kind}\n${origin.scope}`, { kind, origin }]
    }),
  )
  return [...places.values()].map(({ kind, origin }) => {
    const row = {
      environment: name,
      origin,
      role: '',
      kind,
      status: 'complete',
      required: true,
      unknownFields: [],
    } as const
    const over = coverage.find(
      (one) => (one.kind ?? kind) === kind && (one.origin?.scope ?? origin.scope) === origin.scope,
    )
    return over === undefined ? row : { ...row, ...over, kind, origin: row.origin }
  })
}
