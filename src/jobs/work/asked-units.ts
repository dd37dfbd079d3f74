import type { CompiledRule } from '../../judge/compiled.ts'
import type { Promotion } from '../../judge/direction.ts'
import { redirected, type JudgementContext } from '../../judge/finding.ts'
import { judge } from '../../judge/judge.ts'
import { dayMs, daysBetween } from '../../judge/relations/expiry.ts'
import type { Finding } from '../../model/finding.ts'
import type { Json } from '../../model/json.ts'
import type { Pointer } from '../../model/pointer.ts'
import type { Side } from '../../model/resource.ts'
import type { Twin, TwinView, Unit } from '../../model/twin.ts'

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

/** Judges twins one by one, by the same rules again and again. Throws as `judge` does. */
export interface TwinJudge {
  /** Once without history, to know what to ask of it. */
  readonly first: (view: TwinView, now: Date) => FirstOfTwin
  /** What a first judging found, with what history says: the same as judging with it, for nothing but the direction hangs on it. */
  readonly withHistory: (first: readonly Finding[], twin: string, now: Date, promotion: Promotion) => readonly Finding[]
}

/** A judge of twins by some rules. */
export function twinJudge(
  rules: readonly CompiledRule[],
  { environments, services }: Pick<JudgementContext, 'environments' | 'services'>,
): TwinJudge {
  const byId = new Map(rules.map((compiled) => [compiled.rule.id, compiled]))
  let now = new Date(0)
  let until = Number.POSITIVE_INFINITY
  let promotion: Promotion | undefined
  // One for all: judges remember by it what they have found out about their rules.
  const context: JudgementContext & { readonly promotion: Promotion } = {
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
    get promotion() {
      return promotion ?? noPromotion
    },
  }
  const judged = (view: TwinView): readonly Finding[] => {
    try {
      return judge([view], rules, context)
    } finally {
      // Who remembers something by the context is not to hold the comparison by it.
      promotion = undefined
    }
  }
  return {
    first: (view, at) => {
      now = at
      until = Number.POSITIVE_INFINITY
      const units = new Map<Pointer, AskedUnit>()
      promotion = {
        windowHours: 0,
        provenanceOf: (_twin, place, unit): undefined => {
          if (!units.has(place)) units.set(place, { twin: view.twin, at: place, raw: rawOf(unit) })
        },
      }
      const findings = judged(view)
      return { units: units.size === 0 ? none : [...units.values()], findings, until }
    },
    withHistory: (first, twin, at, { provenanceOf, windowHours }) =>
      first.map((finding) => {
        const rule = byId.get(finding.rule)
        const provenance = provenanceOf(twin, finding.at)
        return rule === undefined || provenance === undefined
          ? finding
          : redirected(finding, rule, provenance, { now: at, windowHours })
      }),
  }
}

const noPromotion: Promotion = { windowHours: 0, provenanceOf: () => undefined }

const none: readonly AskedUnit[] = []

function rawOf(unit: Unit | undefined): AskedUnit['raw'] {
  return {
    ...(unit?.candidate === undefined ? {} : { candidate: unit.candidate.raw }),
    ...(unit?.baseline === undefined ? {} : { baseline: unit.baseline.raw }),
  }
}
