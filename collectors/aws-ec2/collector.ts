import { defineCollector } from '../../src/collect/contract.ts'
import { computeInstance } from '../../src/model/kinds/compute-instance.ts'
import { firewall } from '../../src/model/kinds/firewall.ts'
import { launchTemplate } from '../../src/model/kinds/launch-template.ts'
import { natGateway } from '../../src/model/kinds/nat-gateway.ts'
import { network } from '../../src/model/kinds/network.ts'
import { networkAcl } from '../../src/model/kinds/network-acl.ts'
import { networkEndpoint } from '../../src/model/kinds/network-endpoint.ts'
import { networkPeering } from '../../src/model/kinds/network-peering.ts'
import { routeTable } from '../../src/model/kinds/route-table.ts'
import { subnet } from '../../src/model/kinds/subnet.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseEc2 } from './diagnose.ts'
import { readEndpoints, readNatGateways, readPeerings } from './read-connections.ts'
import { readFirewalls } from './read-firewalls.ts'
import { readInstances } from './read-instances.ts'
import { readLaunchTemplates } from './read-launch-templates.ts'
import { readNetworkAcls } from './read-network-acls.ts'
import { readNetworks } from './read-networks.ts'
import { readRouteTables } from './read-route-tables.ts'
import { readSubnets } from './read-subnets.ts'

export const awsEc2 = defineCollector({
  id: 'aws-ec2',
  family: 'aws',
  service: 'ec2',
  title: 'Amazon EC2: instances, launch templates, security groups, networks and the ways between them',
  mode: 'observed',
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  reads: [
    {
      produces: [computeInstance],
      needs: [
        'ec2:DescribeImages',
        'ec2:DescribeInstanceCreditSpecifications',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeInstances',
        'ec2:DescribeVolumes',
      ],
      read: readInstances,
    },
    {
      produces: [firewall],
      needs: ['ec2:DescribeManagedPrefixLists', 'ec2:DescribeSecurityGroups', 'ec2:GetManagedPrefixListEntries'],
      read: readFirewalls,
    },
    {
      produces: [launchTemplate],
      needs: [
        'autoscaling:DescribeAutoScalingGroups',
        'ec2:DescribeImages',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:DescribeLaunchTemplates',
      ],
      read: readLaunchTemplates,
    },
    { produces: [natGateway], needs: ['ec2:DescribeNatGateways'], read: readNatGateways },
    { produces: [network], needs: ['ec2:DescribeVpcAttribute', 'ec2:DescribeVpcs'], read: readNetworks },
    { produces: [networkAcl], needs: ['ec2:DescribeNetworkAcls'], read: readNetworkAcls },
    { produces: [networkEndpoint], needs: ['ec2:DescribeVpcEndpoints'], read: readEndpoints },
    { produces: [networkPeering], needs: ['ec2:DescribeVpcPeeringConnections'], read: readPeerings },
    {
      produces: [routeTable],
      needs: ['ec2:DescribeManagedPrefixLists', 'ec2:DescribeRouteTables', 'ec2:GetManagedPrefixListEntries'],
      read: readRouteTables,
    },
    {
      produces: [subnet],
      needs: ['ec2:DescribeNetworkAcls', 'ec2:DescribeRouteTables', 'ec2:DescribeSubnets'],
      read: readSubnets,
    },
  ],
  diagnose: diagnoseEc2,
})
