import type { ServicePlan } from '../model/plan.ts'
import type { RuleScope } from '../model/rule.ts'
import type { TwinView } from '../model/twin.ts'
import type { JudgeContext } from './compiled.ts'
import { globMatches } from './glob.ts'

/** What has a scope: a rule, or an adjustment of one. */
export interface Scoped {
  readonly only?: RuleScope
  readonly except?: RuleScope
}

/** The service that a twin belongs to, by either side, with its tier and owner where the configuration names it. */
export function serviceOf(
  view: TwinView,
  context: Pick<JudgeContext, 'services'>,
): (Pick<ServicePlan, 'name'> & Partial<ServicePlan>) | undefined {
  const name = view.candidate?.service ?? view.baseline?.service
  if (name === undefined) return undefined
  return context.services?.find((plan) => plan.name === name) ?? { name }
}

/** Whether something holds for a twin: inside `only`, where it is given, and not inside `except`. */
export function holdsFor({ only, except }: Scoped, view: TwinView, context: Pick<JudgeContext, 'services'>): boolean {
  if (only !== undefined && !within(only, view, context)) return false
  return except === undefined || !within(except, view, context)
}

function within(scope: RuleScope, view: TwinView, context: Pick<JudgeContext, 'services'>): boolean {
  if (scope.service !== undefined || scope.tier !== undefined) {
    const service = serviceOf(view, context)
    if (!fits(scope.service, service?.name) || !fits(scope.tier, service?.tier)) return false
  }
  const resources = [view.candidate, view.baseline].filter((one) => one !== undefined)
  if (scope.name !== undefined) {
    const called = [view.twin.name, ...resources.flatMap((one) => [one.name, one.id])]
    if (!called.some((word) => fits(scope.name, word))) return false
  }
  const tags = Object.entries(scope.tags ?? {})
  return (
    tags.length === 0 ||
    resources.some((one) =>
      tags.every(([key, pattern]) => {
        const value = Object.hasOwn(one.tags, key) ? one.tags[key] : undefined
        return value !== undefined && globMatches(pattern, value)
      }),
    )
  )
}

function fits(patterns: readonly string[] | undefined, word: string | undefined): boolean {
  if (patterns === undefined) return true
  return word !== undefined && patterns.some((pattern) => globMatches(pattern, word))
}
