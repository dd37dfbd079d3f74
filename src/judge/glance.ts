import { isFingerprint } from '../model/fingerprint.ts'
import type { Json } from '../model/json.ts'
import { kindOf } from '../model/kinds/index.ts'
import { child, tokens } from '../model/pointer.ts'
import type { Side } from '../model/resource.ts'
import type { Asked, FieldAsked, TwinView, WrittenTest } from '../model/twin.ts'
import type { CompiledRule, JudgeContext } from './compiled.ts'
import type { Plan } from './dispatch.ts'
import { mustNotReference } from './relations/boundary.ts'
import { relationOf } from './relations/table.ts'
import { optionsWith } from './parameters.ts'
import { isJsonObject } from '../model/json.ts'

/**
 * What has to be known of a pair that is surely equal so that no rule of its kind has anything to say of it: then it is passed over, and
 * nothing of it is parsed. Undefined: there is a rule that has to be asked of each.
 */
export function glanceOf(plan: Plan, kind: string, context: JudgeContext): Asked | undefined {
  const known = glances.get(plan)
  if (known?.context === context) return known.asked
  const asked = askedOf(plan, kind, context)
  glances.set(plan, { context, asked })
  return asked
}

interface Glance {
  readonly context: JudgeContext
  readonly asked: Asked | undefined
}

const glances = new WeakMap<Plan, Glance>()

function askedOf({ turns }: Plan, kind: string, context: JudgeContext): Asked | undefined {
  let reach = false
  const fields = new Map<string, CompiledRule[]>()
  for (const turn of turns) {
    if (turn.by === 'change' || turn.compiled.rule.on === 'change') continue
    const { compiled } = turn
    const { rule } = compiled
    if (rule.relation === mustNotReference.name) reach = true
    else if (compiled.forTwin !== undefined) return undefined
    else if (relationOf(rule.relation)?.holdsForOne === true && rule.at === '') continue
    else if (rule.at === '**') return undefined
    else {
      const [field, rest, ...deeper] = tokens(rule.at)
      const declared = kindOf(kind)?.fields[field ?? '']
      const ofElements = rest === '*' && declared?.form === 'keyed'
      if (field === undefined || deeper.length > 0 || (rest !== undefined && !ofElements)) return undefined
      if (rest === undefined && declared?.form === 'keyed') return undefined
      if (testsOf(compiled, context) === undefined) return undefined
      fields.set(field, [...(fields.get(field) ?? []), compiled])
    }
  }
  return { reach, fields: new Map([...fields].map(([name, rules]) => [name, fieldAsked(name, rules, context)])) }
}

function fieldAsked(field: string, rules: readonly CompiledRule[], context: JudgeContext): FieldAsked {
  const tests = rules.flatMap((rule) => testsOf(rule, context) ?? [])
  const element: FieldAsked['element'] = (side, raw, key) =>
    rules.every(
      (rule) =>
        !asks(rule, side) || rule.clears?.test(raw) === true || isLeftAlone(rule, field, side, raw, key, context),
    )
  return { tests, element }
}

function asks({ rule, oneSided }: CompiledRule, side: Side): boolean {
  return !oneSided || rule.side === 'both' || rule.side === side
}

/** The tests of what is written, which clear nearly everything. Undefined: nothing can be told by what is written. */
function testsOf(compiled: CompiledRule, context: JudgeContext): readonly WrittenTest[] | undefined {
  const { rule, oneSided, members } = compiled
  const relation = relationOf(rule.relation)
  const side = oneSided ? rule.side : 'both'
  const { options } = optionsWith(isJsonObject(rule.with) ? rule.with : {}, rule.parameters ?? {})
  const test = relation?.clears?.(options, context)
  if (relation === undefined || test === undefined || members.length > 1) return undefined
  const [member] = members
  const isElement = rule.at.endsWith('/*')
  if (relation.timed === true && context.daysTo !== undefined) return undefined
  if (isElement && compiled.clears === undefined) return undefined
  if (isElement && member === undefined) {
    // Whoever looks at the secrets of an element finds none where no member is a record.
    return relation.looksAtSecrets === true ? [{ member: '*', side, clears: (raw) => !isFingerprint(raw) }] : undefined
  }
  if (!isElement && member !== undefined) return undefined
  return [{ side, clears: test, ...(member === undefined ? {} : { member }) }]
}

/** Whether the guards of a rule, by the element alone, keep it from judging that element. */
function isLeftAlone(
  compiled: CompiledRule,
  field: string,
  side: Side,
  raw: Json,
  key: string,
  context: JudgeContext,
): boolean {
  if (compiled.isLocal !== true) return false
  const unit = { at: child(child('', field), key), [side]: { raw, canonical: raw } }
  try {
    return !compiled.applies(unit, nothingElse, context)
  } catch {
    // It says so when it judges the twin itself.
    return false
  }
}

/** For guards that look at nothing but the unit. */
const nothingElse: TwinView = {
  twin: { id: '', kind: '', name: '', candidate: [], baseline: [], method: 'alone', confidence: 0, evidence: [] },
  changes: [],
  units: () => [],
  members: { candidate: [], baseline: [] },
}
