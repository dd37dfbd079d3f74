import type { Assessment } from '../model/assessment.ts'
import { directionInWords } from '../model/direction-words.ts'
import type { Finding } from '../model/finding.ts'
import { reaches, type Threshold } from '../model/severity.ts'
import { lapseInWords } from './adoption.ts'
import { reasonAndRemedy, unreadScopes, type UnreadScope } from './coverage-groups.ts'
import { safeText } from './safe-text.ts'
import { otherPlaces, subjectOf, usersOf, whereOf } from './whereabouts.ts'
import { counted, valuesOf } from './words.ts'

interface Case {
  readonly classname: string
  readonly name: string
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped'
  readonly message?: string
  readonly text?: string
}

/**
 * JUnit XML for CI systems that show tests. A finding is a case: it fails when it reaches the threshold and is skipped,
 * with the reason, when it does not or is excepted. A required place that could not be read is an error, an optional one
 * is skipped. The pairs that were compared are one passing case, so that an empty suite never looks like a pass.
 */
export function formatJunit(assessment: Assessment, options: { readonly threshold: Threshold }): string {
  const { candidate, baseline } = assessment.comparison
  const suites = [
    { name: 'parity', cases: [comparedCase(assessment), ...findingCases(assessment, options.threshold)] },
    { name: 'coverage', cases: unreadScopes(assessment).map(scopeCase) },
  ].filter((suite) => suite.cases.length > 0)
  const all = suites.flatMap((suite) => suite.cases)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(`evenkeel: ${candidate} against ${baseline}`)}" ${tallies(all)}>`,
    ...suites.flatMap((suite) => [
      `  <testsuite name="${xml(suite.name)}" ${tallies(suite.cases)} timestamp="${xml(assessment.takenAt)}">`,
      ...suite.cases.map(caseElement),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n')
}

function comparedCase(assessment: Assessment): Case {
  const name = `${counted(assessment.summary.compared, 'pair')} compared`
  if (assessment.summary.compared > 0) return { classname: 'compared', name, outcome: 'passed' }
  return { classname: 'compared', name, outcome: 'skipped', message: 'Nothing was compared.' }
}

function findingCases(assessment: Assessment, threshold: Threshold): readonly Case[] {
  return assessment.findings
    .filter((finding) => finding.status !== 'resolved')
    .map((finding) => {
      const classname = finding.rule
      const name = subjectOf(finding)
      const text = detailsOf(finding, assessment.comparison)
      const pass = excuseOf(finding, threshold)
      return pass === undefined
        ? { classname, name, outcome: 'failure', message: `${finding.severity}: ${finding.title}`, text }
        : { classname, name, outcome: 'skipped', message: `${pass}: ${finding.title}` }
    })
}

/** Why a finding does not fail the suite; undefined when it does. */
function excuseOf(finding: Finding, threshold: Threshold): string | undefined {
  const { exception } = finding
  if (exception !== undefined) return `excepted until ${exception.until} (${exception.owner}: ${exception.reason})`
  if (finding.status === 'known') return 'known at adoption'
  if (finding.status === 'pending') return 'waiting for promotion'
  return reaches(finding.severity, threshold) ? undefined : `${finding.severity}, below the threshold`
}

function detailsOf(finding: Finding, sides: Assessment['comparison']): string {
  const values = valuesOf(finding)
  const others = otherPlaces(finding)
  const users = usersOf(finding)
  const moved = directionInWords(finding.direction, sides)
  return [
    `where: ${whereOf(finding, sides)}`,
    ...(others === '' ? [] : [`also: ${others}`]),
    ...(users === '' ? [] : [`used by ${users}`]),
    ...(moved === undefined ? [] : [`moved: ${moved}`]),
    `${sides.candidate}: ${values.candidate}`,
    `${sides.baseline}: ${values.baseline}`,
    ...(finding.lapsed ?? []).map(lapseInWords),
    `remedy: ${finding.remedy}`,
    `id: ${finding.id}`,
  ]
    .map(safeText)
    .join('\n')
}

function scopeCase(scope: UnreadScope): Case {
  return {
    classname: `coverage.${scope.collector}`,
    name: `${scope.environment}: ${scope.scope} (${scope.kinds.join(', ')})`,
    outcome: scope.required ? 'error' : 'skipped',
    message: `${scope.status}: ${reasonAndRemedy(scope) || 'no source was asked'}`,
  }
}

function caseElement(testCase: Case): string {
  const open = `    <testcase classname="${xml(testCase.classname)}" name="${xml(testCase.name)}" time="0"`
  if (testCase.outcome === 'passed') return `${open}/>`
  const message = `message="${xml(testCase.message ?? '')}"`
  const inner =
    testCase.text === undefined
      ? `<${testCase.outcome} ${message}/>`
      : `<${testCase.outcome} ${message}>${xml(testCase.text)}</${testCase.outcome}>`
  return `${open}>${inner}</testcase>`
}

function tallies(cases: readonly Case[]): string {
  const count = (outcome: Case['outcome']): number => cases.filter((one) => one.outcome === outcome).length
  return `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`
}

/** Text for XML 1.0: five entities; line breaks kept; characters that XML cannot hold shown as escapes. */
function xml(text: string): string {
  return text
    .split('\n')
    .map((line) => safeText(line).replace(/[\ufffe\uffff]/g, '\ufffd'))
    .join('\n')
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
}
