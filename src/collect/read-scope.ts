import { fail } from '../errors/catalogue.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Kind } from '../model/kind.ts'
import type { Pointer } from '../model/pointer.ts'
import type { CollectedResource, Origin } from '../model/resource.ts'
import type { Fingerprinter } from '../platform/fingerprint.ts'
import type { RateLimiter } from '../platform/rate-limiter.ts'
import { breathe, startRace, type Race } from '../platform/race.ts'
import { admit } from './admit.ts'
import { contentDigest } from './content-digest.ts'
import type { EnvironmentFacts, Read, ReadRequest, ScopePlan } from './contract.ts'
import { failureOf } from './failure.ts'
import { ScopeTime } from './scope-time.ts'
import { joinRows, saidTwice, Tally } from './tally.ts'
import type { Assignment } from './tasks.ts'
import { createVeil, type Veil } from './veil.ts'

export interface ScopeRequest {
  readonly assignment: Assignment
  readonly scope: ScopePlan
  readonly environment: EnvironmentFacts
  readonly signal: AbortSignal
  readonly fingerprint: Fingerprinter
  readonly limiter?: RateLimiter | undefined
  /** Called now and then with how many resources there are. */
  readonly onProgress: (resources: number) => void
}

/** One resource with its kind, as it was let in. */
export interface Found {
  readonly kind: Kind
  readonly resource: CollectedResource
}

export interface ScopeResult {
  readonly origin: Origin
  readonly found: readonly Found[]
  readonly coverage: readonly Coverage[]
}

/** How many resources are taken before timers and signals get a turn. */
const stride = 200

/**
 * Reads one scope: its reads side by side, under one deadline, each answering only for its own kinds. Whatever a read
 * throws, yields or leaves hanging becomes coverage. Rejects only with `collect-cancelled`, when `signal` is aborted.
 */
export async function readScope(request: ScopeRequest): Promise<ScopeResult> {
  const { assignment, scope } = request
  const { collector } = assignment
  const origin: Origin = { collector: collector.id, mode: collector.mode, scope: scope.scope }
  const set = assignment.deadlineIsSet ? assignment.deadlineSeconds : undefined
  const time = new ScopeTime(request.signal, collector.deadlineSeconds, set)
  let resources = 0
  const onFound = (): void => {
    resources++
    if (resources % stride === 0) request.onProgress(resources)
  }
  try {
    const runs = assignment.reads.map((read) => new ReadRun(read, request, time, onFound))
    const found = (await Promise.all(runs.map((run) => run.run()))).flat()
    const once = onceEach(found, origin)
    const facts = { environment: request.environment.name, origin, role: scope.role, required: scope.required }
    const rows = [...runs.map((run) => run.tally), once.tally].flatMap((tally) => tally.rows(facts))
    return { origin, found: once.found, coverage: joinRows(rows) }
  } finally {
    time.clear()
  }
}

/** One read of one scope, from its first resource to its coverage. */
class ReadRun {
  readonly tally = new Tally()
  private readonly found: Found[] = []
  private readonly refused: string[] = []
  private over = false
  private readonly what: string
  private readonly read: Read<unknown>
  private readonly request: ScopeRequest
  private readonly time: ScopeTime
  private readonly onFound: () => void
  private readonly veil: Veil

  constructor(read: Read<unknown>, request: ScopeRequest, time: ScopeTime, onFound: () => void) {
    this.read = read
    this.request = request
    this.time = time
    this.onFound = onFound
    this.veil = createVeil(request.fingerprint)
    this.what = `${request.assignment.collector.id} in ${request.scope.scope}`
  }

  async run(): Promise<readonly Found[]> {
    for (const kind of this.wanted()) this.tally.ask(kind.id, this.read.cannotKnow?.[kind.id])
    const race = startRace(this.time.signal)
    try {
      await this.exhaust(race)
    } catch (error) {
      this.fall(error)
    } finally {
      this.over = true
      race.close()
    }
    if (this.refused.length > 0) this.fall(this.malformed())
    return this.found
  }

  private async exhaust(race: Race): Promise<void> {
    if (this.time.signal.aborted) throw this.stopped()
    const iterator = this.read.read(this.readRequest())[Symbol.asyncIterator]()
    try {
      for (let turn = 1; ; turn++) {
        const next = await race.against(iterator.next())
        // A collector may take the abort as its end and stop quietly: that is not the end of what there is.
        if (this.time.signal.aborted) throw this.stopped()
        if (next.done === true) return
        this.take(next.value)
        if (turn % stride === 0) await breathe()
      }
    } catch (error) {
      // Not awaited: a generator that hangs does not answer to return() either.
      iterator.return?.().then(undefined, () => undefined)
      throw error
    }
  }

