import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import type { Attributes } from '../../../src/model/field.ts'
import { workload } from '../../../src/model/kinds/workload.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import type { Fingerprinter } from '../../../src/platform/fingerprint.ts'
import { readTags, wordsOf } from '../names.ts'
import { capacityShares, type CapacityShare } from './container-cluster.ts'
import { containerParts, mebibytes, millicores } from './container-definition.ts'
import { given, positive, sortedSet, type AwsOrigin } from './origin.ts'

type WorkloadAttributes = Attributes<typeof workload.fields>

/** A revision of a task definition. */
export interface TaskDefinitionInput {
  readonly containers: readonly ContainerDefinition[]
  readonly cpu?: number | string | null | undefined
  readonly memory?: number | string | null | undefined
  readonly networkMode?: string | null | undefined
  readonly architecture?: string | null | undefined
  readonly operatingSystem?: string | null | undefined
  /** GiB. */
  readonly ephemeralStorage?: number | null | undefined
  readonly role?: string | null | undefined
  readonly executionRole?: string | null | undefined
  readonly volumes?: readonly { readonly name: string; readonly type: string }[] | undefined
}

/** A service of an ECS cluster. What the source does not know stays undefined. */
export interface ContainerServiceInput extends AwsOrigin {
  readonly arn: string
  readonly name: string
  readonly cluster?: string | null | undefined
  /** `REPLICA` or `DAEMON`. */
  readonly scheduling?: string | null | undefined
  /** `ECS`, `CODE_DEPLOY`, `EXTERNAL`. */
  readonly controller?: string | null | undefined
  /** `ROLLING`, `BLUE_GREEN`, `LINEAR`, `CANARY`. */
  readonly deployment?: string | null | undefined
  /** How many are wanted now: a setting only where it is known that nothing scales it. */
  readonly desired?: number | null | undefined
  /** Whether an autoscaler moves it. Undefined: not known. */
  readonly scaled?: boolean | undefined
  readonly launchType?: string | null | undefined
  readonly capacity?: readonly CapacityShare[] | null | undefined
  readonly platformVersion?: string | null | undefined
  readonly minHealthy?: number | null | undefined
  readonly maxHealthy?: number | null | undefined
  readonly rollback?: boolean | null | undefined
  readonly publicAddress?: boolean | undefined
  readonly subnets?: readonly string[] | null | undefined
  readonly firewalls?: readonly string[] | null | undefined
  readonly loadBalancers?:
    | readonly {
        readonly container?: string | null | undefined
        readonly port?: number | null | undefined
        readonly targetGroup?: string | null | undefined
      }[]
    | null
    | undefined
  readonly grace?: number | null | undefined
  readonly shell?: boolean | null | undefined
  /** Undefined: not known. */
  readonly task?: TaskDefinitionInput | undefined
}

/** An ECS service with the revision that it runs, as a `workload`. The number of the revision is no part of it. */
export function containerServiceResource(
  input: ContainerServiceInput,
  fingerprint: Fingerprinter,
): CollectedResource<typeof workload.fields> {
  const { tags, address } = readTags(input.tags)
  return collected(workload, {
    id: input.arn,
    name: input.name,
    address: input.address ?? address,
    identifiers: wordsOf(input.arn, scaledName(input)),
    account: input.account,
    region: input.region,
    tags,
    attributes: {
      type: input.scheduling === 'DAEMON' ? 'DaemonService' : 'Service',
      replicas: input.scheduling === 'DAEMON' || input.scaled !== false ? undefined : (input.desired ?? undefined),
      autoscaled: input.scaled === true ? true : undefined,
      desired: input.desired ?? undefined,
      strategy: strategyOf(input),
      cluster: given(input.cluster),
      launchType: capacityShares(input.capacity) === undefined ? given(input.launchType) : undefined,
      capacityProviders: capacityShares(input.capacity),
      platformVersion: given(input.platformVersion),
      minHealthy: input.minHealthy ?? undefined,
      maxHealthy: input.maxHealthy ?? undefined,
      rollback: input.rollback ?? undefined,
      publicAddress: input.publicAddress,
      subnets: some(input.subnets),
      firewalls: some(input.firewalls),
      loadBalancers: loadBalancersOf(input),
      grace: positive(input.grace),
      shell: input.shell ?? undefined,
      ...(input.task === undefined ? {} : taskAttributes(input.task, fingerprint)),
    },
  })
}

/** What Application Auto Scaling calls a service: `service/shop/api`. */
export function scaledName({ cluster, name }: Pick<ContainerServiceInput, 'cluster' | 'name'>): string | undefined {
  const of = given(cluster)?.split('/').at(-1)
  return of === undefined ? undefined : `service/${of}/${name}`
}

function taskAttributes(task: TaskDefinitionInput, fingerprint: Fingerprinter): WorkloadAttributes {
  const parts = task.containers.map((definition) => containerParts(definition, fingerprint))
  const mounts = parts.flatMap((part) => part.mounts)
  const volumes = task.volumes ?? []
  return {
    containers: parts.map(({ container }) => container),
    settings: parts.flatMap(({ settings }) => settings),
    mounts: mounts.length === 0 ? undefined : [...new Map(mounts.map((one) => [one.key, one])).values()],
    cpu: millicores(task.cpu),
    memory: mebibytes(task.memory),
    networkMode: given(task.networkMode),
    architecture: given(task.architecture),
    operatingSystem: given(task.operatingSystem),
    ephemeralStorage: positive(task.ephemeralStorage),
    role: given(task.role),
    executionRole: given(task.executionRole),
    volumes: volumes.length === 0 ? undefined : sortedSet(volumes.map(({ name, type }) => `${name} ${type}`)),
  }
}

const strategies: Readonly<Record<string, string>> = {
  ROLLING: 'RollingUpdate',
  BLUE_GREEN: 'BlueGreen',
  LINEAR: 'Linear',
  CANARY: 'Canary',
}

/** CodeDeploy replaces a service as a whole; with an external controller nobody here knows. */
function strategyOf({ controller, deployment }: ContainerServiceInput): string | undefined {
  if (controller === 'CODE_DEPLOY') return 'BlueGreen'
  if (controller === 'EXTERNAL') return 'External'
  return strategies[deployment ?? 'ROLLING'] ?? given(deployment)
}

function loadBalancersOf({ loadBalancers }: ContainerServiceInput): WorkloadAttributes['loadBalancers'] {
  const bound = (loadBalancers ?? []).map(({ container, port, targetGroup }) => ({
    container: given(container),
    port: positive(port),
    targetGroup: given(targetGroup),
  }))
  // A container that is bound twice at one port (an inner and an outer load balancer) is one place with two ways in.
  const byPlace = new Map(bound.map((one) => [`${one.container ?? ''}/${one.port ?? ''}`, one]))
  return byPlace.size === 0 ? undefined : [...byPlace.values()]
}

function some(words: readonly string[] | null | undefined): readonly string[] | undefined {
  const sorted = sortedSet(words)
  return sorted === undefined || sorted.length === 0 ? undefined : sorted
}
