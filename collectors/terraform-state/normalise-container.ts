import { containerClusterResource, type CapacityShare } from '../_aws/shapes/container-cluster.ts'
import { containerServiceResource, scaledName, type TaskDefinitionInput } from '../_aws/shapes/container-service.ts'
import { containerCluster } from '../../src/model/kinds/container-cluster.ts'
import { workload } from '../../src/model/kinds/workload.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { besides } from './beside.ts'
import { containersOf } from './container-definitions.ts'
import { managedReaders } from './managed-readers.ts'
import { defineMapping, type MappingContext } from './mapping.ts'
import { originOf } from './origin.ts'
import type { State } from './state.ts'

const providersType = 'aws_ecs_cluster_capacity_providers'
const taskType = 'aws_ecs_task_definition'

/** What only a task definition tells. */
const taskFields = [
  ...['containers', 'settings', 'mounts', 'cpu', 'memory', 'networkMode', 'architecture', 'operatingSystem'],
  ...['ephemeralStorage', 'role', 'executionRole', 'volumes'],
]

/** An `aws_ecs_cluster`; its capacity providers are a resource of their own since version 4 of the provider. */
export const containerClusterMapping = defineMapping({
  kind: containerCluster,
  types: ['aws_ecs_cluster'],
  parts: [providersType],
  fields: {
    configuration: 'shellLogging',
    default_capacity_provider_strategy: 'defaultStrategy',
    service_connect_defaults: 'discoveryNamespace',
    setting: 'insights',
  },
  normalise: (reader, { state }) => {
    const name = reader.required('name')
    const apart = besides(state, [providersType], 'cluster_name', [name])[0] ?? reader
    const [shell] = reader.blocks('configuration').flatMap((one) => one.blocks('execute_command_configuration'))
    return containerClusterResource({
      ...originOf(reader),
      arn: reader.text('arn') ?? reader.required('id'),
      name,
      insights: reader
        .blocks('setting')
        .find((one) => one.text('name') === 'containerInsights')
        ?.text('value'),
      capacityProviders: apart.texts('capacity_providers'),
      defaultStrategy: sharesOf(apart, 'default_capacity_provider_strategy'),
      shellLogging: shell?.text('logging'),
      shellKey: shell?.text('kms_key_id'),
      namespace: reader.blocks('service_connect_defaults')[0]?.text('namespace'),
    })
  },
})

/** An `aws_ecs_service` with the revision that it names, as a `workload`. */
function serviceOf(reader: AttributeReader, { state, fingerprint }: MappingContext): CollectedResource {
  const name = reader.required('name')
  const cluster = reader.text('cluster')
  const [network] = reader.blocks('network_configuration')
  const [breaker] = reader.blocks('deployment_circuit_breaker')
  const scaled = scaledName({ cluster, name })
  const targets = besides(state, ['aws_appautoscaling_target'], 'resource_id', scaled === undefined ? [] : [scaled])
  // Older providers keep the ARN as the id, the newest have an attribute of that name too.
  const arn = reader.text('arn') ?? reader.required('id')
  const [, , , region, account] = arn.split(':')
  return containerServiceResource(
    {
      ...originOf(reader),
      ...(region === undefined || account === undefined ? {} : { region, account }),
      arn,
      name,
      cluster,
      scheduling: reader.text('scheduling_strategy'),
      controller: reader.blocks('deployment_controller')[0]?.text('type'),
      deployment: reader.blocks('deployment_configuration')[0]?.text('strategy'),
      desired: reader.number('desired_count'),
      scaled: targets.length > 0,
      launchType: reader.text('launch_type'),
      capacity: sharesOf(reader, 'capacity_provider_strategy'),
      platformVersion: reader.text('platform_version'),
      minHealthy: reader.number('deployment_minimum_healthy_percent'),
      maxHealthy: reader.number('deployment_maximum_percent'),
      rollback:
        breaker === undefined ? undefined : breaker.flag('enable') === true && breaker.flag('rollback') === true,
      publicAddress: network === undefined ? undefined : network.flag('assign_public_ip') === true,
      subnets: network?.texts('subnets'),
      firewalls: network?.texts('security_groups'),
      loadBalancers: reader.blocks('load_balancer').map((one) => ({
        container: one.text('container_name'),
        port: one.number('container_port'),
        targetGroup: one.text('target_group_arn') ?? one.text('elb_name'),
      })),
      grace: reader.number('health_check_grace_period_seconds'),
      shell: reader.flag('enable_execute_command'),
      task: taskOf(reader, state),
    },
    fingerprint,
  )
}

/** The task definition that a service names by ARN, by family and revision, or by family alone; unknown where another state has it. */
function taskOf(service: AttributeReader, state: State): TaskDefinitionInput | undefined {
  const named = service.text('task_definition')
  const found = managedReaders(state, taskType).find((one) => named !== undefined && namesOf(one).includes(named))
  const definitions = found?.text('container_definitions')
  if (found === undefined || definitions === undefined) {
    const reason = found === undefined ? 'is told by a task definition that this state does not hold' : 'is withheld'
    for (const field of taskFields) service.withheld.set(field, reason)
    return undefined
  }
  const [platform] = found.blocks('runtime_platform')
  return {
    containers: containersOf(found.address, definitions),
    cpu: found.text('cpu'),
    memory: found.text('memory'),
    networkMode: found.text('network_mode'),
    architecture: platform?.text('cpu_architecture'),
    operatingSystem: platform?.text('operating_system_family'),
    ephemeralStorage: found.blocks('ephemeral_storage')[0]?.number('size_in_gib'),
    role: found.text('task_role_arn'),
    executionRole: found.text('execution_role_arn'),
    volumes: found.blocks('volume').map((one) => ({ name: one.text('name') ?? '', type: volumeType(one) })),
  }
}

function namesOf(task: AttributeReader): readonly string[] {
  const family = task.text('family')
  const words = [task.text('arn'), task.text('arn_without_revision'), family, task.text('id')]
  const revision = task.number('revision')
  return [...words, family === undefined ? undefined : `${family}:${revision ?? ''}`].flatMap((word) => word ?? [])
}

function volumeType(volume: AttributeReader): string {
  if (volume.blocks('efs_volume_configuration').length > 0) return 'efs'
  if (volume.blocks('fsx_windows_file_server_volume_configuration').length > 0) return 'fsx'
  if (volume.flag('configure_at_launch') === true) return 'ebs'
  if (volume.blocks('docker_volume_configuration').length > 0) return 'docker'
  return volume.text('host_path') === undefined ? 'scratch' : 'host'
}

function sharesOf(reader: AttributeReader, name: string): readonly CapacityShare[] {
  return reader.blocks(name).map((one) => ({
    capacityProvider: one.text('capacity_provider'),
    weight: one.number('weight'),
    base: one.number('base'),
  }))
}

export const containerServiceMapping = defineMapping({
  kind: workload,
  types: ['aws_ecs_service'],
  parts: [taskType],
  fields: {
    assign_public_ip: 'publicAddress',
    capacity_provider_strategy: 'capacityProviders',
    deployment_circuit_breaker: 'rollback',
    deployment_configuration: 'strategy',
    deployment_controller: 'strategy',
    deployment_maximum_percent: 'maxHealthy',
    deployment_minimum_healthy_percent: 'minHealthy',
    desired_count: 'replicas',
    enable_execute_command: 'shell',
    health_check_grace_period_seconds: 'grace',
    load_balancer: 'loadBalancers',
    network_configuration: 'subnets',
    scheduling_strategy: 'type',
    task_definition: 'containers',
  },
  normalise: serviceOf,
})
