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
  /** Kinds that are left out because an observed source answers for them. */
  readonly superseded: readonly string[]
  readonly deadlineSeconds: number
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
  const observed = chosen.map(({ collector }) => collector).filter((collector) => collector.mode === 'observed')
  return chosen.map(({ source, collector }) => {
    const gone =
      collector.mode === 'declared' && !everything ? kindsSeenBy(observed, collector.family) : new Set<string>()
    const produced = new Set(collector.reads.flatMap((read) => read.produces.map((kind) => kind.id)))
    return {
      source,
      collector,
      reads: collector.reads.filter((read) => read.produces.some((kind) => !gone.has(kind.id))),
      wants: (kind) => !gone.has(kind),
      superseded: [...produced].filter((kind) => gone.has(kind)).sort(),
      deadlineSeconds: deadlineOf(source.settings) ?? collector.deadlineSeconds,
    }
  })
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
  return family.filter((collector) => collector.service === undefined || services.includes(collector.service))
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
