import type { LaunchTemplateVersion } from '@aws-sdk/client-ec2'
import { describe, expect, it } from 'vitest'
import { normaliseLaunchTemplate } from '../../../collectors/aws-ec2/normalise-launch-template.ts'
import { normaliseRouteTable } from '../../../collectors/aws-ec2/normalise-route-table.ts'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import { launchTemplate } from '../../../src/model/kinds/launch-template.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { byId, collectFiles, type Outcome } from '../_files/workspace.ts'
import { stateText, type Given } from './states.ts'

const place = { account: '111111111111', region: 'eu-west-1' }
const read = (...given: readonly Given[]): Promise<Outcome> =>
  collectFiles(terraformState, { 'a.tfstate': stateText(...given) }, { state: 'a.tfstate' })
const canary = 'canary-7Yq3hV9sXw2LkP'
const script = Buffer.from(`#!/bin/sh\necho ${canary}`).toString('base64')

/** What is set and compared. */
function compared(attributes: Readonly<Record<string, unknown>> | undefined): unknown {
  const fields: Readonly<Record<string, { readonly volatile?: true }>> = launchTemplate.fields
  const kept = Object.entries(attributes ?? {}).filter(
    ([name, value]) => fields[name]?.volatile !== true && value !== undefined,
  )
  return JSON.parse(JSON.stringify(Object.fromEntries(kept)))
}

describe('from a state and from the API the same comes out', () => {
  it('of a launch template, whose user data goes no further than its form', async () => {
    const disk = { volume_size: 20, volume_type: 'gp3', iops: 0, throughput: 0, encrypted: 'true', kms_key_id: '' }
    const outcome = await read({
      type: 'aws_launch_template',
      attributes: {
        ...{ id: 'lt-1', name: 'web', image_id: 'ami-1', instance_type: 'm7g.large', key_name: 'shop' },
        ...{ ebs_optimized: 'true', monitoring: [{ enabled: true }], placement: [{ tenancy: '' }], user_data: script },
        block_device_mappings: [
          { device_name: '/dev/sda1', ebs: [{ ...disk, delete_on_termination: 'true' }] },
          { device_name: '/dev/sdb', ebs: [], virtual_name: 'ephemeral0' },
        ],
        metadata_options: [{ http_tokens: 'required', http_put_response_hop_limit: 1 }],
        iam_instance_profile: [{ name: 'web', arn: '' }],
        network_interfaces: [{ associate_public_ip_address: 'false', security_groups: ['sg-2'] }],
        ...{ vpc_security_group_ids: ['sg-1'], latest_version: 4, default_version: 3 },
      },
    })
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    const latest: LaunchTemplateVersion = {
      ...{ LaunchTemplateId: 'lt-1', LaunchTemplateName: 'web', VersionNumber: 4 },
      LaunchTemplateData: {
        ...{ ImageId: 'ami-1', InstanceType: 'm7g.large', KeyName: 'shop', EbsOptimized: true, UserData: script },
        Monitoring: { Enabled: true },
        BlockDeviceMappings: [
          {
            DeviceName: '/dev/sda1',
            Ebs: { VolumeSize: 20, VolumeType: 'gp3', Encrypted: true, DeleteOnTermination: true },
          },
          { DeviceName: '/dev/sdb', VirtualName: 'ephemeral0' },
        ],
        MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
        IamInstanceProfile: { Name: 'web' },
        NetworkInterfaces: [{ AssociatePublicIpAddress: false, Groups: ['sg-2'] }],
        SecurityGroupIds: ['sg-1'],
      },
    }
    const api = normaliseLaunchTemplate(
      { latest, default: undefined, chosen: latest, inForce: { version: 4, inUse: undefined } },
      place,
      [],
      new Map(),
      createFingerprinter('k'),
    )
    const { attributes } = byId(outcome, 'lt-1')
    expect(attributes).toMatchObject({ startup: 'shell script', latestVersion: 4, defaultVersion: 3 })
    expect(compared(attributes)).toEqual(compared(api.attributes))
    expect(JSON.stringify(outcome)).not.toContain(canary)
  })

  it('of a route table, whose routes stand in it and beside it, and whose prefix list is looked up', async () => {
    const outcome = await read(
      {
        type: 'aws_route_table',
        attributes: {
          ...{ id: 'rtb-1', vpc_id: 'vpc-1', owner_id: place.account, tags: { Name: 'private-a' } },
          route: [
            { cidr_block: '0.0.0.0/0', nat_gateway_id: 'nat-1', gateway_id: '', ipv6_cidr_block: '' },
            { cidr_block: '', ipv6_cidr_block: '::/0', egress_only_gateway_id: 'eigw-1', gateway_id: '' },
          ],
        },
      },
      {
        type: 'aws_route',
        name: 'peer',
        attributes: {
          ...{ route_table_id: 'rtb-1', destination_cidr_block: '10.9.0.0/16', state: 'active' },
          vpc_peering_connection_id: 'pcx-1',
        },
      },
      {
        type: 'aws_route',
        name: 'office',
        attributes: {
          ...{ route_table_id: 'rtb-1', destination_prefix_list_id: 'pl-1', transit_gateway_id: 'tgw-1' },
          state: 'blackhole',
        },
      },
      {
        type: 'aws_ec2_managed_prefix_list',
        attributes: { id: 'pl-1', name: 'office', entry: [{ cidr: '192.0.2.0/24' }, { cidr: '198.51.100.0/24' }] },
      },
      { type: 'aws_route_table_association', attributes: { route_table_id: 'rtb-1', subnet_id: 'subnet-1' } },
      { type: 'aws_vpn_gateway_route_propagation', attributes: { route_table_id: 'rtb-1', vpn_gateway_id: 'vgw-1' } },
    )
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    const [api] = normaliseRouteTable(
      {
        ...{ RouteTableId: 'rtb-1', VpcId: 'vpc-1', OwnerId: place.account },
        Tags: [{ Key: 'Name', Value: 'private-a' }],
        Associations: [{ SubnetId: 'subnet-1', Main: false }],
        PropagatingVgws: [{ GatewayId: 'vgw-1' }],
        Routes: [
          { DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local' },
          { DestinationCidrBlock: '172.16.0.0/12', GatewayId: 'vgw-1', Origin: 'EnableVgwRoutePropagation' },
          { DestinationPrefixListId: 'pl-9', GatewayId: 'vpce-1' },
          { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1' },
          { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1' },
          { DestinationCidrBlock: '10.9.0.0/16', VpcPeeringConnectionId: 'pcx-1' },
          { DestinationPrefixListId: 'pl-1', TransitGatewayId: 'tgw-1', State: 'blackhole' },
        ],
      },
      place,
      new Map([['pl-1', { cidrs: ['192.0.2.0/24', '198.51.100.0/24'] }]]),
    )
    const declared = byId(outcome, 'rtb-1')
    expect(declared).toMatchObject({ name: api?.name, account: place.account })
    expect(declared.attributes).toEqual(api?.attributes)
    expect(declared.attributes['routes']).toHaveLength(5)
    expect(outcome.resources.filter(({ kind }) => kind === 'terraform-resource')).toHaveLength(1)
  })

  it('and the default table of a network, while code changes nothing in it, is left out', async () => {
    const outcome = await read({
      type: 'aws_default_route_table',
      attributes: { id: 'rtb-1', vpc_id: 'vpc-1', route: [], propagating_vgws: null },
    })
    expect([outcome.errors, outcome.resources]).toEqual([[], []])
  })
})
