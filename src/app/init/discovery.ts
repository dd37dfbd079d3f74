import type { Assessment } from '../../model/assessment.ts'
import type { Lexicon, LexiconEntry } from '../../model/lexicon.ts'
import { sides, type Side } from '../../model/resource.ts'
import type { Twin } from '../../model/twin.ts'
import { comparedKinds, percent } from '../../report/compared.ts'
import { unreadScopes } from '../../report/coverage-groups.ts'
import { safeText } from '../../report/safe-text.ts'
import { padTo } from '../../report/width.ts'
import { pasteable } from './pasteable.ts'

/** What was discovered, for people: the lexicon, the pairing rate, what did not pair, and lines to paste. Ends with a newline. */
export function describeDiscovery(assessment: Assessment): string {
  const parts = [
    ...sides.map((side) => lexiconPart(assessment.lexicons[side])),
    ratesPart(assessment),
    ...sides.map((side) => alonePart(assessment, side)),
    listPart('Could not be told apart', assessment.ambiguous),
    suggestionsPart(assessment),
    unreadPart(assessment),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function heading(text: string): string {
  return `${text}\n${'-'.repeat(text.length)}`
}

function lexiconPart({ environment, entries }: Lexicon): string {
  const width = Math.max(0, ...entries.map((entry) => entry.symbol.length))
  const lines = entries.map(
    ({ symbol, match, from, why }) =>
      `  ${padTo(symbol, width)}  ${safeText(match)}${from === 'inferred' ? safeText(`  (inferred${why === undefined ? '' : `: ${why}`})`) : ''}`,
  )
  const firm = proposals(entries.filter((entry) => entry.from === 'inferred'))
  const advice =
    firm.length === 0
      ? []
      : [
          `  To make what was inferred firm, write under environments.${environment}:`,
          ...firm.map((line) => `    ${line}`),
        ]
  return [
    heading(`What names ${safeText(environment)}`),
    ...(lines.length === 0 ? ['  nothing was found'] : lines),
    ...advice,
  ].join('\n')
}

/** The keys of the configuration that say what was inferred. Networks are always inferred: there is no key for them. */
function proposals(entries: readonly LexiconEntry[]): readonly string[] {
  const words = (symbol: string): readonly string[] =>
    entries.filter((entry) => entry.symbol === symbol).map((entry) => pasteable(entry.match))
  const roles = (prefix: string): readonly string[] =>
    entries.flatMap(({ symbol, match }) => {
      const role = new RegExp(`^\\{${prefix}:(.+)\\}$`).exec(symbol)?.[1]
      return role === undefined ? [] : [`${pasteable(role)}: ${JSON.stringify(match)}`]
    })
  const list = (key: string, found: readonly string[]): readonly string[] =>
    found.length === 0 ? [] : [`${key}: [${found.join(', ')}]`]
  const map = (key: string, found: readonly string[]): readonly string[] =>
    found.length === 0 ? [] : [`${key}: { ${found.join(', ')} }`]
  return [
    ...list('aliases', words('{env}')),
    ...list('domains', words('{domain}')),
    ...map('accounts', roles('account')),
    ...map('regions', roles('region')),
    ...map('clusters', roles('cluster')),
  ]
}

function ratesPart(assessment: Assessment): string {
  const { candidate, baseline } = assessment.comparison
  const rows = [
    ['kind', candidate, baseline, 'pairs', 'paired'],
    ...comparedKinds(assessment).map((one) => [
      one.kind,
      String(one.candidate),
      String(one.baseline),
      String(one.pairs),
      percent(one.rate),
    ]),
  ].map((row) => row.map(safeText))
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lines = rows.map((row) => `  ${row.map((cell, i) => padTo(cell, widths[i] ?? 0)).join('  ')}`.trimEnd())
  if (rows.length === 1) lines.push('  nothing was read')
  return [heading('What pairs'), ...lines].join('\n')
}

function alonePart(assessment: Assessment, side: Side): string {
  const here = assessment.comparison[side]
  const alone = assessment.twins.filter((twin) => twin.method === 'alone' && twin[side].length > 0)
  const lines = [...alone].sort(byKindAndName).map(({ kind, name, alone: why }) => {
    const note = why === 'not-covered' ? '  (the other side was not, or not completely, read)' : ''
    return `${kind}  ${name}${note}`
  })
  return listPart(`In ${here} only`, lines)
}

function byKindAndName(a: Twin, b: Twin): number {
  return a.kind === b.kind ? (a.name < b.name ? -1 : 1) : a.kind < b.kind ? -1 : 1
}

function listPart(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [heading(safeText(title)), ...lines.map((line) => `  ${safeText(line)}`)].join('\n')
}

/** Lines to paste, surest first. They are proposals: nothing is paired by them until someone writes them down. */
function suggestionsPart({ suggestions }: Assessment): string {
  if (suggestions.length === 0) return ''
  const lines = [...suggestions]
    .sort((a, b) => b.similarity - a.similarity)
    .map(({ kind, candidate, baseline, similarity }) => {
      const pair = `{ kind: ${pasteable(kind)}, candidate: ${pasteable(candidate)}, baseline: ${pasteable(baseline)} }`
      return `  - ${pair}  # ${percent(similarity)} alike`
    })
  return [heading('Could be pairs: paste what is right'), 'pairs:', ...lines].join('\n')
}

function unreadPart(assessment: Assessment): string {
  const lines = unreadScopes(assessment).map(
    (one) => `${one.environment}  ${one.collector}  ${one.scope}: ${one.reason ?? one.status}`,
  )
  const advice = lines.length === 0 ? [] : ['', '`evenkeel doctor` says of each how to mend it.']
  return listPart('Could not be read', [...lines, ...advice])
}
