import type { Collector } from '../src/collect/contract.ts'
import { awsAcm } from './aws-acm/collector.ts'
import { awsApplicationAutoscaling } from './aws-application-autoscaling/collector.ts'
import { awsAutoscaling } from './aws-autoscaling/collector.ts'
import { awsConfig } from './aws-config/collector.ts'
import { awsEc2 } from './aws-ec2/collector.ts'
import { awsEcs } from './aws-ecs/collector.ts'
import { awsElasticache } from './aws-elasticache/collector.ts'
import { awsElb } from './aws-elb/collector.ts'
import { awsElbv2 } from './aws-elbv2/collector.ts'
import { awsIam } from './aws-iam/collector.ts'
import { awsKms } from './aws-kms/collector.ts'
import { awsLambda } from './aws-lambda/collector.ts'
import { awsRds } from './aws-rds/collector.ts'
import { awsS3 } from './aws-s3/collector.ts'
import { awsSecretsmanager } from './aws-secretsmanager/collector.ts'
import { awsSsm } from './aws-ssm/collector.ts'
import { configFiles } from './config-files/collector.ts'
import { kubernetesCluster } from './kubernetes-cluster/collector.ts'
import { kubernetesManifests } from './kubernetes-manifests/collector.ts'
import { terraformState } from './terraform-state/collector.ts'
import { tlsEndpoint } from './tls-endpoint/collector.ts'

/** Every collector, alphabetical. A test holds this list against the folders. */
export const collectors: readonly Collector[] = [
  awsAcm,
  awsApplicationAutoscaling,
  awsAutoscaling,
  awsConfig,
  awsEc2,
  awsEcs,
  awsElasticache,
  awsElb,
  awsElbv2,
  awsIam,
  awsKms,
  awsLambda,
  awsRds,
  awsS3,
  awsSecretsmanager,
  awsSsm,
  configFiles,
  kubernetesCluster,
  kubernetesManifests,
  terraformState,
  tlsEndpoint,
] as readonly unknown[] as readonly Collector[]
