import { at, scalarText } from './reading.ts'

/** What the API fills in. Source: Kubernetes API reference, DeploymentSpec, StatefulSetSpec, DaemonSetSpec, JobSpec, CronJobSpec. */
const filledIn: Readonly<Record<string, string>> = {
  maxSurge: '25%',
  maxUnavailable: '25%',
  partition: '0',
  minReadySeconds: '0',
  progressDeadlineSeconds: '600',
  podManagementPolicy: 'OrderedReady',
  concurrencyPolicy: 'Allow',
  backoffLimit: '6',
  parallelism: '1',
  completions: '1',
  completionMode: 'NonIndexed',
}

/** A daemon set surges by none and lacks one at a time; a stateful set has no surge. */
const filledInByKind: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DaemonSet: { maxSurge: '0', maxUnavailable: '1' },
  StatefulSet: { maxUnavailable: '1' },
}

/** How a new version is rolled out, other than by default: `maxSurge 1`. */
export function rolloutWords(kind: string, spec: unknown): readonly string[] {
  const rolling = at(spec, 'strategy', 'rollingUpdate') ?? at(spec, 'updateStrategy', 'rollingUpdate')
  return [
    ...said(kind, rolling, ['maxSurge', 'maxUnavailable', 'partition']),
    ...said(kind, spec, ['minReadySeconds', 'progressDeadlineSeconds', 'podManagementPolicy']),
    ...(at(spec, 'paused') === true ? ['paused'] : []),
  ]
}

/** How a job runs, other than by default: `backoffLimit 3`. */
export function runWords(kind: string, spec: unknown): readonly string[] {
  const job = kind === 'CronJob' ? at(spec, 'jobTemplate', 'spec') : spec
  return [
    ...said(kind, spec, kind === 'CronJob' ? ['concurrencyPolicy', 'startingDeadlineSeconds'] : []),
    ...said(kind, job, ['backoffLimit', 'parallelism', 'completions', 'completionMode', 'activeDeadlineSeconds']),
  ]
}

function said(kind: string, value: unknown, fields: readonly string[]): readonly string[] {
  return fields.flatMap((field) => {
    const written = scalarText(at(value, field))
    const standard = filledInByKind[kind]?.[field] ?? filledIn[field]
    return written === undefined || written === standard ? [] : [`${field} ${written}`]
  })
}
