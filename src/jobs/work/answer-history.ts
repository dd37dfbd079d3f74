import { apart } from '../../model/finding-twins.ts'
import type { Assessment } from '../../model/assessment.ts'
import type { Finding } from '../../model/finding.ts'
import type { ComparisonName } from '../../model/comparison-name.ts'
import type { Side } from '../../model/resource.ts'
import type { Store } from '../../store/contract/store.ts'
import type { HistoryQuestion, LivingAnswer, PreviousAnswer } from './tasks.ts'

/** Answers what a thread asks of the past, from the store. The assessment before is read when it is first asked for. */
export function answerHistory(
  { assessments, snapshots }: Pick<Store, 'assessments' | 'snapshots'>,
  comparison: ComparisonName,
  environments: Readonly<Record<Side, string>>,
): (question: HistoryQuestion) => Promise<unknown> {
  let before: Promise<Assessment | undefined> | undefined
  return async (question) => {
    switch (question.type) {
      case 'previous':
        return previous(await (before ??= assessments.document(comparison)), question)
      case 'versions':
        return snapshots.history(environments[question.side], question.keys)
      case 'bodies-then':
        return snapshots.bodiesThen(environments[question.side], question.versions)
      case 'firsts':
        return snapshots.firstComplete(environments[question.side], question.places)
    }
  }
}

/** What is told of findings that live. */
export function livingAnswer(findings: readonly Finding[]): LivingAnswer {
  return findings.flatMap(apart).map((finding) => ({
    ...told(finding),
    kind: finding.kind,
    name: finding.resource.name,
  }))
}

function told({ id, at, values, status, direction, since }: Finding): PreviousAnswer['findings'][number] {
  return { id, at, values, status, direction, ...(since === undefined ? {} : { since }) }
}

function previous(
  assessment: Assessment | undefined,
  asked: Extract<HistoryQuestion, { type: 'previous' }>,
): PreviousAnswer {
  const twins = new Set(asked.twins)
  const findings = new Set(asked.findings)
  return {
    twins: (assessment?.twins ?? [])
      .filter(({ id }) => twins.has(id))
      .map(({ id, candidate, baseline }) => ({ id, candidate, baseline })),
    findings: (assessment?.findings ?? [])
      .flatMap(apart)
      .filter(({ id }) => findings.has(id))
      .map(told),
  }
}
