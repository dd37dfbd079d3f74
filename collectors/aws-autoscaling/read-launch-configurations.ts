import { launchTemplate } from '../../src/model/kinds/launch-template.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { autoScalingGroups } from '../_aws/autoscaling-groups.ts'
import { ImageCatalogue } from '../_aws/image-catalogue.ts'
import { pages } from '../_aws/paging.ts'
import { startReading, type AwsRead } from '../_aws/reading.ts'
import { autoscaling } from './client.ts'
import { normaliseLaunchConfiguration } from './normalise-launch-configuration.ts'

/**
 * The launch configurations that groups of a region start from. They cannot be changed, so every change leaves one behind that
 * nobody uses: those stay out, and where no group has one, none are asked for. Images by name and ancestry, as those of launch
 * templates.
 */
export async function* readLaunchConfigurations(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const users = new Map<string, string[]>()
  for await (const page of autoScalingGroups(request)) {
    for (const { AutoScalingGroupName: group = '', LaunchConfigurationName: name, Status } of page) {
      if (name !== undefined && Status === undefined) users.set(name, [...(users.get(name) ?? []), group])
    }
  }
  if (users.size === 0) return
  const { client, sdk } = await session.open(autoscaling)
  const list = pages({
    ...session.place('autoscaling:DescribeLaunchConfigurations', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeLaunchConfigurationsCommand({ MaxRecords: 100, NextToken }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.LaunchConfigurations,
    next: (page) => page.NextToken,
  })
  const images = new ImageCatalogue(request, session, launchTemplate)
  for await (const page of list) {
    const used = page.filter((one) => users.has(one.LaunchConfigurationName ?? ''))
    await images.learn(used.flatMap((one) => one.ImageId ?? []))
    for (const one of used) {
      const groups = users.get(one.LaunchConfigurationName ?? '') ?? []
      yield normaliseLaunchConfiguration(one, groups, images.known, session, request.fingerprint)
    }
  }
}
