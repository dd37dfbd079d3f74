import type { Vpc } from '@aws-sdk/client-ec2'
import { network } from '../../src/model/kinds/network.ts'
import { malformed } from '../_aws/errors.ts'
import { unlessGone } from '../_aws/gone.ts'
import { oneCall } from '../_aws/paging.ts'
import { orUnknown, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { ec2 } from './client.ts'

/** What DescribeVpcs does not say of a VPC. Undefined: could not be read, and that is said. */
export interface VpcAttributes {
  readonly dnsSupport?: boolean | undefined
  readonly dnsHostnames?: boolean | undefined
}

const attributes = [
  { field: 'dnsSupport', attribute: 'enableDnsSupport', member: 'EnableDnsSupport' },
  { field: 'dnsHostnames', attribute: 'enableDnsHostnames', member: 'EnableDnsHostnames' },
] as const

/** How often each VPC is asked about. */
export const callsPerVpc = attributes.length

/**
 * How names are resolved in a VPC: a call for each of its attributes, for EC2 tells one at a time. What is denied is unknown of this
 * VPC alone. `gone`: it was deleted after it was listed.
 */
export async function vpcAttributes(
  request: AwsRead,
  session: AwsSession,
  { VpcId: id = '' }: Vpc,
): Promise<VpcAttributes | 'gone'> {
  let found: VpcAttributes = {}
  for (const { field, attribute, member } of attributes) {
    const read = (): Promise<boolean | 'gone'> => ask(request, session, id, attribute, member)
    const value = await orUnknown<boolean | 'gone' | undefined>(request, network, [`/${field}`], read, undefined, id)
    if (value === 'gone') return 'gone'
    found = { ...found, [field]: value }
  }
  return found
}

async function ask(
  { signal }: AwsRead,
  session: AwsSession,
  id: string,
  attribute: (typeof attributes)[number]['attribute'],
  member: (typeof attributes)[number]['member'],
): Promise<boolean | 'gone'> {
  const { client, sdk } = await session.open(ec2)
  const place = session.place('ec2:DescribeVpcAttribute', signal)
  const command = new sdk.DescribeVpcAttributeCommand({ VpcId: id, Attribute: attribute })
  const answer = await oneCall(place, () =>
    client.send(command, { abortSignal: signal }).catch(unlessGone('InvalidVpcID.NotFound')),
  )
  if (answer === undefined) return 'gone'
  const value = answer[member]?.Value
  if (value === undefined) throw malformed(place, `it does not tell ${attribute}`)
  return value
}
