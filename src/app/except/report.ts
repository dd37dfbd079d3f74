import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Config } from '../../config/config.ts'
import { reasonOf } from '../../config/reason.ts'
import { fail } from '../../errors/catalogue.ts'
import type { Coverage } from '../../model/coverage.ts'
import { dimensions } from '../../model/dimension.ts'
import { findingStatuses, type CausePlace, type Finding, type Whereabouts } from '../../model/finding.ts'
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { severities } from '../../model/severity.ts'
import type { ReportDocument } from '../../report/document-schema.ts'

/** What a report of `check --format json` says of findings. */
export interface ReadReport {
  readonly comparison: { readonly candidate: string; readonly baseline: string }
  /** Before exceptions: those that were excepted or known are open. */
  readonly findings: readonly Finding[]
  readonly coverage: { readonly verdict: 'complete' | 'incomplete'; readonly scopes: readonly Coverage[] }
}

type DocumentFinding = ReportDocument['findings'][number]

/** Reads a report. Throws `except-report` when it is none, or is about environments that the configuration does not have. */
export async function readReport(file: string, config: Config, cwd: string): Promise<ReadReport> {
  const refuse = (problem: string, cause?: unknown): Error => fail('except-report', { file, problem }, cause)
  const text = await readFile(resolve(cwd, file), 'utf8').catch((cause: unknown) => {
    throw refuse(reasonOf(cause), cause)
  })
  let document: Json
  try {
    document = JSON.parse(text) as Json
  } catch {
    // The parser's message quotes the text.
    throw refuse('it is no JSON')
  }
  if (!isReport(document)) throw refuse('it is not what `check --format json` writes, schema version 1')
  for (const name of [document.comparison.candidate, document.comparison.baseline]) {
    if (!Object.hasOwn(config.environments, name)) {
      throw refuse(`it is about "${name.slice(0, 60)}", an environment that ${config.file} does not have`)
    }
  }
  return {
    comparison: document.comparison,
    findings: document.findings.map(findingOf),
    coverage: { verdict: document.coverage.verdict, scopes: document.coverage.scopes.map(coverageOf) },
  }
}

/** Only what is used is looked at: a later version may say more. */
function isReport(value: Json): value is Json & ReportDocument {
  if (!isJsonObject(value) || value['schemaVersion'] !== 1) return false
  const { comparison, coverage, findings } = value
  return (
    isJsonObject(comparison) &&
    texts(comparison, 'candidate', 'baseline') &&
    isJsonObject(coverage) &&
    (coverage['verdict'] === 'complete' || coverage['verdict'] === 'incomplete') &&
    Array.isArray(coverage['scopes']) &&
    (coverage['scopes'] as readonly Json[]).every(
      (one) => isJsonObject(one) && texts(one, 'environment', 'collector', 'scope', 'kind', 'status'),
    ) &&
    Array.isArray(findings) &&
    (findings as readonly Json[]).every(isFinding)
  )
}

function isFinding(value: Json): boolean {
  if (!isJsonObject(value) || !texts(value, 'id', 'rule', 'kind', 'title', 'at', 'remedy')) return false
  const { resource, values, severity, dimension, status } = value
  return (
    isJsonObject(resource) &&
    texts(resource, 'name') &&
    isJsonObject(values) &&
    values['candidate'] !== undefined &&
    values['baseline'] !== undefined &&
    severities.some((one) => one === severity) &&
    dimensions.some((one) => one === dimension) &&
    findingStatuses.some((one) => one === status)
  )
}

function texts(object: JsonObject, ...keys: readonly string[]): boolean {
  return keys.every((key) => typeof object[key] === 'string')
}

function findingOf(found: DocumentFinding): Finding {
  const { candidate, baseline, name, pairing } = found.resource
  return {
    ...found,
    status: found.status === 'excepted' || found.status === 'known' ? 'open' : found.status,
    why: '',
    resource: { name, pairing, candidate: whereOf(candidate), baseline: whereOf(baseline) },
    places: found.places ?? [],
    ...twinsIn(found),
  }
}

/** The places of one cause, each with the id that its finding has there. A report names a resource of each. */
function twinsIn({ places = [], at, resource: { pairing } }: DocumentFinding): Pick<Finding, 'twins'> {
  const twins = places.flatMap(({ name, id, finding, service, owner }): readonly CausePlace[] => {
    if (finding === undefined) return []
    const resource = { name, pairing, candidate: { key: id, id, name }, baseline: null }
    return [
      {
        finding,
        resource,
        at,
        ...(service === undefined ? {} : { service }),
        ...(owner === undefined ? {} : { owner }),
      },
    ]
  })
  return twins.length === 0 ? {} : { twins }
}

function whereOf(where: DocumentFinding['resource']['candidate'] | undefined): Whereabouts | null {
  return where === null || where === undefined ? null : { ...where, key: where.id, name: where.id }
}

function coverageOf(scope: ReportDocument['coverage']['scopes'][number]): Coverage {
  const { collector, environment, kind, status, required, reason } = scope
  return {
    environment,
    kind,
    status,
    required,
    origin: { collector, mode: 'observed', scope: scope.scope },
    role: '',
    ...(reason === undefined ? {} : { reason }),
    unknownFields: [],
  }
}
