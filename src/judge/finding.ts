import { digestOfText } from '../model/digest.ts'
import type { Finding, Whereabouts } from '../model/finding.ts'
import type { ServicePlan } from '../model/plan.ts'
import type { Pointer } from '../model/pointer.ts'
import type { Provenance } from '../model/provenance.ts'
import { sides, type Resource, type Side } from '../model/resource.ts'
import type { Change, TwinView, Unit } from '../model/twin.ts'
import type { CompiledRule, JudgeContext } from './compiled.ts'
import { directed, isPromotable, type Directed, type Promotion } from './direction.ts'
import { lineOf } from './line-of.ts'
import { withoutFingerprints } from './print.ts'
import { sentence, type Subject } from './title.ts'
import { unitValues } from './unit-values.ts'

/** What a judge is handed beside the twins and the rules. */
export interface JudgementContext extends JudgeContext {
  /** For the owners of services. */
  readonly services: readonly ServicePlan[]
  /** Who moved, from history. Left out: every direction is unknown, and nothing waits for promotion. */
  readonly promotion?: Promotion
}

/**
 * A finding's identity: comparison, rule, twin and unit. No value, severity or source id is in it, so it stays the same
 * when a resource is created anew or a value changes again.
 */
export function findingId(environments: JudgeContext['environments'], rule: string, twin: string, at: Pointer): string {
  return digestOfText([environments.candidate, environments.baseline, rule, twin, at].join('\n')).slice(0, 16)
}

/** The finding of a rule that is violated at a unit. `faulty` are the sides at fault, the graver first. */
export function findingOf(
  compiled: CompiledRule,
  unit: Unit | Change,
  view: TwinView,
  faulty: readonly Side[],
  context: JudgementContext,
): Finding {
  const { rule } = compiled
  const detail = compiled.detail?.(unit, view, context)
  const values = unitValues(compiled, unit, view, detail)
  const side = faulty[0] ?? 'candidate'
  const counterpart = detail?.counterpart
  const told: Unit = counterpart === undefined ? unit : { ...counterpart, ...unit }
  const subject: Subject = { compiled, unit: told, view, context, values, side }
  const service = view.candidate?.service ?? view.baseline?.service
  const owner = context.services.find((plan) => plan.name === service)?.owner
  const of = (members: TwinView['members']): Finding['places'] =>
    (compiled.oneSided ? faulty : sides).flatMap((s) => members[s].map(({ name, id }) => ({ name, id })))
  const users = view.users === undefined ? [] : of(view.users)
  return {
    id: findingId(context.environments, rule.id, view.twin.id, unit.at),
    rule: rule.id,
    severity: compiled.severity(unit, view, faulty, context),
    dimension: rule.dimension,
    ...standing(compiled, unit, view, context),
    title: sentence(rule.title, subject),
    why: rule.why,
    remedy: sentence(rule.remedy, subject),
    kind: view.twin.kind,
    ...(service === undefined ? {} : { service }),
    ...(owner === undefined ? {} : { owner }),
    resource: {
      name: view.twin.name,
      candidate: whereabouts(view.candidate, unit, 'candidate'),
      baseline: whereabouts(view.baseline, unit, 'baseline'),
      pairing: { method: view.twin.method, confidence: view.twin.confidence },
      ...(view.twin.alone === 'not-covered' ? { unread: true as const } : {}),
    },
    at: unit.at,
    values: { candidate: withoutFingerprints(values.candidate), baseline: withoutFingerprints(values.baseline) },
    places: [...of(view.members), ...users],
    ...(users.length === 0 ? {} : { users }),
  }
}

/**
 * A finding that was made where nobody knows who moved, as it is with what history says of its unit: nothing else of it depends on that.
 * Nobody knowing, only what is foreign counts at once; by that it is told.
 */
export function redirected(
  finding: Finding,
  { rule: { relation }, oneSided }: Pick<CompiledRule, 'rule' | 'oneSided'>,
  provenance: Provenance | undefined,
  window: { readonly now: Date; readonly windowHours: number },
): Finding {
  const {
    id,
    rule,
    severity,
    dimension,
    status: _status,
    direction: _direction,
    urgency,
    since: _since,
    ...rest
  } = finding
  const violation = { foreign: urgency === 'at-once', promotable: isPromotable({ relation }, oneSided) }
  return { id, rule, severity, dimension, ...directed(provenance, violation, window), ...rest }
}

function standing(
  { rule, oneSided }: CompiledRule,
  unit: Unit,
  view: TwinView,
  context: JudgementContext,
): Directed | { readonly status: 'open'; readonly direction: 'unknown' } {
  const { promotion } = context
  if (promotion === undefined) return { status: 'open', direction: 'unknown' }
  const foreign = sides.some((side) => (unit[side]?.foreign?.length ?? 0) > 0)
  const violation = { foreign, promotable: isPromotable(rule, oneSided) }
  const waiting = {
    // Asked for only where it matters: whoever judges may want to know what depends on the time.
    get now() {
      return context.now
    },
    windowHours: promotion.windowHours,
  }
  return directed(promotion.provenanceOf(view.twin.id, unit.at, unit), violation, waiting)
}

function whereabouts(resource: Resource | undefined, unit: Unit, side: Side): Whereabouts | null {
  if (resource === undefined) return null
  const line = lineOf(resource, unit, side)
  const { key, id, name, account, region } = resource
  return {
    key,
    id,
    name: name ?? id,
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...line,
  }
}
