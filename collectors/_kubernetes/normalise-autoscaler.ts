import { autoscaler } from '../../src/model/kinds/autoscaler.ts'
import type { Attributes } from '../../src/model/field.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import { identityOf } from './identity.ts'
import { UnusableObject, type KubeObject } from './objects.ts'
import { parseQuantity } from './quantity.ts'
import { at, mapping, members, scalarText, text, wholeNumber } from './reading.ts'

type Metric = Attributes<typeof autoscaler.fields.metrics.of>

/**
 * A HorizontalPodAutoscaler (autoscaling/v1, v2 and its betas) or a ScaledObject of KEDA as an `autoscaler`. Throws {@link UnusableObject} for one that does not
 * say what it scales, and for a bound that is no number.
 *
 * Source: Kubernetes API reference, HorizontalPodAutoscaler v1 and v2.
 */
export function autoscalerOf(object: KubeObject): CollectedResource<typeof autoscaler.fields> {
  const spec = at(object.content, 'spec')
  const keda = object.kind === 'ScaledObject'
  const kind = text(at(spec, 'scaleTargetRef', 'kind')) ?? (keda ? 'Deployment' : undefined)
  const name = text(at(spec, 'scaleTargetRef', 'name'))
  if (kind === undefined || name === undefined)
    throw new UnusableObject(object.line, `${object.kind} ${object.name} does not say what it scales`)
  const target = object.namespace === undefined ? `${kind}:${name}` : `${object.namespace}/${kind}:${name}`
  const minReplicas = keda ? (bound(object, 'minReplicaCount') ?? 0) : bound(object, 'minReplicas')
  const maxReplicas = keda ? (bound(object, 'maxReplicaCount') ?? 100) : bound(object, 'maxReplicas')
  return collected(autoscaler, {
    ...identityOf(object),
    tags: object.labels,
    attributes: {
      target,
      ...(minReplicas === undefined ? {} : { minReplicas }),
      ...(maxReplicas === undefined ? {} : { maxReplicas }),
      metrics: keda ? triggersOf(spec) : metricsOf(spec),
    },
  })
}

function bound(object: KubeObject, which: string): number | undefined {
  const written = at(object.content, 'spec', which)
  if (written === undefined || written === null) return undefined
  const value = wholeNumber(written)
  if (value === undefined)
    throw new UnusableObject(object.line, `spec.${which} of ${object.kind} ${object.name} is no number`)
  return value
}

/** What KEDA scales by, with what it fills in. Source: KEDA, "ScaledObject specification". */
function triggersOf(spec: unknown): readonly Metric[] {
  return members(at(spec, 'triggers')).flatMap((trigger) => {
    const type = text(at(trigger, 'type'))
    if (type === undefined) return []
    const words = ['threshold', 'targetValue', 'queueLength', 'lagThreshold', 'value', 'desiredReplicas']
    const field = words.find((word) => scalarText(at(trigger, 'metadata', word)) !== undefined)
    const target = field === undefined ? undefined : `${field} ${scalarText(at(trigger, 'metadata', field)) ?? ''}`
    return [{ name: text(at(trigger, 'name')) ?? type, type, ...(target === undefined ? {} : { target }) }]
  })
}

/** Each metric once; where a name stands twice, the last one counts. */
function metricsOf(spec: unknown): readonly Metric[] {
  // autoscaling/v1 knows only this one.
  const only = wholeNumber(at(spec, 'targetCPUUtilizationPercentage'))
  const written = members(at(spec, 'metrics')).flatMap(metricOf)
  const all =
    only === undefined ? written : [{ name: 'cpu', type: 'Resource', target: `utilization ${only}` }, ...written]
  return [...new Map(all.map((one) => [one.name, one])).values()]
}

/** Where each type of metric keeps its own part. */
const parts: Readonly<Record<string, string>> = {
  Resource: 'resource',
  ContainerResource: 'containerResource',
  Pods: 'pods',
  Object: 'object',
  External: 'external',
}

function metricOf(value: unknown): readonly Metric[] {
  const type = text(at(value, 'type'))
  const part = mapping(at(value, type === undefined ? '' : (parts[type] ?? '')))
  if (type === undefined || part === undefined) return []
  // The betas had the name and the target directly in the part.
  const own = text(part['name']) ?? text(at(part, 'metric', 'name')) ?? text(part['metricName'])
  if (own === undefined) return []
  const container = text(part['container'])
  const target = targetOf(mapping(part['target']) ?? part)
  return [
    { name: container === undefined ? own : `${container}/${own}`, type, ...(target === undefined ? {} : { target }) },
  ]
}

const targets = [
  ['averageUtilization', 'utilization'],
  ['targetAverageUtilization', 'utilization'],
  ['averageValue', 'average'],
  ['targetAverageValue', 'average'],
  ['value', 'value'],
  ['targetValue', 'value'],
] as const

function targetOf(target: Readonly<Record<string, unknown>>): string | undefined {
  for (const [field, word] of targets) {
    const written = target[field]
    if (scalarText(written) === undefined) continue
    // `500m` and `0.5` are one amount.
    return `${word} ${parseQuantity(written) ?? scalarText(written) ?? ''}`
  }
  return undefined
}
