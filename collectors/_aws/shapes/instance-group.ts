import type { Attributes } from '../../../src/model/field.ts'
import { instanceGroup } from '../../../src/model/kinds/instance-group.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { readTags, wordsOf } from '../names.ts'
import { given, positive, sortedSet, type AwsOrigin } from './origin.ts'
import { stepsText, type StepInput } from './scaling-steps.ts'

/** A scaling policy of a group. */
export interface ScalingPolicyInput {
  readonly name: string
  readonly type?: string | null | undefined
  readonly enabled?: boolean | null | undefined
  readonly metric?: string | null | undefined
  readonly target?: number | null | undefined
  readonly disableScaleIn?: boolean | null | undefined
  /** `ChangeInCapacity`, `PercentChangeInCapacity`, `ExactCapacity`. */
  readonly adjustmentType?: string | null | undefined
  readonly steps?: readonly StepInput[] | undefined
}

/** A scheduled action of a group. */
export interface ScheduleInput {
  readonly name: string
  /** Without one it happens once, at a moment: no setting. */
  readonly recurrence?: string | null | undefined
  readonly zone?: string | null | undefined
  readonly least?: number | null | undefined
  readonly most?: number | null | undefined
  readonly desired?: number | null | undefined
}

/** An auto-scaling group. */
export interface InstanceGroupInput extends AwsOrigin {
  readonly name: string
  readonly arn?: string | null | undefined
  readonly least?: number | null | undefined
  readonly most?: number | null | undefined
  readonly desired?: number | null | undefined
  /** Id or name of a launch template, or name of a launch configuration. */
  readonly template?: string | null | undefined
  /** `$Latest`, `$Default`, a number; of a launch configuration nothing. */
  readonly version?: string | null | undefined
  readonly types?: readonly string[] | undefined
  readonly onDemandBase?: number | null | undefined
  readonly onDemandShare?: number | null | undefined
  readonly spotStrategy?: string | null | undefined
  readonly subnets?: readonly string[] | undefined
  readonly targetGroups?: readonly string[] | undefined
  readonly healthCheck?: string | null | undefined
  readonly gracePeriod?: number | null | undefined
  readonly cooldown?: number | null | undefined
  readonly warmup?: number | null | undefined
  readonly lifetime?: number | null | undefined
  readonly termination?: readonly string[] | undefined
  readonly protected?: boolean | null | undefined
  readonly rebalance?: boolean | null | undefined
  readonly suspended?: readonly string[] | undefined
  /** Undefined: not known. */
  readonly policies?: readonly ScalingPolicyInput[] | undefined
  /** Undefined: not known. */
  readonly schedules?: readonly ScheduleInput[] | undefined
}

type Fields = typeof instanceGroup.fields

/** An auto-scaling group as an `instance-group`. One that EKS made is called by its node group. */
export function instanceGroupResource(input: InstanceGroupInput): CollectedResource<Fields> {
  const { tags, address } = readTags(input.tags)
  return collected(instanceGroup, {
    id: input.name,
    name: tags['eks:nodegroup-name'] ?? input.name,
    address: input.address ?? address,
    identifiers: wordsOf(input.name, input.arn),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      least: input.least ?? undefined,
      most: input.most ?? undefined,
      desired: input.desired ?? undefined,
      template: given(input.template),
      follows: follows(given(input.version)),
      templateVersion: given(input.version),
      types: someOf(input.types),
      onDemandBase: input.onDemandBase ?? undefined,
      onDemandShare: input.onDemandShare ?? undefined,
      spotStrategy: given(input.spotStrategy),
      subnets: someOf(input.subnets),
      targetGroups: someOf(input.targetGroups),
      healthCheck: given(input.healthCheck),
      gracePeriod: input.gracePeriod ?? undefined,
      cooldown: input.cooldown ?? undefined,
      // -1 takes a warm-up away again.
      warmup: typeof input.warmup === 'number' && input.warmup >= 0 ? input.warmup : undefined,
      lifetime: positive(input.lifetime),
      termination: terminationOf(input.termination),
      protected: input.protected ?? undefined,
      rebalance: input.rebalance ?? undefined,
      suspended: someOf(input.suspended),
      policies: input.policies === undefined ? undefined : byName(input.policies.map(policyOf)),
      schedules: input.schedules === undefined ? undefined : byName(input.schedules.flatMap(scheduleOf)),
    },
  })
}

function follows(version: string | undefined): string | undefined {
  if (version === undefined) return undefined
  if (version === '$Latest') return 'latest'
  return version === '$Default' ? 'default' : 'fixed'
}

function someOf(words: readonly string[] | undefined): readonly string[] | undefined {
  return words === undefined || words.length === 0 ? undefined : sortedSet(words)
}

/** AWS writes its own policy where nobody set one. */
function terminationOf(policies: readonly string[] | undefined): readonly string[] | undefined {
  if (policies === undefined || policies.length === 0) return undefined
  return policies.length === 1 && policies[0] === 'Default' ? undefined : policies
}

function byName<T extends { readonly name?: string | undefined }>(records: readonly T[]): readonly T[] {
  const unique = new Map(records.map((record) => [record.name ?? '', record]))
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record)
}

function policyOf(input: ScalingPolicyInput): Attributes<Fields['policies']['of']> {
  const tracking = input.target !== undefined && input.target !== null
  return {
    name: input.name,
    type: given(input.type),
    enabled: input.enabled ?? undefined,
    metric: given(input.metric),
    target: input.target ?? undefined,
    scaleIn: tracking && input.disableScaleIn === true ? false : undefined,
    steps: stepsText(input.steps ?? [], given(input.adjustmentType)),
  }
}

function scheduleOf(input: ScheduleInput): readonly Attributes<Fields['schedules']['of']>[] {
  const recurrence = given(input.recurrence)
  if (recurrence === undefined) return []
  // Terraform writes -1 for what an action leaves as it is.
  const size = (value: number | null | undefined): number | undefined =>
    typeof value === 'number' && value >= 0 ? value : undefined
  return [
    {
      name: input.name,
      recurrence,
      zone: given(input.zone),
      least: size(input.least),
      most: size(input.most),
      desired: size(input.desired),
    },
  ]
}
