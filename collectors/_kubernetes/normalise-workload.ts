import { workload } from '../../src/model/kinds/workload.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { clearWords, commandLineOf } from '../_containers/command-line.ts'
import { commandWordsOf, containerRecord, containersOf } from './containers.ts'
import { variablesOf } from './environment-variables.ts'
import { identityOf } from './identity.ts'
import { isInjected } from './injected.ts'
import { some } from './lists.ts'
import { claimsOf } from './mounts.ts'
import { UnusableObject, type KubeObject } from './objects.ts'
import { controlledPaths } from './ownership.ts'
import { podPart } from './pod.ts'
import { at, mapping, text, wholeNumber } from './reading.ts'
import { rolloutWords, runWords } from './rollout.ts'

/**
 * A Deployment, StatefulSet, DaemonSet, CronJob or Job, or a Pod or ReplicaSet that nothing owns, as a `workload`. Throws
 * {@link UnusableObject} for one without a pod template or with a number that is none.
 */
export function workloadOf(object: KubeObject, fingerprint: Fingerprinter): CollectedResource<typeof workload.fields> {
  const spec = at(object.content, 'spec')
  const template = templateOf(object, spec)
  const podSpec = mapping(at(template, 'spec'))
  if (podSpec === undefined) throw new UnusableObject(object.line, `${object.kind} ${object.name} has no pod template`)
  const metadata = at(template, 'metadata')
  const containers = containersOf(podSpec, object.line).filter(({ name }) => !isInjected(name, metadata))
  const clear = (words: readonly string[]): string => clearWords(words, fingerprint)
  const lines = containers.map((container) => ({
    container,
    commandLine: commandLineOf(container.name, commandWordsOf(container), fingerprint),
  }))
  return collected(workload, {
    ...identityOf(object),
    tags: object.labels,
    attributes: {
      type: object.kind,
      replicas: replicasOf(object, at(spec, 'replicas')),
      ...(controlledPaths(object.content).has('spec/replicas') ? { autoscaled: true } : {}),
      strategy: strategyOf(object.kind, spec),
      ...some('rollout', rolloutWords(object.kind, spec)),
      schedule: object.kind === 'CronJob' ? text(at(spec, 'schedule')) : undefined,
      ...jobPart(object.kind, spec),
      containers: lines.map(({ container, commandLine: { command } }) => ({
        ...containerRecord(container, podSpec, { line: object.line, clear }),
        ...(command === undefined ? {} : { command }),
      })),
      ...podPart(podSpec, metadata, containers),
      ...some('claims', claimsOf(spec)),
      settings: lines.flatMap(({ container, commandLine }) => [
        ...variablesOf(container, fingerprint),
        ...commandLine.options,
      ]),
    },
  })
}

/** The metadata and specification of its pods. */
function templateOf({ kind, content }: KubeObject, spec: unknown): unknown {
  if (kind === 'Pod') return content
  return kind === 'CronJob' ? at(spec, 'jobTemplate', 'spec', 'template') : at(spec, 'template')
}

function jobPart(kind: string, spec: unknown): { readonly timeZone?: string; readonly suspended?: boolean } {
  if (kind !== 'CronJob' && kind !== 'Job') return {}
  const timeZone = text(at(spec, 'timeZone'))
  return {
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(at(spec, 'suspend') === true ? { suspended: true } : {}),
    ...some('runs', runWords(kind, spec)),
  }
}

/** Kinds whose replicas somebody chooses. */
const replicated: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']

function replicasOf(object: KubeObject, written: unknown): number | undefined {
  if (!replicated.includes(object.kind)) return undefined
  if (written === undefined || written === null) return undefined
  const replicas = wholeNumber(written)
  if (replicas === undefined)
    throw new UnusableObject(object.line, `spec.replicas of ${object.kind} ${object.name} is no number`)
  return replicas
}

/** What is not written is what the API server fills in: a cluster would show it. */
function strategyOf(kind: string, spec: unknown): string | undefined {
  if (kind === 'Deployment') return text(at(spec, 'strategy', 'type')) ?? 'RollingUpdate'
  if (kind === 'StatefulSet' || kind === 'DaemonSet') return text(at(spec, 'updateStrategy', 'type')) ?? 'RollingUpdate'
  return undefined
}
