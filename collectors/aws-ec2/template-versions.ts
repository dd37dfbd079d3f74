import type { LaunchTemplateVersion } from '@aws-sdk/client-ec2'
import { unlessGone } from '../_aws/gone.ts'
import { oneCall, pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { ec2 } from './client.ts'

/** The latest and default versions of all templates of a region, in one list: without an id the words stand for every template's. */
export async function readLatestAndDefault(
  request: AwsRead,
  session: AwsSession,
): Promise<readonly LaunchTemplateVersion[]> {
  const { client, sdk } = await session.open(ec2)
  const Versions = ['$Latest', '$Default']
  const list = pages({
    ...session.place('ec2:DescribeLaunchTemplateVersions', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeLaunchTemplateVersionsCommand({ Versions, MaxResults: 200, NextToken }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.LaunchTemplateVersions,
    next: (page) => page.NextToken,
  })
  const found: LaunchTemplateVersion[] = []
  for await (const page of list) found.push(...page)
  return found
}

/** One version of a template; undefined where it, or the template, was deleted. */
export async function readVersion(
  request: AwsRead,
  session: AwsSession,
  id: string,
  version: number,
): Promise<LaunchTemplateVersion | undefined> {
  const { client, sdk } = await session.open(ec2)
  const command = new sdk.DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id, Versions: [String(version)] })
  const answer = await oneCall(session.place('ec2:DescribeLaunchTemplateVersions', request.signal), () =>
    client.send(command, { abortSignal: request.signal }).catch(unlessGone(...gone)),
  )
  return answer?.LaunchTemplateVersions?.find((one) => one.VersionNumber === version)
}

/** Source: EC2 API reference, "Error codes for the Amazon EC2 API". */
const gone = ['InvalidLaunchTemplateId.VersionNotFound', 'InvalidLaunchTemplateId.NotFound']
