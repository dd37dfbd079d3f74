import type { Assessment } from '../model/assessment.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Finding, Whereabouts } from '../model/finding.ts'
import type { ReportDocument } from './document-schema.ts'
import { safeJson } from './safe-text.ts'

/**
 * The document of `--format json`, schema version 1: `docs/reference/report.schema.json`. Two spaces, one final newline.
 * Control characters beyond JSON's own are escaped too, so that a terminal never obeys a value.
 */
export function formatJson(assessment: Assessment): string {
  return `${safeJson(JSON.stringify(documentOf(assessment), null, 2))}\n`
}

/** The same document as a value. */
export function documentOf(assessment: Assessment): ReportDocument {
  const { summary } = assessment
  return {
    schemaVersion: 1,
    comparison: { candidate: assessment.comparison.candidate, baseline: assessment.comparison.baseline },
    drift: assessment.drift,
    coverage: { verdict: assessment.coverage.verdict, scopes: assessment.coverage.scopes.map(scopeOf) },
    score: assessment.score,
    findings: assessment.findings.map(findingOf),
    summary: {
      compared: summary.compared,
      paired: summary.paired,
      missing: summary.missing,
      extra: summary.extra,
      ambiguous: summary.ambiguous,
      bySeverity: {
        critical: summary.bySeverity.critical,
        high: summary.bySeverity.high,
        medium: summary.bySeverity.medium,
        low: summary.bySeverity.low,
        info: summary.bySeverity.info,
      },
    },
  }
}

function scopeOf(coverage: Coverage): ReportDocument['coverage']['scopes'][number] {
  return {
    environment: coverage.environment,
    collector: coverage.origin.collector,
    scope: coverage.origin.scope,
    kind: coverage.kind,
    status: coverage.status,
    required: coverage.required,
    ...(coverage.reason === undefined ? {} : { reason: coverage.reason }),
  }
}

function findingOf(finding: Finding): ReportDocument['findings'][number] {
  return {
    id: finding.id,
    rule: finding.rule,
    severity: finding.severity,
    dimension: finding.dimension,
    status: finding.status,
    direction: finding.direction,
    title: finding.title,
    kind: finding.kind,
    ...(finding.service === undefined ? {} : { service: finding.service }),
    ...(finding.owner === undefined ? {} : { owner: finding.owner }),
    resource: {
      name: finding.resource.name,
      candidate: whereOf(finding.resource.candidate),
      baseline: whereOf(finding.resource.baseline),
      pairing: { method: finding.resource.pairing.method, confidence: finding.resource.pairing.confidence },
    },
    at: finding.at,
    values: { candidate: finding.values.candidate, baseline: finding.values.baseline },
    places: placesOf(finding),
    remedy: finding.remedy,
    ...(finding.since === undefined ? {} : { since: finding.since }),
  }
}

/** Its resources and what uses them; of one cause on several twins each with the id of its own finding, and whose it is. */
function placesOf(finding: Finding): ReportDocument['findings'][number]['places'] {
  if (finding.twins === undefined) return finding.places.map(({ name, id }) => ({ name, id }))
  const twins = finding.twins.map(({ finding: own, resource, service, owner }) => {
    const where = resource.candidate ?? resource.baseline
    return {
      name: where?.name ?? resource.name,
      id: where?.id ?? '',
      finding: own,
      ...(service === undefined ? {} : { service }),
      ...(owner === undefined ? {} : { owner }),
    }
  })
  return [...twins, ...(finding.users ?? []).map(({ name, id }) => ({ name, id }))]
}

function whereOf(where: Whereabouts | null): ReportDocument['findings'][number]['resource']['candidate'] {
  if (where === null) return null
  return {
    id: where.id,
    ...(where.account === undefined ? {} : { account: where.account }),
    ...(where.region === undefined ? {} : { region: where.region }),
    ...(where.line === undefined ? {} : { line: where.line }),
    ...(where.file === undefined ? {} : { file: where.file }),
  }
}
