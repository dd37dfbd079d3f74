import { canary } from '../../contracts/collector-contract.ts'
import type { Given } from './states.ts'

export const account = '111111111111'
const key = '00000000-1111-4222-8333-444444444444'
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/${key}`

const trust = (service: string): string =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: [service] } }] })

/** By the id that both sides give it: the resources of the recordings, as Terraform keeps them. */
export const services: Readonly<Record<string, readonly Given[]>> = {
  [`arn:aws:iam::${account}:role/shop-production-api`]: [
    {
      type: 'aws_iam_role',
      attributes: {
        arn: `arn:aws:iam::${account}:role/shop-production-api`,
        name: 'shop-production-api',
        path: '/',
        assume_role_policy: trust('ecs-tasks.amazonaws.com'),
        permissions_boundary: `arn:aws:iam::${account}:policy/boundary`,
        managed_policy_arns: ['arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'],
      },
    },
    {
      type: 'aws_iam_role_policy_attachment',
      attributes: { role: 'shop-production-api', policy_arn: `arn:aws:iam::${account}:policy/shop-production-queue` },
    },
    {
      type: 'aws_iam_instance_profile',
      attributes: { role: 'shop-production-api', name: 'shop-production-api' },
    },
    {
      type: 'aws_iam_role_policy',
      attributes: {
        role: 'shop-production-api',
        policy: JSON.stringify({
          Statement: [
            { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop-production-uploads/*' },
            {
              Effect: 'Allow',
              Action: ['s3:PutObject', 's3:GetObject'],
              Resource: ['arn:aws:s3:::shop-production-assets/*'],
            },
            { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [keyArn] },
            { Effect: 'Deny', NotAction: ['sts:*', 'iam:*'], Resource: ['*'] },
          ],
        }),
      },
    },
  ],
  [key]: [
    {
      type: 'aws_kms_key',
      attributes: {
        arn: keyArn,
        key_id: key,
        description: 'Orders',
        customer_master_key_spec: 'SYMMETRIC_DEFAULT',
        key_usage: 'ENCRYPT_DECRYPT',
        is_enabled: true,
        multi_region: false,
        enable_key_rotation: true,
        rotation_period_in_days: 180,
        policy: JSON.stringify({
          Statement: [
            { Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' },
            {
              Effect: 'Allow',
              Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
              Action: ['kms:Encrypt', 'kms:Decrypt'],
              Resource: '*',
            },
          ],
        }),
      },
    },
    { type: 'aws_kms_alias', attributes: { name: 'alias/shop-production-orders', target_key_id: key } },
  ],
  [`arn:aws:lambda:eu-west-1:${account}:function:shop-production-invoice`]: [
    {
      type: 'aws_lambda_function',
      attributes: {
        arn: `arn:aws:lambda:eu-west-1:${account}:function:shop-production-invoice`,
        function_name: 'shop-production-invoice',
        runtime: 'nodejs20.x',
        handler: 'index.handler',
        package_type: 'Zip',
        architectures: ['arm64'],
        memory_size: 512,
        timeout: 15,
        ephemeral_storage: [{ size: 1024 }],
        layers: [
          `arn:aws:lambda:eu-west-1:${account}:layer:shared:9`,
          'arn:aws:lambda:eu-west-1:999999999999:layer:Extension:58',
        ],
        code_sha256: 'q0+aaaa=',
        environment: [{ variables: { PAYMENT_RETRIES: '3', API_SECRET: canary } }],
        kms_key_arn: keyArn,
        role: `arn:aws:iam::${account}:role/shop-production-invoice`,
        vpc_config: [
          {
            vpc_id: 'vpc-0aaa0000000000001',
            subnet_ids: ['subnet-0aaa0000000000010'],
            security_group_ids: ['sg-0aaa0000000000001'],
          },
        ],
        reserved_concurrent_executions: 20,
        dead_letter_config: [{ target_arn: `arn:aws:sqs:eu-west-1:${account}:shop-production-dead` }],
        tracing_config: [{ mode: 'Active' }],
        logging_config: [{ log_format: 'JSON', log_group: '/aws/lambda/shop-production-invoice' }],
        file_system_config: [{ local_mount_path: '/mnt/data' }],
      },
    },
    {
      type: 'aws_lambda_alias',
      attributes: {
        function_name: `arn:aws:lambda:eu-west-1:${account}:function:shop-production-invoice`,
        name: 'live',
        function_version: '12',
        routing_config: [{ additional_version_weights: { '13': 0.05 } }],
      },
    },
    {
      type: 'aws_lambda_permission',
      attributes: {
        action: 'lambda:InvokeFunction',
        function_name: 'shop-production-invoice',
        principal: 'events.amazonaws.com',
        source_arn: `arn:aws:events:eu-west-1:${account}:rule/shop-production-nightly`,
        source_account: '',
        qualifier: '',
      },
    },
    {
      type: 'aws_lambda_permission',
      attributes: {
        action: 'lambda:InvokeFunction',
        function_name: 'shop-production-invoice',
        principal: 'alexa-appkit.amazon.com',
        event_source_token: canary,
      },
    },
    {
      type: 'aws_lambda_permission',
      attributes: {
        action: 'lambda:InvokeFunction',
        function_name: `arn:aws:lambda:eu-west-1:${account}:function:shop-production-invoice:live`,
        principal: 'apigateway.amazonaws.com',
        source_arn: `arn:aws:execute-api:eu-west-1:${account}:a1b2c3d4e5/*/POST/invoices`,
      },
    },
    {
      type: 'aws_lambda_event_source_mapping',
      attributes: {
        event_source_arn: `arn:aws:sqs:eu-west-1:${account}:shop-production-invoices`,
        function_arn: `arn:aws:lambda:eu-west-1:${account}:function:shop-production-invoice:live`,
        function_name: `arn:aws:lambda:eu-west-1:${account}:function:shop-production-invoice:live`,
        enabled: true,
        batch_size: 10,
        maximum_batching_window_in_seconds: 5,
        maximum_retry_attempts: 0,
        maximum_record_age_in_seconds: 0,
        parallelization_factor: 0,
        starting_position: '',
        filter_criteria: [{ filter: [{ pattern: '{"body":{"kind":["invoice"],"amount":[{"numeric":[">",0]}]}}' }] }],
        function_response_types: ['ReportBatchItemFailures'],
        scaling_config: [{ maximum_concurrency: 5 }],
        destination_config: [],
      },
    },
    {
      type: 'aws_lambda_event_source_mapping',
      attributes: {
        event_source_arn: `arn:aws:dynamodb:eu-west-1:${account}:table/shop-production-orders/stream/2026-01-01T00:00:00.000`,
        function_arn: `arn:aws:lambda:eu-west-1:${account}:function:shop-production-invoice`,
        function_name: 'shop-production-invoice',
        enabled: false,
        batch_size: 100,
        bisect_batch_on_function_error: true,
        maximum_batching_window_in_seconds: 0,
        maximum_retry_attempts: 3,
        maximum_record_age_in_seconds: -1,
        parallelization_factor: 2,
        starting_position: 'TRIM_HORIZON',
        destination_config: [
          { on_failure: [{ destination_arn: `arn:aws:sqs:eu-west-1:${account}:shop-production-dead` }] },
        ],
        tumbling_window_in_seconds: 0,
      },
    },
  ],
  'shop-production-assets': [
    {
      type: 'aws_s3_bucket',
      attributes: {
        arn: 'arn:aws:s3:::shop-production-assets',
        bucket: 'shop-production-assets',
        object_lock_enabled: true,
      },
    },
    {
      type: 'aws_s3_bucket_versioning',
      attributes: {
        bucket: 'shop-production-assets',
        versioning_configuration: [{ status: 'Enabled', mfa_delete: '' }],
      },
    },
    {
      type: 'aws_s3_bucket_server_side_encryption_configuration',
      attributes: {
        bucket: 'shop-production-assets',
        rule: [
          {
            apply_server_side_encryption_by_default: [{ sse_algorithm: 'aws:kms', kms_master_key_id: keyArn }],
            bucket_key_enabled: true,
          },
        ],
      },
    },
    {
      type: 'aws_s3_bucket_public_access_block',
      attributes: {
        bucket: 'shop-production-assets',
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    },
    {
      type: 'aws_s3_bucket_ownership_controls',
      attributes: { bucket: 'shop-production-assets', rule: [{ object_ownership: 'BucketOwnerEnforced' }] },
    },
    {
      type: 'aws_s3_bucket_logging',
      attributes: {
        bucket: 'shop-production-assets',
        target_bucket: 'shop-production-logs',
        target_prefix: 'assets/',
      },
    },
    {
      type: 'aws_s3_bucket_lifecycle_configuration',
      attributes: {
        bucket: 'shop-production-assets',
        rule: [
          {
            id: 'tmp',
            status: 'Enabled',
            filter: [{ prefix: 'tmp/', and: [], tag: [], object_size_greater_than: null }],
            expiration: [{ days: 30, date: null }],
            transition: [{ days: 7, date: null, storage_class: 'STANDARD_IA' }],
            noncurrent_version_expiration: [{ noncurrent_days: 90 }],
            abort_incomplete_multipart_upload: [{ days_after_initiation: 3 }],
          },
        ],
      },
    },
    {
      type: 'aws_s3_bucket_cors_configuration',
      attributes: {
        bucket: 'shop-production-assets',
        cors_rule: [
          {
            allowed_methods: ['GET', 'PUT'],
            allowed_origins: ['https://shop.example'],
            allowed_headers: ['*'],
            expose_headers: [],
            max_age_seconds: 3000,
          },
        ],
      },
    },
    {
      type: 'aws_s3_bucket_replication_configuration',
      attributes: {
        bucket: 'shop-production-assets',
        rule: [
          {
            status: 'Enabled',
            filter: [{ prefix: 'images/' }],
            destination: [{ bucket: 'arn:aws:s3:::shop-production-copy' }],
          },
        ],
      },
    },
    {
      type: 'aws_s3_bucket_notification',
      attributes: {
        bucket: 'shop-production-assets',
        eventbridge: true,
        lambda_function: [
          {
            id: 'tf-s3-lambda-20260301080000000000000001',
            lambda_function_arn: `arn:aws:lambda:eu-west-1:${account}:function:shop-production-resize:live`,
            events: ['s3:ObjectCreated:*'],
            filter_prefix: 'images/',
            filter_suffix: '',
          },
        ],
        queue: [
          {
            id: 'imports',
            queue_arn: `arn:aws:sqs:eu-west-1:${account}:shop-production-imports`,
            events: ['s3:ObjectCreated:Copy', 's3:ObjectCreated:Put'],
            filter_prefix: 'imports/',
            filter_suffix: '.csv',
          },
        ],
        topic: [
          {
            id: 'removed',
            topic_arn: `arn:aws:sns:eu-west-1:${account}:shop-production-audit`,
            events: ['s3:ObjectRemoved:*'],
            filter_prefix: null,
            filter_suffix: null,
          },
        ],
      },
    },
    {
      type: 'aws_s3_bucket_object_lock_configuration',
      attributes: {
        bucket: 'shop-production-assets',
        rule: [{ default_retention: [{ mode: 'GOVERNANCE', days: 30, years: null }] }],
      },
    },
    {
      type: 'aws_s3_bucket_policy',
      attributes: {
        bucket: 'shop-production-assets',
        policy: JSON.stringify({
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: ['s3:GetObject'],
            Resource: ['arn:aws:s3:::shop-production-assets/*'],
            Condition: {
              StringEquals: { 'AWS:SourceArn': [`arn:aws:cloudfront::${account}:distribution/E1234567890ABC`] },
            },
          },
        }),
      },
    },
  ],
  [`arn:aws:secretsmanager:eu-west-1:${account}:secret:shop/production/db-AbCdEf`]: [
    {
      type: 'aws_secretsmanager_secret',
      attributes: {
        arn: `arn:aws:secretsmanager:eu-west-1:${account}:secret:shop/production/db-AbCdEf`,
        name: 'shop/production/db',
        description: 'Orders',
        kms_key_id: keyArn,
        replica: [{ region: 'eu-central-1' }],
      },
    },
    {
      type: 'aws_secretsmanager_secret_rotation',
      attributes: {
        secret_id: `arn:aws:secretsmanager:eu-west-1:${account}:secret:shop/production/db-AbCdEf`,
        rotation_enabled: true,
        rotation_lambda_arn: `arn:aws:lambda:eu-west-1:${account}:function:shop-production-rotate`,
        rotation_rules: [{ automatically_after_days: 30 }],
      },
    },
  ],
  [`arn:aws:elasticloadbalancing:eu-west-1:${account}:loadbalancer/shop-production-legacy`]: [
    {
      type: 'aws_elb',
      attributes: {
        arn: `arn:aws:elasticloadbalancing:eu-west-1:${account}:loadbalancer/shop-production-legacy`,
        name: 'shop-production-legacy',
        dns_name: 'shop-production-legacy-1234567890.eu-west-1.elb.amazonaws.com',
        internal: false,
        availability_zones: ['eu-west-1a', 'eu-west-1b'],
        subnets: ['subnet-0aaa0000000000000', 'subnet-0aaa0000000000001'],
        security_groups: ['sg-0aaa0000000000001'],
        cross_zone_load_balancing: true,
        idle_timeout: 60,
        connection_draining: true,
        connection_draining_timeout: 300,
        desync_mitigation_mode: 'defensive',
        access_logs: [{ bucket: 'shop-production-logs', bucket_prefix: '', enabled: true, interval: 60 }],
        listener: [
          {
            lb_protocol: 'https',
            lb_port: 443,
            instance_protocol: 'http',
            instance_port: 8080,
            ssl_certificate_id: `arn:aws:acm:eu-west-1:${account}:certificate/00000000-0000-4000-8000-000000000001`,
          },
          { lb_protocol: 'http', lb_port: 80, instance_protocol: 'http', instance_port: 8081, ssl_certificate_id: '' },
        ],
        health_check: [
          { target: 'HTTP:8080/health', interval: 30, timeout: 5, healthy_threshold: 10, unhealthy_threshold: 2 },
        ],
      },
    },
    {
      type: 'aws_load_balancer_policy',
      attributes: {
        load_balancer_name: 'shop-production-legacy',
        policy_name: 'shop-tls',
        policy_type_name: 'SSLNegotiationPolicyType',
        policy_attribute: [{ name: 'Reference-Security-Policy', value: 'ELBSecurityPolicy-TLS-1-2-2017-01' }],
      },
    },
    {
      type: 'aws_load_balancer_listener_policy',
      attributes: {
        load_balancer_name: 'shop-production-legacy',
        load_balancer_port: 443,
        policy_names: ['shop-tls'],
      },
    },
    {
      type: 'aws_lb_cookie_stickiness_policy',
      attributes: {
        load_balancer: 'shop-production-legacy',
        lb_port: 443,
        name: 'shop-cookie',
        cookie_expiration_period: 3600,
      },
    },
    {
      type: 'aws_subnet',
      attributes: {
        id: 'subnet-0aaa0000000000000',
        owner_id: account,
        vpc_id: 'vpc-0aaa0000000000001',
        cidr_block: '10.0.0.0/24',
        availability_zone: 'eu-west-1a',
      },
    },
  ],
  '/shop/production/db/password': [
    {
      type: 'aws_ssm_parameter',
      attributes: {
        arn: `arn:aws:ssm:eu-west-1:${account}:parameter/shop/production/db/password`,
        name: '/shop/production/db/password',
        type: 'SecureString',
        tier: 'Advanced',
        data_type: 'text',
        key_id: 'alias/aws/ssm',
        value: canary,
        version: 12,
      },
    },
  ],
}
