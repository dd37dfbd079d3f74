import { canary } from '../../contracts/collector-contract.ts'
import type { Given } from './states.ts'

const arn = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:111111111111:${rest}`

export const clusterId = arn('ecs', 'cluster/shop-production')
export const serviceId = arn('ecs', 'service/shop-production/shop-production-api')
export const autoscalerId = 'ecs/service/shop-production/shop-production-api/ecs:service:DesiredCount'

const scaled = {
  service_namespace: 'ecs',
  resource_id: 'service/shop-production/shop-production-api',
  scalable_dimension: 'ecs:service:DesiredCount',
}

/** The recorded cluster. */
export const cluster: readonly Given[] = [
  {
    type: 'aws_ecs_cluster',
    attributes: {
      arn: clusterId,
      name: 'shop-production',
      setting: [{ name: 'containerInsights', value: 'enabled' }],
      configuration: [
        {
          execute_command_configuration: [{ logging: 'OVERRIDE', kms_key_id: '00000000-1111-4222-8333-444444444444' }],
        },
      ],
      service_connect_defaults: [{ namespace: arn('servicediscovery', 'namespace/ns-abcdefghijklmnop') }],
    },
  },
  {
    type: 'aws_ecs_cluster_capacity_providers',
    attributes: {
      cluster_name: 'shop-production',
      capacity_providers: ['FARGATE', 'FARGATE_SPOT'],
      default_capacity_provider_strategy: [{ capacity_provider: 'FARGATE', weight: 1, base: 1 }],
    },
  },
]

/** The recorded service. */
export const service: Given = {
  type: 'aws_ecs_service',
  attributes: {
    id: serviceId,
    name: 'shop-production-api',
    cluster: clusterId,
    scheduling_strategy: 'REPLICA',
    desired_count: 4,
    launch_type: 'FARGATE',
    platform_version: '1.4.0',
    task_definition: arn('ecs', 'task-definition/shop-production-api:482'),
    deployment_controller: [{ type: 'ECS' }],
    deployment_circuit_breaker: [{ enable: true, rollback: true }],
    deployment_maximum_percent: 200,
    deployment_minimum_healthy_percent: 100,
    network_configuration: [
      {
        subnets: ['subnet-0aaa0000000000010', 'subnet-0aaa0000000000011'],
        security_groups: ['sg-0aaa0000000000001'],
        assign_public_ip: false,
      },
    ],
    load_balancer: [
      {
        target_group_arn: arn('elasticloadbalancing', 'targetgroup/shop-api/0123456789abcdef'),
        elb_name: '',
        container_name: 'api',
        container_port: 8080,
      },
    ],
    health_check_grace_period_seconds: 30,
    enable_execute_command: false,
    tags_all: { Service: 'orders' },
  },
}

/** What the recorded service runs. */
export const task: Given = {
  type: 'aws_ecs_task_definition',
  attributes: {
    arn: arn('ecs', 'task-definition/shop-production-api:482'),
    family: 'shop-production-api',
    revision: 482,
    network_mode: 'awsvpc',
    cpu: '512',
    memory: '1024',
    runtime_platform: [{ cpu_architecture: 'ARM64', operating_system_family: 'LINUX' }],
    ephemeral_storage: [{ size_in_gib: 30 }],
    task_role_arn: 'arn:aws:iam::111111111111:role/shop-production-api',
    execution_role_arn: 'arn:aws:iam::111111111111:role/shop-production-execution',
    volume: [{ name: 'data', host_path: '', efs_volume_configuration: [{ file_system_id: 'fs-0aaa0000000000001' }] }],
    container_definitions: JSON.stringify([
      {
        name: 'api',
        image: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop/api:1.8.2',
        cpu: 256,
        memory: 768,
        memoryReservation: 512,
        essential: true,
        portMappings: [{ containerPort: 8080, protocol: 'tcp' }],
        entryPoint: ['node'],
        command: ['server.js', '--workers=4'],
        readonlyRootFilesystem: true,
        user: '1000',
        healthCheck: {
          command: ['CMD-SHELL', `curl -f -u shop:${canary} http://localhost:8080/health || exit 1`],
          ...{ interval: 15, timeout: 5, retries: 3, startPeriod: 30 },
        },
        ulimits: [
          { name: 'nofile', softLimit: 65536, hardLimit: 65536 },
          { name: 'nproc', softLimit: 1024, hardLimit: 4096 },
        ],
        dependsOn: [{ containerName: 'proxy', condition: 'START' }],
        stopTimeout: 120,
        linuxParameters: { initProcessEnabled: true, capabilities: { drop: ['ALL'], add: [] }, sharedMemorySize: 256 },
        mountPoints: [{ sourceVolume: 'data', containerPath: '/var/data', readOnly: true }],
        logConfiguration: { logDriver: 'awslogs' },
        environment: [
          { name: 'LOG_LEVEL', value: 'info' },
          { name: 'STRIPE_SECRET_KEY', value: canary },
          { name: 'DATABASE_URL', value: `postgres://shop:${canary}@db.shop.example:5432/orders` },
        ],
        secrets: [
          {
            name: 'DB_PASSWORD',
            valueFrom: arn('secretsmanager', 'secret:shop/production/db-AbCdEf:password::'),
          },
          { name: 'API_TOKEN', valueFrom: arn('ssm', 'parameter/shop/production/token') },
        ],
        environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::shop-production-config/api.env' }],
      },
      { name: 'proxy', image: 'envoyproxy/envoy:v1.30.1', cpu: 0, essential: false, environment: [], secrets: null },
    ]),
  },
}

/** What scales the recorded service. */
export const target: readonly Given[] = [
  {
    type: 'aws_appautoscaling_target',
    attributes: {
      ...scaled,
      arn: arn('application-autoscaling', 'scalable-target/0ec5000000000000000000000000000000000001'),
      min_capacity: 2,
      max_capacity: 10,
      suspended_state: [
        {
          dynamic_scaling_in_suspended: true,
          dynamic_scaling_out_suspended: false,
          scheduled_scaling_suspended: false,
        },
      ],
    },
  },
  {
    type: 'aws_appautoscaling_policy',
    name: 'cpu',
    attributes: {
      ...scaled,
      name: 'shop-production-api-TargetTracking-aB3dE5',
      policy_type: 'TargetTrackingScaling',
      target_tracking_scaling_policy_configuration: [
        {
          target_value: 75,
          scale_out_cooldown: 60,
          scale_in_cooldown: 300,
          disable_scale_in: false,
          predefined_metric_specification: [{ predefined_metric_type: 'ECSServiceAverageCPUUtilization' }],
          customized_metric_specification: [],
        },
      ],
      step_scaling_policy_configuration: [],
    },
  },
  {
    type: 'aws_appautoscaling_policy',
    name: 'queue',
    attributes: {
      ...scaled,
      name: 'queue',
      policy_type: 'StepScaling',
      step_scaling_policy_configuration: [
        {
          adjustment_type: 'ChangeInCapacity',
          cooldown: 60,
          step_adjustment: [
            { metric_interval_lower_bound: '20', metric_interval_upper_bound: '', scaling_adjustment: 3 },
            { metric_interval_lower_bound: '0', metric_interval_upper_bound: '20', scaling_adjustment: 1 },
          ],
        },
      ],
    },
  },
  {
    type: 'aws_appautoscaling_scheduled_action',
    attributes: {
      ...scaled,
      name: 'night',
      schedule: 'cron(0 20 * * ? *)',
      timezone: 'Europe/Berlin',
      scalable_target_action: [{ min_capacity: '1', max_capacity: '2' }],
    },
  },
]
