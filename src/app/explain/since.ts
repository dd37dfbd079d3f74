import type { Collector, PastState, ScopePlan } from '../../collect/contract.ts'
import { EvenkeelError } from '../../errors/catalogue.ts'
import type { Assessed, AssessRequest, EnvironmentPlan } from '../../jobs/assess.ts'
import { withoutFingerprints } from '../../judge/print.ts'
import type { Finding } from '../../model/finding.ts'
import type { Json } from '../../model/json.ts'
import { tokens } from '../../model/pointer.ts'
import { sides, type Resource } from '../../model/resource.ts'
import { startDeadline } from '../../platform/deadline.ts'
import { safeText } from '../../report/safe-text.ts'
import { cut } from '../../report/width.ts'

/** How far back is looked, in days: one call a week for each side. */
const daysBack = 56

/** Seconds. No side is waited for longer: an explanation without its history is still one. */
const patience = 30

/**
 * Since when each side of a finding has its value, and what it was before, where a source keeps the past. Of a list its whole is
 * told. Nothing where no source does; a sentence where one could not be asked.
 */
export async function sinceLines(
  finding: Finding,
  { comparison }: Assessed,
  request: AssessRequest,
): Promise<string[]> {
  const [field] = tokens(finding.at)
  if (field === undefined) return []
  const told = await Promise.all(
    sides.map(async (side) => {
      const key = finding.resource[side]?.key
      const [body] = key === undefined ? [] : comparison[side].snapshot.bodies([key])
      const plan = request[side]
      if (body === undefined || !('sources' in plan)) return []
      const words = await sideWords(plan, body, field, request)
      return words === undefined ? [] : [safeText(`  ${comparison[side].lexicon.environment}: ${words}`)]
    }),
  )
  const lines = told.flat()
  return lines.length === 0 ? [] : ['', safeText(`Since when /${field} stands so`), ...lines]
}

async function sideWords(
  plan: EnvironmentPlan,
  body: Resource,
  field: string,
  request: AssessRequest,
): Promise<string | undefined> {
  const { signal, clear } = startDeadline(request.signal, patience)
  const { facts: environment } = plan
  try {
    const keeper = await keeperOf(plan, body, request.collectors)
    if (keeper?.collector.history === undefined) return undefined
    const states = keeper.collector.history({
      ...{ settings: keeper.settings, scope: keeper.scope, environment, signal },
      ...{ fingerprint: request.fingerprint, limiter: request.limiter },
      resource: { kind: body.kind, id: body.id, identifiers: body.identifiers },
      from: new Date(request.now.getTime() - daysBack * 24 * 60 * 60 * 1000),
      to: request.now,
    })
    return await inWords(states, (body.attributes as Readonly<Record<string, Json>>)[field], field)
  } catch (error) {
    if (!(error instanceof EvenkeelError) || request.signal.aborted) throw error
    return `not known: ${error.message}`
  } finally {
    clear()
  }
}

interface Keeper {
  readonly collector: Collector
  readonly settings: unknown
  readonly scope: ScopePlan
}

/** The source of the same family and place that keeps the past, whoever saw the resource. */
async function keeperOf(
  { sources, facts }: EnvironmentPlan,
  { origin }: Resource,
  collectors: readonly Collector[],
): Promise<Keeper | undefined> {
  const family = collectors.find(({ id }) => id === origin.collector)?.family
  for (const { family: ofSource, settings } of sources) {
    if (ofSource !== family) continue
    for (const collector of collectors) {
      if (collector.family !== family || collector.history === undefined) continue
      if (collector.takes?.(settings) === false) continue
      const scopes = await collector.scopes(settings, facts)
      const scope = scopes.find((one) => one.scope === origin.scope)
      if (scope !== undefined) return { collector, settings, scope }
    }
  }
  return undefined
}

/** Reads backwards until the value was another one. */
export async function inWords(states: AsyncIterable<PastState>, now: Json | undefined, field: string): Promise<string> {
  let since: PastState | undefined
  for await (const state of states) {
    const value = valueOf(state, field)
    if (since === undefined && !same(value, now)) {
      return value === undefined
        ? `its history does not tell /${field}`
        : `what was recorded last, on ${state.from}, is ${printed(value)}; the value of now is not recorded yet`
    }
    if (!same(value, now)) {
      const before = state.resource === undefined ? 'it did not exist' : `it was ${printed(value)}`
      return `${printed(now)} since ${since?.from ?? ''}; before, ${before}`
    }
    since = state
    if (state.first) return `${printed(now)} since ${state.from}, when it was recorded first`
  }
  if (since === undefined) return `nothing was recorded in the last ${daysBack} days`
  return `${printed(now)} since ${since.from} or longer: no other value was recorded in the last ${daysBack} days`
}

function valueOf({ resource }: PastState, field: string): Json | undefined {
  return (resource?.attributes as Readonly<Record<string, Json>> | undefined)?.[field]
}

/** Both came out of one normaliser, which writes lists and keys in one order. */
function same(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function printed(value: Json | undefined): string {
  return value === undefined ? 'absent' : cut(JSON.stringify(withoutFingerprints(value)), 200)
}
