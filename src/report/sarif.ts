import type { Assessment } from '../model/assessment.ts'
import { directionInWords } from '../model/direction-words.ts'
import type { Finding } from '../model/finding.ts'
import { severityRank, type Severity } from '../model/severity.ts'
import { lapseInWords } from './adoption.ts'
import { reasonAndRemedy, unreadScopes } from './coverage-groups.ts'
import { safeJson, safeText } from './safe-text.ts'
import { otherPlaces, subjectOf, usersOf } from './whereabouts.ts'
import { valuesOf } from './words.ts'

type Level = 'error' | 'warning' | 'note'

const levels: Readonly<Record<Severity, Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}

/** GitHub sorts code scanning alerts by this number. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: '9.0',
  high: '7.0',
  medium: '4.0',
  low: '2.0',
  info: '0.0',
}

/** GitHub takes no more results from one run; what is beyond is counted in a notification. */
export const sarifResultLimit = 25_000

/**
 * SARIF 2.1.0 (OASIS). Findings have logical locations, because a difference is in a resource and not in a file; the
 * configuration file stands as the physical one, without which GitHub refuses an upload. Excepted findings and those
 * known at adoption are suppressed results, with the reason. What could not be read is a notification.
 */
export function formatSarif(
  assessment: Assessment,
  options: { readonly version: string; readonly configFile: string; readonly limit?: number },
): string {
  const findings = assessment.findings.filter((finding) => finding.status !== 'resolved')
  const limit = options.limit ?? sarifResultLimit
  const kept = findings.slice(0, limit)
  const rules = [...new Set(kept.map((finding) => finding.rule))]
  const sarif = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Evenkeel',
            version: options.version,
            rules: rules.map((id) => ruleOf(id, kept)),
          },
        },
        automationDetails: { id: `evenkeel/${assessment.comparison.candidate}/${assessment.comparison.baseline}/` },
        invocations: [
          {
            executionSuccessful: assessment.coverage.verdict === 'complete',
            endTimeUtc: assessment.takenAt,
            toolExecutionNotifications: notificationsOf(assessment, findings.length - kept.length, limit),
          },
        ],
        results: kept.map((finding) => resultOf(finding, rules, options.configFile, assessment.comparison)),
        properties: { drift: assessment.drift, coverage: assessment.coverage.verdict, score: assessment.score },
      },
    ],
  }
  return `${safeJson(JSON.stringify(sarif, null, 2))}\n`
}

function ruleOf(id: string, findings: readonly Finding[]): object {
  const own = findings.filter((finding) => finding.rule === id)
  const worst = [...own].sort((a, b) => severityRank(a.severity) - severityRank(b.severity))[0]
  if (worst === undefined) return { id }
  return {
    id,
    name: id,
    shortDescription: { text: id },
    fullDescription: { text: worst.why },
    help: { text: worst.remedy },
    defaultConfiguration: { level: levels[worst.severity] },
    properties: { tags: ['parity', worst.dimension], 'security-severity': securitySeverity[worst.severity] },
  }
}

function resultOf(
  finding: Finding,
  rules: readonly string[],
  configFile: string,
  sides: Assessment['comparison'],
): object {
  const { name } = finding.resource
  const suppression = suppressionOf(finding)
  return {
    ruleId: finding.rule,
    ruleIndex: rules.indexOf(finding.rule),
    level: levels[finding.severity],
    message: { text: messageOf(finding, sides) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(configFile.replace(/^(\.\/)+/, '')) },
          region: { startLine: 1 },
        },
        logicalLocations: [
          {
            name,
            fullyQualifiedName: `${finding.kind}/${name}${finding.at}`,
            kind: 'resource',
          },
        ],
      },
    ],
    partialFingerprints: { 'evenkeelFindingId/v1': finding.id },
    ...(suppression === undefined ? {} : { suppressions: [suppression] }),
    properties: { severity: finding.severity, status: finding.status, direction: finding.direction },
  }
}

function messageOf(finding: Finding, sides: Assessment['comparison']): string {
  const values = valuesOf(finding)
  const others = otherPlaces(finding)
  const users = usersOf(finding)
  const moved = directionInWords(finding.direction, sides)
  return [
    safeText(finding.title),
    `Where: ${subjectOf(finding)}${others === '' ? '' : `; also ${others}`}${users === '' ? '' : `; used by ${users}`}`,
    `${sides.candidate}: ${values.candidate}`,
    `${sides.baseline}: ${values.baseline}`,
    ...(moved === undefined ? [] : [`Moved: ${safeText(moved)}`]),
    ...(finding.lapsed ?? []).map((lapse) => `Again: ${safeText(lapseInWords(lapse))}`),
    `Remedy: ${safeText(finding.remedy)}`,
  ].join('\n')
}

function suppressionOf(finding: Finding): object | undefined {
  if (finding.status === 'known') return { kind: 'external', status: 'accepted', justification: 'Known at adoption.' }
  if (finding.status !== 'excepted' || finding.exception === undefined) return undefined
  const { reason, owner, until } = finding.exception
  return { kind: 'external', status: 'accepted', justification: `${reason} (${owner}, until ${until})` }
}

function notificationsOf(assessment: Assessment, leftOut: number, limit: number): readonly object[] {
  const unread = unreadScopes(assessment).map((scope) => ({
    level: scope.required ? 'error' : 'note',
    descriptor: { id: `coverage/${scope.status}` },
    message: {
      text: `${scope.environment}: ${scope.collector} in ${scope.scope} (${scope.kinds.join(', ')}) is ${scope.status}. ${reasonAndRemedy(scope)}`.trimEnd(),
    },
  }))
  if (leftOut === 0) return unread
  const text = `${leftOut} more findings are left out: a run takes ${limit}. The JSON document has them all.`
  return [...unread, { level: 'warning', descriptor: { id: 'results/left-out' }, message: { text } }]
}
