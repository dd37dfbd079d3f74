import { directionInWords } from '../../model/direction-words.ts'
import { severities } from '../../model/severity.ts'
import { unsafeCharacters } from '../../platform/unsafe-characters.ts'
import { durationInWords } from '../duration.ts'
import type { GateFinding, GateVerdict } from './verdict.ts'

const plain = (text: string): string => text.replace(unsafeCharacters, ' ')

/** Whether it passed, as one word for programs that read no JSON. */
export function passedWord({ passed }: Pick<GateVerdict, 'passed'>): 'yes' | 'no' | 'unknown' {
  return passed === null ? 'unknown' : passed ? 'yes' : 'no'
}

/** The verdict in lines for people: both verdicts first, then what is in the way. Ends with a newline. */
export function gateInWords(verdict: GateVerdict): string {
  const { findings, more, unread, overridden } = verdict
  return [
    `${plain(subjectOf(verdict))}: ${headline(verdict)}`,
    `  drift     ${driftWords(verdict)}`,
    `  coverage  ${coverageWords(verdict)}`,
    ...(verdict.score === null ? [] : [`  score     ${verdict.score} of 100`]),
    ...(overridden === undefined
      ? []
      : [`  override  by ${plain(overridden.by)} at ${overridden.at}: ${plain(overridden.reason)}`]),
    ...findings.flatMap((finding) => [
      '',
      `${finding.severity.padEnd(8)}  ${plain(finding.title)}${aside(finding, verdict)}`,
      `          ${plain(finding.remedy)}`,
    ]),
    ...(more > 0 ? ['', `and ${more} more`] : []),
    ...(unread.length === 0
      ? []
      : [
          '',
          'Could not be read, and must be:',
          ...unread.map(
            (one) =>
              `  ${plain(`${one.environment}: ${one.kind} by ${one.collector} in ${one.scope}`)}${one.reason === undefined ? '' : `: ${plain(one.reason)}`}`,
          ),
        ]),
    '',
  ].join('\n')
}

/** The same for a page of a CI system. Nothing in it is taken for a mark, a link or a mention. */
export function gateInMarkdown(verdict: GateVerdict): string {
  const { findings, more, unread, overridden } = verdict
  return [
    `### ${escaped(subjectOf(verdict))}: ${headline(verdict)}`,
    '',
    `| Drift | Coverage | Score |`,
    `| --- | --- | --- |`,
    `| ${escaped(driftWords(verdict))} | ${escaped(coverageWords(verdict))} | ${verdict.score ?? 'none'} |`,
    '',
    ...(overridden === undefined
      ? []
      : [`Overridden by ${escaped(overridden.by)} at ${overridden.at}: ${escaped(overridden.reason)}`, '']),
    ...findings.map(
      (finding) =>
        `- **${finding.severity}** ${escaped(finding.title)}${escaped(aside(finding, verdict))}<br>${escaped(finding.remedy)}`,
    ),
    ...(more > 0 ? [`- and ${more} more`] : []),
    ...(unread.length === 0
      ? []
      : [
          '',
          'Could not be read, and must be:',
          '',
          ...unread.map(
            (one) =>
              `- ${escaped(`${one.environment}: ${one.kind} by ${one.collector} in ${one.scope}${one.reason === undefined ? '' : `: ${one.reason}`}`)}`,
          ),
        ]),
    '',
  ].join('\n')
}

function subjectOf({ comparison, service }: GateVerdict): string {
  return service === undefined ? comparison : `${comparison}, service ${service}`
}

function headline({ passed, unknown, overridden }: GateVerdict): string {
  if (passed === true) return 'passed'
  const word =
    passed === false ? 'failed' : `not known, which is no pass${unknown === undefined ? '' : ` (${unknown.why})`}`
  return overridden === undefined ? word : `${word}; overridden`
}

function driftWords({ drift, failOn, newOnly, before, counts }: GateVerdict): string {
  const told = severities
    .filter((severity) => counts[severity] > 0)
    .map((severity) => `${counts[severity]} ${severity}`)
  const old = newOnly && before !== undefined && before > 0 ? `; ${before} from before not counted` : ''
  const list = told.length === 0 ? '' : ` (${told.join(', ')})`
  if (drift === null) return 'not known'
  if (drift === 'none') return `none${newOnly ? ' that is new' : ''}${old}`
  if (drift === 'below-threshold') return `${failOn === 'never' ? 'not counted' : `below ${failOn}`}${list}${old}`
  return `${failOn} or worse${list}${old}`
}

function coverageWords({ coverage, age, unknown }: GateVerdict): string {
  const read = age === null ? '' : `, read ${age === 0 ? 'just now' : `${durationInWords(age)} ago`}`
  const why = unknown === undefined ? '' : `. ${plain(unknown.detail)}`
  return `${coverage ?? 'not known'}${read}${why}`
}

function aside({ service, owner, direction }: GateFinding, sides: GateVerdict): string {
  const parts = [directionInWords(direction ?? 'unknown', sides), service, owner].filter((part) => part !== undefined)
  return parts.length === 0 ? '' : ` (${plain(parts.join(', '))})`
}

function escaped(text: string): string {
  return plain(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~]/g, (mark) => `\\${mark}`)
    .replaceAll('@', '&#64;')
    .replace(/:\/\//g, '&#58;//')
}
