import { describe, expect, it } from 'vitest'
import { normaliseGroup } from '../../../collectors/aws-autoscaling/normalise.ts'
import {
  normaliseEndpoint,
  normaliseNatGateway,
  normalisePeering,
} from '../../../collectors/aws-ec2/normalise-connections.ts'
import { normaliseNetworkAcl } from '../../../collectors/aws-ec2/normalise-network-acl.ts'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import type { CollectedResource } from '../../../src/model/resource.ts'
import { byId, collectFiles } from '../_files/workspace.ts'
import { stateText, type Given } from './states.ts'

const place = { account: '111111111111', region: 'eu-west-1' }
const read = async (given: Given, id: string): Promise<Readonly<Record<string, unknown>>> => {
  const text = stateText(given)
  return byId(await collectFiles(terraformState, { 'a.tfstate': text }, { state: 'a.tfstate' }), id).attributes
}
const live = ([one]: readonly CollectedResource[]): Readonly<Record<string, unknown>> =>
  JSON.parse(JSON.stringify(one?.attributes)) as Readonly<Record<string, unknown>>
const without = (all: Readonly<Record<string, unknown>>, ...names: readonly string[]): unknown =>
  Object.fromEntries(Object.entries(all).filter(([name, value]) => !names.includes(name) && value !== undefined))

describe('from a state and from the API the same comes out', () => {
  it('of a network ACL', async () => {
    const entry = {
      rule_no: 100,
      protocol: '6',
      action: 'allow',
      cidr_block: '10.0.0.0/8',
      from_port: 443,
      to_port: 443,
    }
    const attributes = { id: 'acl-1', vpc_id: 'vpc-1', ingress: [entry], egress: [] }
    const PortRange = { From: 443, To: 443 }
    const Entries = [
      {
        RuleNumber: 100,
        Protocol: '6',
        RuleAction: 'allow' as const,
        Egress: false,
        CidrBlock: '10.0.0.0/8',
        PortRange,
      },
      { RuleNumber: 32767, Protocol: '-1', RuleAction: 'deny' as const, Egress: false, CidrBlock: '0.0.0.0/0' },
    ]
    const api = normaliseNetworkAcl({ NetworkAclId: 'acl-1', VpcId: 'vpc-1', IsDefault: false, Entries }, place)
    expect(without(await read({ type: 'aws_network_acl', attributes }, 'acl-1'))).toEqual(live(api))
  })

  it('of a NAT gateway', async () => {
    const attributes = { id: 'nat-1', subnet_id: 'subnet-1', connectivity_type: 'public', public_ip: '203.0.113.1' }
    const api = normaliseNatGateway({ NatGatewayId: 'nat-1', SubnetId: 'subnet-1', ConnectivityType: 'public' }, place)
    expect(without(await read({ type: 'aws_nat_gateway', attributes }, 'nat-1'))).toEqual(live(api))
  })

  it('of an endpoint', async () => {
    const service = 'com.amazonaws.eu-west-1.s3'
    const policy = '{"Statement":{"Effect":"Allow","Principal":"*","Action":["*"],"Resource":"*"}}'
    const attributes = { id: 'vpce-1', vpc_id: 'vpc-1', service_name: service, vpc_endpoint_type: 'Gateway', policy }
    const api = normaliseEndpoint(
      {
        ...{ VpcEndpointId: 'vpce-1', VpcId: 'vpc-1', ServiceName: service, VpcEndpointType: 'Gateway' },
        PolicyDocument: policy,
      },
      place,
      (reason) => expect.fail(reason),
    )
    const found = without(await read({ type: 'aws_vpc_endpoint', attributes }, 'vpce-1'))
    expect(found).toEqual(live(api))
    expect(found).toMatchObject({ policy: [{ action: '*', principal: 'anyone', resources: ['*'] }] })
  })

  it('of a peering', async () => {
    const attributes = { id: 'pcx-1', vpc_id: 'vpc-1', peer_vpc_id: 'vpc-2', accept_status: 'active' }
    const api = normalisePeering(
      {
        ...{ VpcPeeringConnectionId: 'pcx-1', Status: { Code: 'active' } },
        ...{ RequesterVpcInfo: { VpcId: 'vpc-1' }, AccepterVpcInfo: { VpcId: 'vpc-2' } },
      },
      place,
    )
    expect(without(await read({ type: 'aws_vpc_peering_connection', attributes }, 'pcx-1'))).toEqual(live(api))
  })

  it('of a group', async () => {
    const attributes = {
      ...{ id: 'web', name: 'web', min_size: 1, max_size: 4, desired_capacity: 2, health_check_type: 'ELB' },
      launch_template: [{ id: 'lt-1', name: 'web', version: '$Latest' }],
      ...{ vpc_zone_identifier: ['subnet-2', 'subnet-1'], termination_policies: null, max_instance_lifetime: 0 },
    }
    const api = normaliseGroup(
      {
        ...{ AutoScalingGroupName: 'web', MinSize: 1, MaxSize: 4, DesiredCapacity: 2, HealthCheckType: 'ELB' },
        LaunchTemplate: { LaunchTemplateId: 'lt-1', LaunchTemplateName: 'web', Version: '$Latest' },
        ...{ VPCZoneIdentifier: 'subnet-1,subnet-2', TerminationPolicies: ['Default'] },
        ...{ DefaultCooldown: undefined, AvailabilityZones: [], CreatedTime: new Date(0) },
      },
      place,
      { policies: undefined, schedules: undefined },
    )
    expect(without(await read({ type: 'aws_autoscaling_group', attributes }, 'web'))).toEqual(live(api))
  })
})
