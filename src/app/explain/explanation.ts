import type { createColors } from 'picocolors'
import type { Comparison } from '../../compare/compare.ts'
import { directionInWords } from '../../model/direction-words.ts'
import type { Finding } from '../../model/finding.ts'
import { kindOf } from '../../model/kinds/index.ts'
import { sides, type Head, type Key, type Side } from '../../model/resource.ts'
import type { Ambiguity, Twin } from '../../model/twin.ts'
import { lapseInWords } from '../../report/adoption.ts'
import { safeText } from '../../report/safe-text.ts'
import { valuesPart } from './explained-values.ts'
import type { Searched } from './find-subject.ts'
import { pasteable } from '../init/pasteable.ts'

type Ink = ReturnType<typeof createColors>

/** How a twin came to be and what is in it, as lines. */
export function explainTwin(
  twin: Twin,
  finding: Finding | undefined,
  { assessment, comparison }: Searched,
  ink: Ink,
): readonly string[] {
  const view = [...comparison.views()].find((one) => one.twin.id === twin.id)
  const findings = assessment.findings.filter((one) =>
    sides.some((side) => twin[side].includes(one.resource[side]?.key ?? '')),
  )
  return [
    ...(finding === undefined ? [] : [...findingPart(finding, comparison), '']),
    ink.bold(safeText(`${twin.kind} ${twin.name}`)),
    ...pairingPart(twin, comparison),
    ...(view === undefined ? [] : valuesPart(view, (side) => nameOf(comparison, side), ink)),
    ...sides.flatMap((side) => referencesPart(side, twin[side], comparison)),
    ...sides.flatMap((side) => unknownPart(side, twin[side], comparison)),
    ...judgedPart(findings),
    ...lexiconPart(comparison),
    ...correctionPart(twin, comparison),
  ]
}

/** Why a resource has no twin yet: several could be it. */
export function explainAmbiguity(ambiguity: Ambiguity, { comparison }: Searched): readonly string[] {
  const { kind, name, reason } = ambiguity
  const words = (side: Side): readonly string[] =>
    ambiguity[side].map((key) => pasteable(wordOf(comparison, side, key)))
  const [candidate = '...', baseline = '...'] = [words('candidate')[0], words('baseline')[0]]
  return [
    safeText(`${kind} ${name}`),
    safeText(`  Could not be told apart: ${reason}.`),
    ...sides.flatMap((side) =>
      ambiguity[side].map((key) => safeText(`  ${nameOf(comparison, side)}: ${whereabouts(comparison, side, key)}`)),
    ),
    '',
    'To say which answers to which, write under `pairs:`, a line for each:',
    safeText(`  - { kind: ${kind}, candidate: ${candidate}, baseline: ${baseline} }`),
  ]
}

function findingPart(finding: Finding, comparison: Comparison): readonly string[] {
  const { id, severity, status, rule, title, why, remedy, exception, lapsed } = finding
  return [
    `Finding ${id}: ${severity}, ${status}, by the rule ${rule}`,
    `  ${title}`,
    `  Why: ${why}`,
    `  Remedy: ${remedy}`,
    ...movedPart(finding, comparison),
    ...(exception === undefined
      ? []
      : [`  Excepted until ${exception.until} by ${exception.owner}: ${exception.reason}`]),
    ...(lapsed ?? []).map((lapse) => `  ${capital(lapseInWords(lapse))}`),
  ].map(safeText)
}

