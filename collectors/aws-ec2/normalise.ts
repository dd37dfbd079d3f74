import type { Instance, IpPermission, SecurityGroup, Subnet, Volume, Vpc } from '@aws-sdk/client-ec2'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { Permission } from '../_aws/firewall-rule.ts'
import { computeInstanceResource } from '../_aws/shapes/compute-instance.ts'
import { describedInstance, describedVolume } from '../_aws/shapes/described-instance.ts'
import { ipv6Ranges, moreRanges } from '../_aws/shapes/described-network.ts'
import { firewallResource } from '../_aws/shapes/firewall.ts'
import type { ImageInput } from '../_aws/shapes/machine-image.ts'
import { networkResource } from '../_aws/shapes/network.ts'
import { subnetResource } from '../_aws/shapes/subnet.ts'
import type { VolumeInput } from '../_aws/shapes/volume.ts'
import type { PrefixLists } from './prefix-lists.ts'
import type { VpcAttributes } from './vpc-attributes.ts'

/** The account and region that were asked; the account of a resource is its owner's. */
export interface Place {
  readonly account: string | undefined
  readonly region: string
}

/** What DescribeInstanceTypes says of a type. */
export interface TypeMeasures {
  readonly vcpu: number | undefined
  readonly memoryMiB: number | undefined
}

/** What lists beside DescribeInstances say. */
export interface InstanceDetails {
  readonly types: ReadonlyMap<string, TypeMeasures>
  /** Undefined: could not be read. */
  readonly volumes: ReadonlyMap<string, Volume> | undefined
  readonly images: ReadonlyMap<string, ImageInput>
  readonly credits: { readonly of: (instance: Instance) => string | undefined }
}

/** Whether somebody made it: a default VPC says nothing about a system. */
export function isSystemVpc(vpc: Vpc): boolean {
  return vpc.IsDefault !== true && vpc.VpcId !== undefined && vpc.CidrBlock !== undefined
}

/** A VPC as a `network`; nothing for a default one. */
export function normaliseVpc(vpc: Vpc, attributes: VpcAttributes, place: Place): readonly CollectedResource[] {
  if (!isSystemVpc(vpc) || vpc.VpcId === undefined || vpc.CidrBlock === undefined) return []
  return [
    networkResource({
      id: vpc.VpcId,
      account: vpc.OwnerId ?? place.account,
      region: place.region,
      tags: vpc.Tags,
      cidr: vpc.CidrBlock,
      moreCidrs: moreRanges(vpc),
      tenancy: vpc.InstanceTenancy,
      ...attributes,
    }),
  ]
}

/** A subnet as a `subnet`, with what is in force on it; nothing for those that AWS makes in a default VPC. */
export function normaliseSubnet(
  subnet: Subnet,
  place: Place,
  inForce: { readonly routeTable?: string | undefined; readonly networkAcl?: string | undefined },
): readonly CollectedResource[] {
  if (subnet.DefaultForAz === true || subnet.SubnetId === undefined) return []
  return [
    subnetResource({
      id: subnet.SubnetId,
      account: subnet.OwnerId ?? place.account,
      region: place.region,
      tags: subnet.Tags,
      network: subnet.VpcId,
      cidr: subnet.CidrBlock,
      ipv6Cidrs: ipv6Ranges(subnet),
      zone: subnet.AvailabilityZone,
      publicAddresses: subnet.MapPublicIpOnLaunch,
      ...inForce,
    }),
  ]
}

/** A security group as a `firewall`; nothing for a default one that nobody touched. */
export function normaliseSecurityGroup(
  group: SecurityGroup,
  place: Place,
  prefixLists: PrefixLists,
): readonly CollectedResource[] {
  if (group.GroupId === undefined) return []
  const found = firewallResource({
    id: group.GroupId,
    account: group.OwnerId ?? place.account,
    region: place.region,
    tags: group.Tags,
    groupName: group.GroupName,
    description: group.Description,
    network: group.VpcId,
    ingress: (group.IpPermissions ?? []).flatMap((permission) => permissionsOf(permission, prefixLists)),
    egress: (group.IpPermissionsEgress ?? []).flatMap((permission) => permissionsOf(permission, prefixLists)),
  })
  return found === undefined ? [] : [found]
}

/** An instance as a `compute-instance`, and the volumes that hang on it but were not in the list. */
export function normaliseInstance(
  instance: Instance,
  owner: string | undefined,
  place: Place,
  { types, volumes, images, credits }: InstanceDetails,
): { readonly resource: CollectedResource; readonly missingVolumes: readonly string[] } {
  const type = instance.InstanceType ?? ''
  const attached = volumes === undefined ? undefined : volumesOf(instance, volumes)
  const resource = computeInstanceResource({
    id: instance.InstanceId ?? '',
    account: owner ?? place.account,
    region: place.region,
    tags: instance.Tags,
    ...describedInstance(instance),
    vcpu: types.get(type)?.vcpu,
    memoryMiB: types.get(type)?.memoryMiB,
    imageFacts: images.get(instance.ImageId ?? ''),
    credits: credits.of(instance),
    volumes: attached?.found,
  })
  return { resource, missingVolumes: attached?.missing ?? [] }
}

/** Each other end has a description of its own, so each becomes a permission of its own. */
function permissionsOf(permission: IpPermission, prefixLists: PrefixLists): readonly Permission[] {
  const { IpProtocol: protocol = '-1', FromPort: fromPort, ToPort: toPort } = permission
  const base = { protocol, fromPort, toPort, cidrs: nobody, groups: nobody, prefixLists: nobody }
  const found: Permission[] = []
  for (const { CidrIp: cidr, Description: description } of permission.IpRanges ?? []) {
    if (cidr !== undefined) found.push({ ...base, cidrs: [cidr], description })
  }
  for (const { CidrIpv6: cidr, Description: description } of permission.Ipv6Ranges ?? []) {
    if (cidr !== undefined) found.push({ ...base, cidrs: [cidr], description })
  }
  for (const { GroupId: group, Description: description } of permission.UserIdGroupPairs ?? []) {
    if (group !== undefined) found.push({ ...base, groups: [group], description })
  }
  for (const { PrefixListId: id, Description: description } of permission.PrefixListIds ?? []) {
    if (id !== undefined) found.push({ ...base, ...meaningOf(id, prefixLists), description })
  }
  return found
}

const nobody: readonly string[] = []

function meaningOf(
  id: string,
  lists: PrefixLists,
): { readonly cidrs: readonly string[]; readonly prefixLists: readonly string[] } {
  const list = lists.get(id)
  if (list === undefined) return { cidrs: [], prefixLists: [id] }
  return 'service' in list ? { cidrs: [], prefixLists: [list.service] } : { cidrs: list.cidrs, prefixLists: [] }
}

function volumesOf(
  instance: Instance,
  volumes: ReadonlyMap<string, Volume>,
): { readonly found: readonly VolumeInput[]; readonly missing: readonly string[] } {
  const found: VolumeInput[] = []
  const missing: string[] = []
  for (const { DeviceName: device, Ebs: ebs } of instance.BlockDeviceMappings ?? []) {
    if (device === undefined || ebs?.VolumeId === undefined) continue
    const volume = volumes.get(ebs.VolumeId)
    if (volume === undefined) missing.push(ebs.VolumeId)
    found.push(describedVolume(device, ebs, volume))
  }
  return { found, missing }
}
