import { bucket } from '../../src/model/kinds/bucket.ts'
import { certificate } from '../../src/model/kinds/certificate.ts'
import { computeInstance } from '../../src/model/kinds/compute-instance.ts'
import { databaseCluster } from '../../src/model/kinds/database-cluster.ts'
import { databaseInstance } from '../../src/model/kinds/database-instance.ts'
import { firewall } from '../../src/model/kinds/firewall.ts'
import { instanceGroup } from '../../src/model/kinds/instance-group.ts'
import { loadBalancer } from '../../src/model/kinds/load-balancer.ts'
import { networkAcl } from '../../src/model/kinds/network-acl.ts'
import { network } from '../../src/model/kinds/network.ts'
import { routeTable } from '../../src/model/kinds/route-table.ts'
import { serverlessFunction } from '../../src/model/kinds/serverless-function.ts'
import { subnet } from '../../src/model/kinds/subnet.ts'
import { normaliseBucket, unclearLifecycle, unrecordedOfBuckets } from './normalise-bucket.ts'
import { normaliseCertificate, unrecordedOfCertificates } from './normalise-certificate.ts'
import { membersBeside, normaliseDbCluster, unrecordedOfClusters } from './normalise-database-cluster.ts'
import { normaliseDbInstance, unrecorded } from './normalise-database.ts'
import { prefixListsNamed, normaliseSecurityGroup } from './normalise-firewall.ts'
import { normaliseFunction, unrecordedOfFunctions } from './normalise-function.ts'
import { normaliseGroup, unrecordedOfGroups } from './normalise-instance-group.ts'
import { missingVolumes, normaliseInstance, unrecordedOfInstances, volumesBeside } from './normalise-instance.ts'
import { listenersBeside, normaliseLoadBalancer, unrecordedOfBalancers } from './normalise-load-balancer.ts'
import { normaliseSubnet, normaliseVpc, unrecordedOfNetworks } from './normalise-network.ts'
import { besideSubnets, normaliseNetworkAcl, normaliseRouteTable, unclearRoutes } from './normalise-routing.ts'
import type { RecordedType } from './recorded-type.ts'

/** The types that are read, by kind. Why others are not, docs/aws.md says. */
export const recordedTypes: readonly RecordedType[] = [
  {
    type: 'AWS::S3::Bucket',
    kind: bucket,
    cannotKnow: unrecordedOfBuckets,
    normalise: normaliseBucket,
    gaps: unclearLifecycle,
  },
  {
    type: 'AWS::ACM::Certificate',
    kind: certificate,
    cannotKnow: unrecordedOfCertificates,
    normalise: normaliseCertificate,
  },
  {
    type: 'AWS::EC2::Instance',
    kind: computeInstance,
    cannotKnow: unrecordedOfInstances,
    beside: [volumesBeside],
    normalise: normaliseInstance,
    gaps: missingVolumes,
  },
  {
    type: 'AWS::RDS::DBCluster',
    kind: databaseCluster,
    cannotKnow: unrecordedOfClusters,
    beside: [membersBeside],
    normalise: normaliseDbCluster,
  },
  {
    type: 'AWS::RDS::DBInstance',
    kind: databaseInstance,
    cannotKnow: unrecorded,
    normalise: normaliseDbInstance,
  },
  {
    type: 'AWS::EC2::SecurityGroup',
    kind: firewall,
    normalise: normaliseSecurityGroup,
    gaps: prefixListsNamed,
  },
  {
    type: 'AWS::AutoScaling::AutoScalingGroup',
    kind: instanceGroup,
    cannotKnow: unrecordedOfGroups,
    normalise: normaliseGroup,
  },
  {
    type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    kind: loadBalancer,
    cannotKnow: unrecordedOfBalancers,
    beside: [listenersBeside],
    normalise: normaliseLoadBalancer,
  },
  { type: 'AWS::EC2::VPC', kind: network, cannotKnow: unrecordedOfNetworks, normalise: normaliseVpc },
  { type: 'AWS::EC2::NetworkAcl', kind: networkAcl, normalise: normaliseNetworkAcl },
  { type: 'AWS::EC2::RouteTable', kind: routeTable, normalise: normaliseRouteTable, gaps: unclearRoutes },
  {
    type: 'AWS::Lambda::Function',
    kind: serverlessFunction,
    cannotKnow: unrecordedOfFunctions,
    normalise: normaliseFunction,
  },
  { type: 'AWS::EC2::Subnet', kind: subnet, beside: besideSubnets, normalise: normaliseSubnet },
]
