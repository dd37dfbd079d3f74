import type { Attributes } from '../../../src/model/field.ts'
import { autoscaler } from '../../../src/model/kinds/autoscaler.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { partitionOf, readTags, wordsOf } from '../names.ts'
import { given, type AwsOrigin } from './origin.ts'
import { stepsText, type StepInput } from './scaling-steps.ts'

/** A policy of a scalable target. */
export interface TargetPolicyInput {
  readonly name: string
  /** `TargetTrackingScaling`, `StepScaling`, `PredictiveScaling`. */
  readonly type?: string | null | undefined
  /** Name of what is measured; of a policy by steps an alarm knows it. */
  readonly metric?: string | null | undefined
  readonly value?: number | null | undefined
  readonly disableScaleIn?: boolean | null | undefined
  readonly cooldownOut?: number | null | undefined
  readonly cooldownIn?: number | null | undefined
  readonly adjustmentType?: string | null | undefined
  readonly steps?: readonly StepInput[] | undefined
  /** `ForecastOnly`, `ForecastAndScale`. */
  readonly mode?: string | null | undefined
}

/** A scheduled action of a scalable target. */
export interface TargetScheduleInput {
  readonly name: string
  readonly schedule?: string | null | undefined
  readonly zone?: string | null | undefined
  readonly least?: number | null | undefined
  readonly most?: number | null | undefined
}

/** What makes a scalable target the one it is. */
export interface TargetKey {
  /** `ecs`, `rds`. */
  readonly namespace: string
  /** `service/shop/api`, `cluster:orders`. */
  readonly resource: string
  /** `ecs:service:DesiredCount`. */
  readonly dimension: string
}

/** A scalable target of Application Auto Scaling. */
export interface ScalableTargetInput extends AwsOrigin, TargetKey {
  readonly arn?: string | null | undefined
  readonly least?: number | null | undefined
  readonly most?: number | null | undefined
  readonly suspendedIn?: boolean | null | undefined
  readonly suspendedOut?: boolean | null | undefined
  readonly suspendedSchedules?: boolean | null | undefined
  /** Undefined: not known. */
  readonly policies?: readonly TargetPolicyInput[] | undefined
  /** Undefined: not known. */
  readonly schedules?: readonly TargetScheduleInput[] | undefined
}

type Fields = typeof autoscaler.fields

/** How a target is written in one word, by which Terraform imports it too. */
export function targetId({ namespace, resource, dimension }: TargetKey): string {
  return `${namespace}/${resource}/${dimension}`
}

/** A scalable target with its policies and schedules as an `autoscaler`. */
export function autoscalerResource(input: ScalableTargetInput): CollectedResource<Fields> {
  const { tags, address } = readTags(input.tags)
  const id = targetId(input)
  const dimension = input.dimension.split(':').at(-1) ?? input.dimension
  const several = severalDimensions.has(input.namespace)
  return collected(autoscaler, {
    id,
    name: several ? `${input.resource} ${dimension}` : input.resource,
    address: input.address ?? address,
    identifiers: wordsOf(id, input.arn),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      target: scaledBy(input),
      dimension: dimension === 'DesiredCount' ? undefined : dimension,
      minReplicas: input.least ?? undefined,
      maxReplicas: input.most ?? undefined,
      metrics: input.policies === undefined ? undefined : metricsOf(input.policies),
      schedules: input.schedules === undefined ? undefined : byName(input.schedules.flatMap(scheduleOf)),
      suspended: suspendedOf(input),
    },
  })
}

/** Of which one resource may have several targets: shards and replicas, reads and writes. */
const severalDimensions: ReadonlySet<string> = new Set(['elasticache', 'dynamodb'])

/** The word by which the scaled thing is known to whoever reads it; undefined for what no kind is for. */
function scaledBy({ namespace, resource, account, region }: ScalableTargetInput): string | undefined {
  if (namespace === 'ecs') return resource
  if (namespace === 'rds') return resource.replace(/^cluster:/, '')
  if (namespace === 'lambda') return /^function:([^:]+)/.exec(resource)?.[1]
  const group = namespace === 'elasticache' ? /^replication-group\/(.+)$/.exec(resource)?.[1] : undefined
  if (group === undefined || account === undefined || region === undefined) return undefined
  return `arn:${partitionOf(region)}:elasticache:${region}:${account}:replicationgroup:${group}`
}

/** By what is measured, because the names of policies are often made up; two that measure the same keep their names. */
function metricsOf(policies: readonly TargetPolicyInput[]): readonly Attributes<Fields['metrics']['of']>[] {
  const measured = policies.map((policy) => given(policy.metric) ?? policy.name)
  const metrics = policies.map((policy, place) => {
    const own = measured[place] ?? policy.name
    const alone = measured.filter((one) => one === own).length === 1
    const tracking = policy.type === 'TargetTrackingScaling'
    return {
      name: alone ? own : `${own} of ${policy.name}`,
      type: given(policy.type),
      target: heldAt(policy),
      scaleIn: tracking ? policy.disableScaleIn !== true : undefined,
      cooldownOut: policy.cooldownOut ?? undefined,
      cooldownIn: policy.cooldownIn ?? undefined,
    }
  })
  return byName(metrics)
}

function heldAt({ steps = [], adjustmentType, value, mode }: TargetPolicyInput): string | undefined {
  if (steps.length > 0) return stepsText(steps, given(adjustmentType))
  if (value === undefined || value === null) return undefined
  return mode === 'ForecastOnly' ? `value ${value}, forecast only` : `value ${value}`
}

/** What happens once, `at(...)`, is a moment and no setting. */
function scheduleOf(input: TargetScheduleInput): readonly Attributes<Fields['schedules']['of']>[] {
  const recurrence = given(input.schedule)
  if (recurrence === undefined || recurrence.startsWith('at(')) return []
  const { name, least, most } = input
  return [{ name, recurrence, zone: given(input.zone), least: least ?? undefined, most: most ?? undefined }]
}

function suspendedOf(input: ScalableTargetInput): readonly string[] | undefined {
  const words = [
    ...(input.suspendedIn === true ? ['scaling in'] : []),
    ...(input.suspendedOut === true ? ['scaling out'] : []),
    ...(input.suspendedSchedules === true ? ['schedules'] : []),
  ]
  return words.length === 0 ? undefined : words
}

function byName<T extends { readonly name?: string | undefined }>(records: readonly T[]): readonly T[] {
  const unique = new Map(records.map((record) => [record.name ?? '', record]))
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record)
}
