import { afterEach, describe, expect, it } from 'vitest'
import { awsEc2 } from '../../../collectors/aws-ec2/collector.ts'
import { inForceOf } from '../../../collectors/_aws/template-in-force.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import type { Fault } from '../../support/replay-server.ts'
import type { Recording } from '../../support/replay-recording.ts'
import { byId, plain, readCollector, type Outcome } from '../../support/read-collector.ts'

const template = 'lt-0aaa0000000000001'
let world: AwsWorld | undefined

afterEach(async () => {
  await world?.close()
  world = undefined
})

/** The shop whose groups start from these versions of one template. */
async function withGroups(versions: readonly string[], more: readonly Recording[] = [], faults: readonly Fault[] = []) {
  const groups = versions.map(
    (version, i) =>
      `<member><AutoScalingGroupName>g${i}</AutoScalingGroupName><LaunchTemplate><LaunchTemplateId>${template}</LaunchTemplateId><Version>${version}</Version></LaunchTemplate></member>`,
  )
  const body = `<DescribeAutoScalingGroupsResponse><DescribeAutoScalingGroupsResult><AutoScalingGroups>${groups.join('')}</AutoScalingGroups></DescribeAutoScalingGroupsResult></DescribeAutoScalingGroupsResponse>`
  const others = shopRecordings.filter(({ action }) => action !== 'autoscaling:DescribeAutoScalingGroups')
  const recordings = [...others, { action: 'autoscaling:DescribeAutoScalingGroups', body: [body] }, ...more]
  world = await awsWorld({ recordings, faults })
  const read = {
    ...awsEc2,
    reads: awsEc2.reads.filter(({ produces }) => produces.some(({ id }) => id === 'launch-template')),
  }
  return readCollector(read, world, new AbortController().signal)
}

const version2 = {
  action: 'ec2:DescribeLaunchTemplateVersions',
  match: { LaunchTemplateId: template, 'LaunchTemplateVersion.1': '2' },
  body: [
    `<DescribeLaunchTemplateVersionsResponse><launchTemplateVersionSet><item><launchTemplateId>${template}</launchTemplateId><launchTemplateName>shop-production-workers</launchTemplateName><versionNumber>2</versionNumber><defaultVersion>false</defaultVersion><launchTemplateData><instanceType>m6i.large</instanceType></launchTemplateData></item></launchTemplateVersionSet></DescribeLaunchTemplateVersionsResponse>`,
  ],
}

const attributesOf = (outcome: Outcome): unknown => plain(byId(outcome, template).attributes)

describe('a launch template is what groups start from it', () => {
  it('the default version', async () => {
    expect(attributesOf(await withGroups(['$Default']))).toMatchObject({
      ...{ type: 't3.micro', version: 1, described: 1, versionsInUse: 1, latestVersion: 3, defaultVersion: 1 },
    })
  })

  it('a fixed version, asked for by its number', async () => {
    expect(attributesOf(await withGroups(['2'], [version2]))).toMatchObject({
      type: 'm6i.large',
      version: 2,
      described: 2,
    })
  })

  it('of several the one of most groups, and how many there are', async () => {
    const found = attributesOf(await withGroups(['1', '$Default', '$Latest']))
    expect(found).toMatchObject({ type: 't3.micro', version: 1, versionsInUse: 2 })
  })

  it('the latest, where nobody may say what groups follow', async () => {
    const outcome = await withGroups([], [], [{ action: 'autoscaling:DescribeAutoScalingGroups', does: 'denied' }])
    expect(attributesOf(outcome)).toMatchObject({ type: 't4g.small', version: 3, described: 3 })
    expect(outcome.unknown.map((one) => one.fields)).toEqual([['/version', '/versionsInUse']])
  })

  it('unknown, where the version that a group is fixed to cannot be read', async () => {
    const outcome = await withGroups(
      ['2'],
      [{ ...version2, body: version2.body.map((line) => line.replace('<versionNumber>2', '<versionNumber>9')) }],
    )
    expect(attributesOf(outcome)).toMatchObject({ version: 2, described: 3 })
  })
})

describe('the version in force', () => {
  const numbers = { id: 'lt-1', name: 'shop', latest: 5, defaultVersion: 2 }
  it.each([
    [[], { version: 5, inUse: undefined }],
    [['$Latest'], { version: 5, inUse: 1 }],
    [['$Default'], { version: 2, inUse: 1 }],
    [['4'], { version: 4, inUse: 1 }],
    [['3', '4'], { version: 4, inUse: 2 }],
    [['3', '4', '3'], { version: 3, inUse: 2 }],
    [['2', '$Default'], { version: 2, inUse: 1 }],
    [['no number'], { version: undefined, inUse: 1 }],
  ])('of groups at %j is %j', (versions, expected) => {
    const followed = versions.map((version, i) => ({ template: i % 2 === 0 ? 'lt-1' : 'shop', version }))
    expect(inForceOf(numbers, [...followed, { template: 'lt-other', version: '1' }])).toEqual(expected)
  })
})
