import type { createColors } from 'picocolors'
import { withoutFingerprints } from '../../judge/print.ts'
import type { Json } from '../../model/json.ts'
import { kindOf } from '../../model/kinds/index.ts'
import { pointerOf } from '../../model/pointer.ts'
import { sides, type Side } from '../../model/resource.ts'
import type { Seen, TwinView, Unit } from '../../model/twin.ts'
import { safeText } from '../../report/safe-text.ts'
import { cut } from '../../report/width.ts'

/** No value is shown longer than this; the whole one is in its source. */
const longest = 400

/** What a twin holds on both sides, raw and as compared: what differs, what does not, and what is never compared. */
export function valuesPart(
  view: TwinView,
  nameOf: (side: Side) => string,
  { bold }: Pick<ReturnType<typeof createColors>, 'bold'>,
): readonly string[] {
  const shown = sides.filter((side) => view.twin[side].length > 0)
  const part = (title: string, mark: string, units: readonly Unit[]): readonly string[] =>
    units.length === 0 ? [] : ['', bold(title), ...units.flatMap((unit) => unitLines(unit, mark, shown, nameOf))]
  const compared = [...view.units('**')].filter((unit) => unit.at !== '')
  const kept = part('Kept, never compared', '·', volatileUnits(view))
  if (view.twin.alone !== undefined) return [...part('What it holds', '·', compared), ...kept]
  const changed = new Set(view.changes.map((change) => change.at))
  return [
    ...part(
      'What differs',
      '≠',
      compared.filter((unit) => changed.has(unit.at)),
    ),
    ...part(
      'What is the same',
      '=',
      compared.filter((unit) => !changed.has(unit.at)),
    ),
    ...kept,
  ]
}

function volatileUnits(view: TwinView): readonly Unit[] {
  const fields = Object.entries(kindOf(view.twin.kind)?.fields ?? {})
  const names = fields.filter(([, field]) => field.volatile === true).map(([name]) => name)
  return names.flatMap((name) => [...view.units(pointerOf([name]))])
}

function unitLines(
  unit: Unit,
  mark: string,
  shown: readonly Side[],
  nameOf: (side: Side) => string,
): readonly string[] {
  return [safeText(`  ${mark} ${unit.at}`), ...shown.flatMap((side) => seenLines(nameOf(side), unit[side]))]
}

function seenLines(name: string, seen: Seen | undefined): readonly string[] {
  if (seen === undefined) return [safeText(`      ${name}: absent`)]
  return (seen.mixed ?? [seen]).flatMap((one) => {
    const raw = printed(one.raw)
    const canonical = printed(one.canonical)
    const foreign = (one.foreign ?? []).map((word) => `        belongs to ${word.environment}: ${word.word}`)
    const compared = canonical === raw ? [] : [`        compared as ${canonical}`]
    return [`      ${name}: ${raw}`, ...compared, ...foreign].map(safeText)
  })
}

function printed(value: Json): string {
  return cut(JSON.stringify(withoutFingerprints(value)), longest)
}
