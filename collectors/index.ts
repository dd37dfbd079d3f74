import type { Collector } from '../src/collect/contract.ts'
import { awsAcm } from './aws-acm/collector.ts'
import { awsEc2 } from './aws-ec2/collector.ts'
import { awsElasticache } from './aws-elasticache/collector.ts'
import { awsElbv2 } from './aws-elbv2/collector.ts'
import { awsRds } from './aws-rds/collector.ts'
import { configFiles } from './config-files/collector.ts'
import { kubernetesManifests } from './kubernetes-manifests/collector.ts'
import { terraformState } from './terraform-state/collector.ts'
import { tlsEndpoint } from './tls-endpoint/collector.ts'

/** Every collector, alphabetical. A test holds this list against the folders. */
export const collectors: readonly Collector[] = [
  awsAcm,
  awsEc2,
  awsElasticache,
  awsElbv2,
  awsRds,
  configFiles,
  kubernetesManifests,
  terraformState,
  tlsEndpoint,
] as readonly unknown[] as readonly Collector[]