/** Which side moved: it decides who has something to do. Nobody knows of a finding that no service has a history of. */
function movedPart({ direction, since }: Finding, comparison: Comparison): readonly string[] {
  const names = { candidate: nameOf(comparison, 'candidate'), baseline: nameOf(comparison, 'baseline') }
  const moved = directionInWords(direction, names)
  return moved === undefined ? [] : [`  Who moved: ${moved}${since === undefined ? '' : `, since ${since}`}`]
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function nameOf(comparison: Comparison, side: Side): string {
  return comparison[side].lexicon.environment
}

function headOf(comparison: Comparison, side: Side, key: Key): Head | undefined {
  return comparison[side].index.head(key)
}

/** The word for a `pairs:` line: the name where it means one resource of the kind only, else the id. */
function wordOf(comparison: Comparison, side: Side, key: Key): string {
  const head = headOf(comparison, side, key)
  if (head?.name === undefined) return head?.id ?? key
  const same = [...comparison[side].snapshot.heads()].filter((one) => one.kind === head.kind && one.name === head.name)
  return same.length === 1 ? head.name : head.id
}

function whereabouts(comparison: Comparison, side: Side, key: Key): string {
  const head = headOf(comparison, side, key)
  if (head === undefined) return key
  const place = [head.account, head.region].filter((part) => part !== undefined).join('/')
  const called = head.name === undefined || head.name === head.id ? head.id : `${head.name} (${head.id})`
  const address = head.address === undefined ? '' : `, address ${head.address}`
  return `${called}${place === '' ? '' : ` in ${place}`}${address}, seen by ${head.origin.collector} in ${head.origin.scope}`
}

function pairingPart(twin: Twin, comparison: Comparison): readonly string[] {
  const { method, confidence, evidence, alone } = twin
  const how =
    alone === undefined
      ? `paired by ${method}, confidence ${confidence}`
      : alone === 'absent-there'
        ? 'alone: the other side was completely read, and nothing there answers to it'
        : 'alone: the other side was not, or not completely, read, so nothing is said'
  const canonical = (side: Side, key: Key): readonly string[] => {
    const names = [...new Set(comparison[side].canonical.get(key)?.names ?? [])]
    return names.length === 0 ? [] : [`      canonical names: ${names.join(', ')}`]
  }
  const recorded = (side: Side, key: Key): readonly string[] => {
    const [body] = comparison[side].snapshot.bodies([key])
    return body?.asOf === undefined ? [] : [`      as its source recorded it at ${body.asOf}`]
  }
  return [
    `  ${how}`,
    ...evidence.map((one) => `    because ${one}`),
    ...sides.flatMap((side) =>
      twin[side].flatMap((key) => [
        `    ${nameOf(comparison, side)}: ${whereabouts(comparison, side, key)}`,
        ...canonical(side, key),
        ...recorded(side, key),
      ]),
    ),
  ].map(safeText)
}

function referencesPart(side: Side, keys: readonly Key[], comparison: Comparison): readonly string[] {
  const lines = keys.flatMap((key) =>
    (comparison[side].canonical.get(key)?.refs ?? []).map(({ field, to, raw }) => {
      const target = to === null ? 'nothing that was read' : whereabouts(comparison, side, to)
      return safeText(`  ${field}: ${raw} is ${target}`)
    }),
  )
  return lines.length === 0 ? [] : ['', safeText(`What it refers to in ${nameOf(comparison, side)}`), ...new Set(lines)]
}

function unknownPart(side: Side, keys: readonly Key[], comparison: Comparison): readonly string[] {
  const fields = keys.flatMap((key) => {
    const head = headOf(comparison, side, key)
    if (head === undefined) return []
    const [body] = comparison[side].snapshot.bodies([key])
    const own = body === undefined ? [] : (kindOf(body.kind)?.unknownIn?.(body) ?? [])
    return [...comparison[side].unknownFields(head), ...own]
  })
  if (fields.length === 0) return []
  return [
    '',
    safeText(`Not known in ${nameOf(comparison, side)}, so never a difference: ${[...new Set(fields)].join(', ')}`),
  ]
}

function judgedPart(findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return ['', 'No rule found anything.']
  return [
    '',
    'What was found',
    ...findings.map((one) => safeText(`  ${one.severity}  ${one.id}  ${one.rule}  ${one.title}`)),
  ]
}

function lexiconPart(comparison: Comparison): readonly string[] {
  const line = (side: Side): string => {
    const { environment, entries } = comparison[side].lexicon
    const words = entries.map(
      ({ symbol, match, from, why }) => `${symbol} = ${match}${from === 'inferred' ? ` (${inferredFrom(why)})` : ''}`,
    )
    return safeText(`  ${environment}: ${words.join(', ')}`)
  }
  return ['', 'What names the environments', ...sides.map(line)]
}

/** `inferred: a network that was read has it`. */
function inferredFrom(why: string | undefined): string {
  return why === undefined ? 'inferred' : `inferred: ${why}`
}

/** What to write when it is paired wrongly, or not at all. */
function correctionPart(twin: Twin, comparison: Comparison): readonly string[] {
  const word = (side: Side): string => {
    const key = twin[side][0]
    return key === undefined
      ? `<its name or id in ${nameOf(comparison, side)}>`
      : pasteable(wordOf(comparison, side, key))
  }
  const suggested = comparison.pairing.suggestions.filter(
    (one) => twin.candidate.includes(one.candidate) || twin.baseline.includes(one.baseline),
  )
  const lines = suggested.map(
    (one) =>
      `  - { kind: ${one.kind}, candidate: ${pasteable(wordOf(comparison, 'candidate', one.candidate))}, baseline: ${pasteable(wordOf(comparison, 'baseline', one.baseline))} }  # ${Math.round(one.similarity * 100)} % alike`,
  )
  const intro =
    twin.alone === undefined
      ? 'If these are not the same thing, write the right pair of each under `pairs:`, as in'
      : 'If it has a twin, write the pair under `pairs:`, as in'
  const own = `  - { kind: ${twin.kind}, candidate: ${word('candidate')}, baseline: ${word('baseline')} }`
  return ['', intro, ...(lines.length > 0 ? lines : [own]).map(safeText)]
}
