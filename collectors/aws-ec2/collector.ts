import { defineCollector } from '../../src/collect/contract.ts'
import { computeInstance } from '../../src/model/kinds/compute-instance.ts'
import { firewall } from '../../src/model/kinds/firewall.ts'
import { network } from '../../src/model/kinds/network.ts'
import { subnet } from '../../src/model/kinds/subnet.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseEc2 } from './diagnose.ts'
import { readFirewalls } from './read-firewalls.ts'
import { readInstances } from './read-instances.ts'
import { readNetworks } from './read-networks.ts'
import { readSubnets } from './read-subnets.ts'

export const awsEc2 = defineCollector({
  id: 'aws-ec2',
  family: 'aws',
  service: 'ec2',
  title: 'Amazon EC2: instances, security groups, VPCs, subnets',
  mode: 'observed',
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  reads: [
    {
      produces: [computeInstance],
      needs: ['ec2:DescribeInstanceTypes', 'ec2:DescribeInstances', 'ec2:DescribeVolumes'],
      read: readInstances,
    },
    {
      produces: [firewall],
      needs: ['ec2:DescribeManagedPrefixLists', 'ec2:DescribeSecurityGroups', 'ec2:GetManagedPrefixListEntries'],
      read: readFirewalls,
    },
    { produces: [network], needs: ['ec2:DescribeVpcs'], read: readNetworks },
    { produces: [subnet], needs: ['ec2:DescribeSubnets'], read: readSubnets },
  ],
  diagnose: diagnoseEc2,
})
