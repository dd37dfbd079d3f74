import type { Cluster, Service, Tag, TaskDefinition, Volume } from '@aws-sdk/client-ecs'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import type { TagsInput } from '../_aws/names.ts'
import { containerClusterResource } from '../_aws/shapes/container-cluster.ts'
import { containerServiceResource, scaledName, type TaskDefinitionInput } from '../_aws/shapes/container-service.ts'

/** The account and region that were asked. */
export interface Place {
  readonly account: string | undefined
  readonly region: string
}

/** What only the task definition tells. */
export const taskFields = [
  '/containers',
  '/settings',
  '/mounts',
  '/cpu',
  '/memory',
  '/networkMode',
  '/architecture',
  '/operatingSystem',
  '/ephemeralStorage',
  '/role',
  '/executionRole',
  '/volumes',
] as const

/** A cluster as a `container-cluster`; nothing for one that is gone, that AWS Batch made, or that AWS made and nobody uses. */
export function normaliseCluster(cluster: Cluster, place: Place): readonly CollectedResource[] {
  const { clusterArn: arn, clusterName: name } = cluster
  if (arn === undefined || name === undefined || isBatch(arn)) return []
  if (cluster.status !== undefined && !['ACTIVE', 'PROVISIONING'].includes(cluster.status)) return []
  const unused = (cluster.activeServicesCount ?? 0) === 0 && (cluster.registeredContainerInstancesCount ?? 0) === 0
  if (name === 'default' && unused && (cluster.runningTasksCount ?? 0) === 0) return []
  const shell = cluster.configuration?.executeCommandConfiguration
  return [
    containerClusterResource({
      arn,
      name,
      ...ownerOf(arn, place),
      tags: tagsOf(cluster.tags),
      insights: cluster.settings?.find((setting) => setting.name === 'containerInsights')?.value,
      capacityProviders: cluster.capacityProviders,
      defaultStrategy: cluster.defaultCapacityProviderStrategy,
      shellLogging: shell?.logging,
      shellKey: shell?.kmsKeyId,
      namespace: cluster.serviceConnectDefaults?.namespace,
    }),
  ]
}

/**
 * A service with its task definition as a `workload`. Without one, the fields that it tells are absent: say so. `scaled` are
 * the names of what an autoscaler scales; undefined: not known.
 */
export function normaliseService(
  service: Service,
  task: TaskDefinition | undefined,
  place: Place,
  fingerprint: Fingerprinter,
  scaled?: ReadonlySet<string>,
): CollectedResource {
  const arn = service.serviceArn ?? ''
  const primary = service.taskSets?.find((set) => set.status === 'PRIMARY')
  const network = (service.networkConfiguration ?? primary?.networkConfiguration)?.awsvpcConfiguration
  const deployment = service.deploymentConfiguration
  const breaker = deployment?.deploymentCircuitBreaker
  return containerServiceResource(
    {
      arn,
      name: service.serviceName ?? arn,
      ...ownerOf(arn, place),
      tags: tagsOf(service.tags),
      cluster: service.clusterArn,
      scheduling: service.schedulingStrategy,
      controller: service.deploymentController?.type,
      deployment: deployment?.strategy,
      desired: service.desiredCount,
      scaled: scaled?.has(scaledName({ cluster: service.clusterArn, name: service.serviceName ?? arn }) ?? ''),
      launchType: service.launchType ?? primary?.launchType,
      capacity: service.capacityProviderStrategy ?? primary?.capacityProviderStrategy,
      platformVersion: service.platformVersion ?? primary?.platformVersion,
      minHealthy: deployment?.minimumHealthyPercent,
      maxHealthy: deployment?.maximumPercent,
      rollback: breaker === undefined ? undefined : breaker.enable === true && breaker.rollback === true,
      publicAddress: network === undefined ? undefined : network.assignPublicIp === 'ENABLED',
      subnets: network?.subnets,
      firewalls: network?.securityGroups,
      loadBalancers: (service.loadBalancers ?? primary?.loadBalancers ?? []).map((one) => ({
        container: one.containerName,
        port: one.containerPort,
        targetGroup: one.targetGroupArn ?? one.loadBalancerName,
      })),
      grace: service.healthCheckGracePeriodSeconds,
      shell: service.enableExecuteCommand,
      task: task === undefined ? undefined : taskInput(task),
    },
    fingerprint,
  )
}

/** The revision that a service runs; with CodeDeploy or an external controller the one of its primary task set. */
export function revisionOf(service: Service): string | undefined {
  return service.taskSets?.find((set) => set.status === 'PRIMARY')?.taskDefinition ?? service.taskDefinition
}

/** A service that is draining or gone is no part of the environment any more. */
export function isRunning(service: Service): boolean {
  return service.status === 'ACTIVE' && service.serviceArn !== undefined
}

/** Whether AWS Batch made the cluster, for jobs of its own. */
export function isBatch(arn: string): boolean {
  return /[/]AWSBatch-/.test(arn)
}

function taskInput(task: TaskDefinition): TaskDefinitionInput {
  return {
    containers: task.containerDefinitions ?? [],
    cpu: task.cpu,
    memory: task.memory,
    networkMode: task.networkMode,
    architecture: task.runtimePlatform?.cpuArchitecture,
    operatingSystem: task.runtimePlatform?.operatingSystemFamily,
    ephemeralStorage: task.ephemeralStorage?.sizeInGiB,
    role: task.taskRoleArn,
    executionRole: task.executionRoleArn,
    volumes: (task.volumes ?? []).map((volume) => ({ name: volume.name ?? '', type: volumeType(volume) })),
  }
}

function volumeType(volume: Volume): string {
  if (volume.efsVolumeConfiguration !== undefined) return 'efs'
  if (volume.fsxWindowsFileServerVolumeConfiguration !== undefined) return 'fsx'
  if (volume.configuredAtLaunch === true) return 'ebs'
  if (volume.dockerVolumeConfiguration !== undefined) return 'docker'
  return volume.host?.sourcePath === undefined ? 'scratch' : 'host'
}

/** ECS writes its tags in small letters. */
function tagsOf(tags: readonly Tag[] | undefined): TagsInput {
  return tags?.map(({ key, value }) => ({ Key: key, Value: value }))
}

/** The owner in `arn:aws:ecs:eu-west-1:111111111111:cluster/shop`. */
function ownerOf(arn: string, place: Place): { readonly account?: string; readonly region: string } {
  const [, , , region, account] = arn.split(':')
  const owner = account === undefined || account === '' ? place.account : account
  return {
    region: region === undefined || region === '' ? place.region : region,
    ...(owner === undefined ? {} : { account: owner }),
  }
}
