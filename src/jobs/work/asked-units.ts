import type { Comparison } from '../../compare/compare.ts'
import type { CompiledRule } from '../../judge/compiled.ts'
import type { JudgementContext } from '../../judge/finding.ts'
import { judge } from '../../judge/judge.ts'
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

/** Judges once without history, to know what to ask of it. `beforeEach` is called before each twin. Throws as `judge` does. */
export function firstJudging(
  comparison: Comparison,
  rules: readonly CompiledRule[],
  context: Omit<JudgementContext, 'promotion'>,
  beforeEach: (view: TwinView) => void,
): FirstJudging {
  const units = new Map<string, AskedUnit>()
  let current: TwinView | undefined
  function* watched(): Iterable<TwinView> {
    for (const view of comparison.views()) {
      beforeEach(view)
      current = view
      yield view
    }
  }
  const promotion = {
    windowHours: 0,
    provenanceOf: (twin: string, at: Pointer): undefined => {
      const id = `${twin}\n${at}`
      if (current !== undefined && !units.has(id)) units.set(id, { twin: current.twin, at, raw: rawOf(current, at) })
    },
  }
  const findings = judge(watched(), rules, { ...context, promotion })
  return { units: [...units.values()], findings }
}

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