  private take(given: unknown): void {
    const admission = admit(given, this.read.produces)
    if (!admission.ok) {
      // It quotes an id, and ids are written by people too.
      this.refused.push(this.veil.text(admission.problem))
      return
    }
    if (!this.request.assignment.wants(admission.kind.id)) return
    const { kind, resource } = admission
    this.found.push({ kind, resource: this.veil.resource(resource) })
    this.onFound()
  }

  private readRequest(): ReadRequest<unknown> {
    const { assignment, scope, environment, fingerprint, limiter } = this.request
    return {
      scope,
      settings: assignment.source.settings,
      environment,
      signal: this.time.signal,
      fingerprint,
      limiter,
      needsTime: (seconds) => this.time.needs(seconds),
      unknown: (kind, fields, reason, id) => this.unknown(kind, fields, reason, id),
      passOver: (kind) => {
        if (!this.over) this.tally.passOver(kind.id)
      },
      byOthers: (kind) => this.byOthers(kind),
    }
  }

  /** What the collectors that this one stands in for would read of a kind. */
  private async *byOthers(kind: Kind): AsyncGenerator<CollectedResource> {
    const reads = this.request.assignment.stoodInFor.filter((read) => read.produces.includes(kind))
    for (const read of reads) {
      this.tally.ask(kind.id, read.cannotKnow?.[kind.id])
      const request: ReadRequest<unknown> = {
        ...this.readRequest(),
        // Of its other kinds somebody else answers.
        unknown: (of, fields, reason, id) => {
          if (of === kind) this.unknown(of, fields, reason, id)
        },
      }
      for await (const resource of read.read(request)) if (resource.kind === kind.id) yield resource
    }
  }

  private unknown(kind: Kind, fields: readonly Pointer[], reason: string, id?: string): void {
    if (this.over) return
    if (!this.read.produces.some((one) => one.id === kind.id)) {
      this.refused.push(`fields of ${kind.id} said to be unknown, which this read does not produce`)
    } else if (this.request.assignment.wants(kind.id)) {
      const of = id === undefined ? undefined : this.veil.text(id)
      this.tally.unknown(kind.id, fields, this.veil.text(reason), of)
    }
  }

  private fall(error: unknown): void {
    const failure = failureOf(this.time.signal.aborted ? this.stopped() : error, this.what)
    for (const kind of this.wanted()) {
      const somethingSeen = this.found.some((one) => one.kind.id === kind.id)
      this.tally.fall(kind.id, failure, somethingSeen)
    }
  }

  /** Why the signal is aborted; throws when it is because everything is. */
  private stopped(): Error {
    if (this.request.signal.aborted) throw fail('collect-cancelled', { what: this.what })
    return fail('collect-timed-out', { what: this.what, ...this.time.told() })
  }

  private malformed(): Error {
    const [first = '', ...rest] = this.refused
    return fail('collect-malformed', {
      what: this.what,
      detail: rest.length === 0 ? first : `${first}, and ${rest.length} more`,
    })
  }

  private wanted(): readonly Kind[] {
    return this.read.produces.filter((kind) => this.request.assignment.wants(kind.id))
  }
}

/**
 * Each thing once. Pages of a list that changes while it is read may overlap: what came twice and is the same is one thing. What
 * differs is told, because one of the two is not how it is.
 */
function onceEach(
  found: readonly Found[],
  origin: Origin,
): { readonly found: readonly Found[]; readonly tally: Tally } {
  const tally = new Tally()
  const seen = new Map<string, Found>()
  const differing = new Map<string, string[]>()
  const kept = found.filter((one) => {
    const { kind, id } = one.resource
    const word = `${kind} ${id}`
    const first = seen.get(word)
    if (first === undefined) return seen.set(word, one)
    if (contentDigest(first.kind, first.resource) === contentDigest(one.kind, one.resource)) return false
    const ids = differing.get(kind)
    if (ids === undefined) differing.set(kind, [id])
    else ids.push(id)
    return false
  })
  for (const [kind, ids] of differing) tally.fall(kind, saidTwice(origin, kind, ids), true)
  return { found: kept, tally }
}
