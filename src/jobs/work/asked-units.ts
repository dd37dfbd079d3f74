import type { CompiledRule } from '../../judge/compiled.ts'
import type { JudgementContext } from '../../judge/finding.ts'
import { judge } from '../../judge/judge.ts'
import { dayMs, daysBetween } from '../../judge/relations/expiry.ts'
import type { Finding } from '../../model/finding.ts'
import type { Json } from '../../model/json.ts'
import type { Pointer } from '../../model/pointer.ts'
import type { Side } from '../../model/resource.ts'
import type { Twin, TwinView } from '../../model/twin.ts'

/** A unit that violates a rule: of it, history is asked. */
export interface AskedUnit {
  readonly twin: Twin
  readonly at: Pointer
  /** As it is now; a side without it is left out. */
  readonly raw: Readonly<Partial<Record<Side, Json>>>
}

/** What a first judging found: which units to ask history about, and the findings as they are without any. */
export interface FirstJudging {
  readonly units: readonly AskedUnit[]
  readonly findings: readonly Finding[]
}

/** What a first judging of one twin found, and the last moment (in milliseconds) at which it would find the same. */
export interface FirstOfTwin extends FirstJudging {
  readonly until: number
}

/** Judges twins once without history, to know what to ask of it. Throws as `judge` does. */
export function firstJudge(
  rules: readonly CompiledRule[],
  { now, environments, services }: Omit<JudgementContext, 'promotion' | 'daysTo'>,
): (view: TwinView) => FirstOfTwin {
  let view: TwinView | undefined
  let until = Number.POSITIVE_INFINITY
  let units = new Map<Pointer, AskedUnit>()
  const context: JudgementContext = {
    // Who looks at the clock itself may find something else at any other moment.
    get now() {
      until = Number.NEGATIVE_INFINITY
      return now
    },
    daysTo: (instant) => {
      const left = daysBetween(now, instant)
      until = Math.min(until, instant - left * dayMs)
      return left
    },
    environments,
    services,
    promotion: {
      windowHours: 0,
      provenanceOf: (_twin, at): undefined => {
        if (view !== undefined && !units.has(at)) units.set(at, { twin: view.twin, at, raw: rawOf(view, at) })
      },
    },
  }
  return (given) => {
    view = given
    until = Number.POSITIVE_INFINITY
    units = new Map()
    const findings = judge([given], rules, context)
    return { units: units.size === 0 ? none : [...units.values()], findings, until }
  }
}

const none: readonly AskedUnit[] = []

function rawOf(view: TwinView, at: Pointer): AskedUnit['raw'] {
  for (const unit of view.units(at)) {
    if (unit.at !== at) continue
    return {
      ...(unit.candidate === undefined ? {} : { candidate: unit.candidate.raw }),
      ...(unit.baseline === undefined ? {} : { baseline: unit.baseline.raw }),
    }
  }
  return {}
}
