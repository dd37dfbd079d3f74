import { fail } from '../errors/catalogue.ts'
import type { SourcePlan } from '../model/plan.ts'
import type { Collector, Read } from './contract.ts'

/** One collector set to work on one source entry, with the kinds of it that are wanted. */
export interface Assignment {
  readonly source: SourcePlan
  readonly collector: Collector
  /** Reads that produce at least one wanted kind. */
  readonly reads: readonly Read<unknown>[]
  readonly wants: (kind: string) => boolean
  /** The reads that it stands in for: what it cannot tell after all, it reads by them. */
  readonly stoodInFor: readonly Read<unknown>[]
  /** Kinds that are left out because an observed source answers for them. */
  readonly superseded: readonly string[]
  readonly deadlineSeconds: number
  /** Whether the source sets it: then it is not put off. */
  readonly deadlineIsSet: boolean
}

/**
 * Which collectors read which source, and what of it. Declared kinds give way to observed ones by configuration alone:
 * an observed source that turns out to be denied still answers for its kinds, so that code never stands in for what
 * could not be looked at.
 *
 * @param everything declared kinds are read beside the observed ones, so that code and life can be compared; see `standing`
 */
export function assign(
  sources: readonly SourcePlan[],
  collectors: readonly Collector[],
  everything = false,
): readonly Assignment[] {
  const chosen = sources.flatMap((source) => select(source, collectors).map((collector) => ({ source, collector })))
  // Who stands in for others reads nothing that they would not.
  const observed = chosen
    .map(({ collector }) => collector)
    .filter(({ mode, standsInFor }) => mode === 'observed' && standsInFor === undefined)
  return chosen.flatMap(({ source, collector }) => {
    const siblings = chosen.filter((one) => one.source === source).map((one) => one.collector)
    const left = leftTo(collector, siblings, source.settings)
    if (collector.standsInFor !== undefined && !produces([collector]).some(left)) return []
    const gone =
      collector.mode === 'declared' && !everything ? kindsSeenBy(observed, collector.family) : new Set<string>()
    const wants = (kind: string): boolean => !gone.has(kind) && left(kind)
    const produced = new Set(collector.reads.flatMap((read) => read.produces.map((kind) => kind.id)))
    return {
      source,
      collector,
      reads: collector.reads.filter((read) => read.produces.some((kind) => wants(kind.id))),
      wants,
      stoodInFor: collector.standsInFor === undefined ? [] : readsOf(siblings, collector, wants),
      superseded: [...produced].filter((kind) => gone.has(kind)).sort(),
      deadlineSeconds: deadlineOf(source.settings) ?? collector.deadlineSeconds,
      deadlineIsSet: deadlineOf(source.settings) !== undefined,
    }
  })
}

/** Which kinds are a collector’s to read, where others of the same source entry may stand in for it or it for them. */
function leftTo(collector: Collector, siblings: readonly Collector[], settings: unknown): (kind: string) => boolean {
  const takenBy = (one: Collector): readonly string[] => one.standsInFor?.(settings) ?? []
  if (collector.irreplaceable === true) return () => true
  if (collector.standsInFor === undefined) {
    const taken = new Set(siblings.flatMap(takenBy))
    return (kind) => !taken.has(kind)
  }
  const others = siblings.filter((one) => one.standsInFor === undefined)
  const asked = new Set(produces(others.length === 0 ? [collector] : others))
  const taken = new Set(takenBy(collector).filter((kind) => asked.has(kind)))
  return (kind) => taken.has(kind)
}

/** The reads of others that would read the kinds that a collector stands in for. */
function readsOf(
  siblings: readonly Collector[],
  collector: Collector,
  wants: (kind: string) => boolean,
): readonly Read<unknown>[] {
  const others = siblings.filter(
    (one) => one !== collector && one.standsInFor === undefined && one.irreplaceable !== true,
  )
  return others.flatMap(({ reads }) => reads.filter((read) => read.produces.some((kind) => wants(kind.id))))
}

function produces(collectors: readonly Collector[]): readonly string[] {
  return collectors.flatMap(({ reads }) => reads.flatMap((read) => read.produces.map((kind) => kind.id)))
}

function select(source: SourcePlan, collectors: readonly Collector[]): readonly Collector[] {
  const all = collectors.filter((collector) => collector.family === source.family)
  if (all.length === 0) {
    const known = [...new Set(collectors.map((collector) => collector.family))].sort().join(', ')
    throw fail('collect-unknown-source', { what: `"${source.family}"`, where: source.where, known })
  }
  const family = all.filter((collector) => collector.takes?.(source.settings as never) ?? true)
  const services = setting(source.settings, 'services')
  if (!Array.isArray(services)) return family
  const known = family.flatMap((collector) => (collector.service === undefined ? [] : [collector.service])).sort()
  for (const wanted of services) {
    if (typeof wanted === 'string' && known.includes(wanted)) continue
    const what = `the service ${JSON.stringify(wanted)} of "${source.family}"`
    throw fail('collect-unknown-source', { what, where: source.where, known: known.join(', ') })
  }
  return family.filter(
    ({ service, standsInFor }) => service === undefined || standsInFor !== undefined || services.includes(service),
  )
}

function kindsSeenBy(observed: readonly Collector[], family: string): ReadonlySet<string> {
  const answering = observed.filter((collector) => collector.supersedes?.includes(family) ?? true)
  return new Set(answering.flatMap((one) => one.reads.flatMap((read) => read.produces.map((kind) => kind.id))))
}

function deadlineOf(settings: unknown): number | undefined {
  const seconds = setting(settings, 'deadlineSeconds')
  return typeof seconds === 'number' && seconds > 0 ? seconds : undefined
}

function setting(settings: unknown, name: string): unknown {
  return typeof settings === 'object' && settings !== null && Object.hasOwn(settings, name)
    ? (settings as Readonly<Record<string, unknown>>)[name]
    : undefined
}
