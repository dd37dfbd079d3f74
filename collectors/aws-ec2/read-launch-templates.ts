import type { LaunchTemplateVersion } from '@aws-sdk/client-ec2'
import { launchTemplate } from '../../src/model/kinds/launch-template.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { pages } from '../_aws/paging.ts'
import { startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { ec2 } from './client.ts'
import { ImageCatalogue } from './image-catalogue.ts'
import { byTemplate, isOfNodeGroup, normaliseLaunchTemplate, type TemplateTags } from './normalise-launch-template.ts'

/**
 * The launch templates of a region by their latest version, without those that EKS made. Two lists in all: one of the
 * templates with their tags, one of all their latest and default versions, instead of a call for each.
 */
export async function* readLaunchTemplates(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const tags = await readTemplateTags(request, session)
  if (tags.size === 0) return
  const templates = byTemplate(await readVersions(request, session)).filter(
    ({ latest }) => !isOfNodeGroup(latest.LaunchTemplateName),
  )
  const images = new ImageCatalogue(request, session, launchTemplate)
  await images.learn(templates.flatMap(({ latest }) => latest.LaunchTemplateData?.ImageId ?? []))
  for (const template of templates) {
    const own = tags.get(template.latest.LaunchTemplateId ?? '')
    yield normaliseLaunchTemplate(template, session, own, images.known, request.fingerprint)
  }
}

async function readTemplateTags(request: AwsRead, session: AwsSession): Promise<ReadonlyMap<string, TemplateTags>> {
  const { client, sdk } = await session.open(ec2)
  const found = new Map<string, TemplateTags>()
  const list = pages({
    ...session.place('ec2:DescribeLaunchTemplates', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeLaunchTemplatesCommand({ MaxResults: 200, NextToken }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.LaunchTemplates,
    next: (page) => page.NextToken,
  })
  for await (const page of list) {
    for (const { LaunchTemplateId: id, Tags } of page) if (id !== undefined) found.set(id, Tags ?? [])
  }
  return found
}

async function readVersions(request: AwsRead, session: AwsSession): Promise<readonly LaunchTemplateVersion[]> {
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
