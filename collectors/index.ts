import type { CollectorEntry } from '../src/collect/contract.ts'

/**
 * Every collector, alphabetical, by what has to be known of it before its code is loaded. Loaded when something is to be read: most of what
 * a start would load is theirs, and who compares two files needs none of it. A test holds this list against the folders and the collectors.
 */
export const collectors: readonly CollectorEntry[] = [
  { id: 'aws-acm', family: 'aws', load: async () => (await import('./aws-acm/collector.ts')).awsAcm },
  {
    id: 'aws-application-autoscaling',
    family: 'aws',
    supersedes: ['terraform'],
    load: async () => (await import('./aws-application-autoscaling/collector.ts')).awsApplicationAutoscaling,
  },
  {
    id: 'aws-autoscaling',
    family: 'aws',
    load: async () => (await import('./aws-autoscaling/collector.ts')).awsAutoscaling,
  },
  { id: 'aws-config', family: 'aws', load: async () => (await import('./aws-config/collector.ts')).awsConfig },
  { id: 'aws-ec2', family: 'aws', load: async () => (await import('./aws-ec2/collector.ts')).awsEc2 },
  {
    id: 'aws-ecs',
    family: 'aws',
    supersedes: ['terraform'],
    load: async () => (await import('./aws-ecs/collector.ts')).awsEcs,
  },
  {
    id: 'aws-elasticache',
    family: 'aws',
    load: async () => (await import('./aws-elasticache/collector.ts')).awsElasticache,
  },
  { id: 'aws-elb', family: 'aws', load: async () => (await import('./aws-elb/collector.ts')).awsElb },
  { id: 'aws-elbv2', family: 'aws', load: async () => (await import('./aws-elbv2/collector.ts')).awsElbv2 },
  {
    id: 'aws-iam',
    family: 'aws',
    supersedes: ['terraform'],
    load: async () => (await import('./aws-iam/collector.ts')).awsIam,
  },
  { id: 'aws-kms', family: 'aws', load: async () => (await import('./aws-kms/collector.ts')).awsKms },
  { id: 'aws-lambda', family: 'aws', load: async () => (await import('./aws-lambda/collector.ts')).awsLambda },
  { id: 'aws-rds', family: 'aws', load: async () => (await import('./aws-rds/collector.ts')).awsRds },
  { id: 'aws-s3', family: 'aws', load: async () => (await import('./aws-s3/collector.ts')).awsS3 },
  {
    id: 'aws-secretsmanager',
    family: 'aws',
    load: async () => (await import('./aws-secretsmanager/collector.ts')).awsSecretsmanager,
  },
  { id: 'aws-ssm', family: 'aws', load: async () => (await import('./aws-ssm/collector.ts')).awsSsm },
  { id: 'config-files', family: 'files', load: async () => (await import('./config-files/collector.ts')).configFiles },
  {
    id: 'kubernetes-cluster',
    family: 'kubernetes',
    supersedes: ['kubernetes', 'terraform'],
    load: async () => (await import('./kubernetes-cluster/collector.ts')).kubernetesCluster,
  },
  {
    id: 'kubernetes-manifests',
    family: 'kubernetes',
    load: async () => (await import('./kubernetes-manifests/collector.ts')).kubernetesManifests,
  },
  {
    id: 'terraform-state',
    family: 'terraform',
    load: async () => (await import('./terraform-state/collector.ts')).terraformState,
  },
  {
    id: 'tls-endpoint',
    family: 'tls',
    supersedes: [],
    load: async () => (await import('./tls-endpoint/collector.ts')).tlsEndpoint,
  },
] as readonly unknown[] as readonly CollectorEntry[]
