import type { Assessment } from '../../model/assessment.ts'
import { sides } from '../../model/resource.ts'
import { comparedKinds, percent } from '../compared.ts'
import { unreadScopes } from '../coverage-groups.ts'
import { safeJson, safeText } from '../safe-text.ts'
import { counted } from '../words.ts'
import type { Ink } from './ink.ts'
import { columns, entries, paragraph } from './page.ts'

/** What was compared: resources and pairs per kind. */
export function comparedLines(assessment: Assessment, ink: Ink): string[] {
  const { candidate, baseline } = assessment.comparison
  const kinds = comparedKinds(assessment)
  if (kinds.length === 0) return ['  Nothing was read on either side.']
  const [head = '', ...rows] = columns(
    [
      ['kind', safeText(candidate), safeText(baseline), 'pairs', 'paired'],
      ...kinds.map((k) => [
        safeText(k.kind),
        String(k.candidate),
        String(k.baseline),
        String(k.pairs),
        percent(k.rate),
      ]),
    ],
    2,
  )
  return [ink.dim(head), ...rows]
}

/** What was not (completely) read, required places first. */
export function unreadLines(assessment: Assessment, width: number, ink: Ink): string[] {
  const scopes = unreadScopes(assessment)
  if (scopes.length === 0) return ['  Everything that was asked for was read.']
  return scopes.flatMap((scope) => {
    const mark = scope.required ? ink.bad('✗') : ink.dim('-')
    const what = `${scope.environment}: ${scope.collector} in ${scope.scope}, ${scope.status}${scope.required ? ', required' : ', optional'}`
    const [first = '', ...more] = paragraph(safeText(what), 4, width)
    return [
      `  ${mark} ${first.trimStart()}`,
      ...more,
      ...entries(
        [
          { label: 'kinds', text: safeText(scope.kinds.join(', ')) },
          ...(scope.reason === undefined ? [] : [{ label: 'why', text: safeText(scope.reason) }]),
          ...(scope.remedy === undefined ? [] : [{ label: 'remedy', text: safeText(scope.remedy) }]),
        ],
        4,
        width,
        ink.dim,
      ),
    ]
  })
}

/** What could not be paired surely, and lines to paste that settle it. */
export function unsureLines(assessment: Assessment, width: number, ink: Ink): string[] {
  const { ambiguous, suggestions } = assessment
  const sentences = ambiguous.flatMap((sentence) => {
    const [first = '', ...more] = paragraph(safeText(sentence), 4, width)
    return [`  ${ink.warn('?')} ${first.trimStart()}`, ...more]
  })
  if (suggestions.length === 0) return sentences
  return [
    ...sentences,
    ...paragraph(
      `${counted(suggestions.length, 'pair looks', 'pairs look')} likely. To confirm, paste into the configuration:`,
      2,
      width,
    ),
    '    pairs:',
    // Never wrapped: a line to paste must stay one line.
    ...suggestions.map((s) => {
      const line = `- { kind: ${yaml(s.kind)}, candidate: ${yaml(s.candidate)}, baseline: ${yaml(s.baseline)} }`
      return `      ${line}  ${ink.dim(`# ${percent(s.similarity)} alike`)}`
    }),
  ]
}

/** The words of each environment that were taken out before comparing. Inferred ones are marked, because they may be wrong. */
export function lexiconLines(assessment: Assessment, width: number, ink: Ink): string[] {
  return entries(
    sides.map((side) => {
      const words = assessment.lexicons[side].entries.map(
        ({ symbol, match, from }) =>
          `${symbol}=${match === '' ? '(empty)' : match}${from === 'inferred' ? ' (inferred)' : ''}`,
      )
      return { label: safeText(assessment.comparison[side]), text: safeText(words.join(', ') || 'none') }
    }),
    2,
    width,
    ink.dim,
  )
}

/** A YAML scalar: plain where that is safe, else in double quotes. */
function yaml(text: string): string {
  const plain = /^[A-Za-z_][\w./:-]*$/.test(text) && !/[:]$|^(true|false|null|yes|no|on|off)$/i.test(text)
  return plain ? text : safeJson(JSON.stringify(text))
}
