import type { LaunchTemplate, LaunchTemplateVersion } from '@aws-sdk/client-ec2'
import { launchTemplate } from '../../src/model/kinds/launch-template.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { autoScalingGroups, followedTemplate } from '../_aws/autoscaling-groups.ts'
import { ImageCatalogue } from '../_aws/image-catalogue.ts'
import { each, pages } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { concurrencyOf } from '../_aws/settings.ts'
import { inForceOf, type FollowedTemplate } from '../_aws/template-in-force.ts'
import { ec2 } from './client.ts'
import {
  byTemplate,
  isOfNodeGroup,
  normaliseLaunchTemplate,
  type ChosenVersion,
  type TemplateVersions,
} from './normalise-launch-template.ts'
import { readLatestAndDefault, readVersion } from './template-versions.ts'

/**
 * The launch templates of a region by their version in force, without those that EKS made. Two lists in all, one of the templates with
 * their tags, one of all their latest and default versions; a third, of groups, only where a template has several versions, and
 * a call for each template whose groups are fixed to another one.
 */
export async function* readLaunchTemplates(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const listed = await readTemplates(request, session)
  if (listed.size === 0) return
  const templates = byTemplate(await readLatestAndDefault(request, session)).filter(
    ({ latest }) => !isOfNodeGroup(latest.LaunchTemplateName),
  )
  const followed = templates.some(({ latest }) => (latest.VersionNumber ?? 1) > 1) ? await readFollowed(request) : []
  const read = each(templates, concurrencyOf(request.settings), (one) => choose(one, followed, request, session))
  const chosen: ChosenVersion[] = []
  for await (const one of read) chosen.push(one)
  const images = new ImageCatalogue(request, session, launchTemplate)
  await images.learn(chosen.flatMap((one) => one.chosen.LaunchTemplateData?.ImageId ?? []))
  for (const template of chosen) {
    const tags = listed.get(template.latest.LaunchTemplateId ?? '')?.Tags
    yield normaliseLaunchTemplate(template, session, tags, images.known, request.fingerprint)
  }
}

/** What groups start from. Where they may not be read, which version is in force is unknown, and templates are taken by their latest. */
async function readFollowed(request: AwsRead): Promise<readonly FollowedTemplate[]> {
  const read = async (): Promise<readonly FollowedTemplate[]> => {
    const found: FollowedTemplate[] = []
    for await (const page of autoScalingGroups(request)) {
      for (const group of page) {
        const one = followedTemplate(group)
        if (one !== undefined) found.push(one)
      }
    }
    return found
  }
  return orUnknown(request, launchTemplate, ['/version', '/versionsInUse'], read, [])
}

/** A template with the version in force; one that was deleted while a group still names it leaves the latest, and what it said unknown. */
async function choose(
  template: TemplateVersions,
  followed: readonly FollowedTemplate[],
  request: AwsRead,
  session: AwsSession,
): Promise<ChosenVersion> {
  const { latest } = template
  const id = latest.LaunchTemplateId ?? ''
  const numbers = { latest: latest.VersionNumber, defaultVersion: template.default?.VersionNumber }
  const inForce = inForceOf({ id, name: latest.LaunchTemplateName, ...numbers }, followed)
  const { version } = inForce
  const known = [latest, template.default].find((one) => one !== undefined && one.VersionNumber === version)
  if (known !== undefined || version === undefined) return { ...template, chosen: known ?? latest, inForce }
  const read = (): Promise<LaunchTemplateVersion | undefined> => readVersion(request, session, id, version)
  const found = await orUnknown(request, launchTemplate, ['/described'], read, undefined)
  return { ...template, chosen: found ?? latest, inForce }
}

async function readTemplates(request: AwsRead, session: AwsSession): Promise<ReadonlyMap<string, LaunchTemplate>> {
  const { client, sdk } = await session.open(ec2)
  const found = new Map<string, LaunchTemplate>()
  const list = pages({
    ...session.place('ec2:DescribeLaunchTemplates', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeLaunchTemplatesCommand({ MaxResults: 200, NextToken }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.LaunchTemplates,
    next: (page) => page.NextToken,
  })
  for await (const page of list) for (const one of page) if (one.LaunchTemplateId) found.set(one.LaunchTemplateId, one)
  return found
}
