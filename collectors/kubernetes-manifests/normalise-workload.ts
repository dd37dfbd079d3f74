import { workload } from '../../src/model/kinds/workload.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { commandLineOf } from './command-line.ts'
import { containerRecord, containersOf } from './containers.ts'
import { variablesOf } from './environment-variables.ts'
import { identityOf } from './identity.ts'
import type { ManifestObject } from './objects.ts'
import { at, mapping, text, wholeNumber } from './reading.ts'
import { UnusableObject } from './objects.ts'

/**
 * A Deployment, StatefulSet, DaemonSet, CronJob or Job as a `workload`. Throws {@link UnusableObject} for one without a pod
 * template or with a number that is none.
 */
export function workloadOf(
  object: ManifestObject,
  fingerprint: Fingerprinter,
): CollectedResource<typeof workload.fields> {
  const spec = at(object.content, 'spec')
  const podSpec = mapping(
    object.kind === 'CronJob' ? at(spec, 'jobTemplate', 'spec', 'template', 'spec') : at(spec, 'template', 'spec'),
  )
  if (podSpec === undefined) throw new UnusableObject(object.line, `${object.kind} ${object.name} has no pod template`)
  const containers = containersOf(podSpec, object.line).map((container) => ({
    container,
    commandLine: commandLineOf(container, fingerprint),
  }))
  return collected(workload, {
    ...identityOf(object),
    tags: object.labels,
    attributes: {
      type: object.kind,
      replicas: replicasOf(object, at(spec, 'replicas')),
      strategy: strategyOf(object.kind, spec),
      schedule: object.kind === 'CronJob' ? text(at(spec, 'schedule')) : undefined,
      containers: containers.map(({ container, commandLine: { command } }) => ({
        ...containerRecord(container, object.line),
        ...(command === undefined ? {} : { command }),
      })),
      settings: containers.flatMap(({ container, commandLine }) => [
        ...variablesOf(container, fingerprint),
        ...commandLine.options,
      ]),
    },
  })
}

function replicasOf(object: ManifestObject, written: unknown): number | undefined {
  if (object.kind !== 'Deployment' && object.kind !== 'StatefulSet') return undefined
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
