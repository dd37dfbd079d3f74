import type { _InstanceType, Volume } from '@aws-sdk/client-ec2'
import { computeInstance } from '../../src/model/kinds/compute-instance.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { ImageCatalogue } from '../_aws/image-catalogue.ts'
import { pages } from '../_aws/paging.ts'
import { orUnknown, startReading, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { isGone } from '../_aws/shapes/described-instance.ts'
import { ec2 } from './client.ts'
import { CreditCatalogue } from './credit-catalogue.ts'
import { normaliseInstance, type TypeMeasures } from './normalise.ts'

/**
 * Instances a page, the most that AWS gives. The SDK parses as many in 0.3 s, and nothing else of the thread runs meanwhile: a service
 * reads in threads of its own.
 */
const pageSize = 1000

/** Names that one call of DescribeInstanceTypes takes. */
const typesPerCall = 100

/**
 * The instances of a region with the measures of their types, their volumes, images and credits. These are details: without
 * permission for them, those fields alone are unknown.
 */
export async function* readInstances(request: AwsRead): AsyncGenerator<CollectedResource> {
  const session = await startReading(request)
  const { client, sdk } = await session.open(ec2)
  const volumes = await orUnknown(
    request,
    computeInstance,
    ['/volumes'],
    () => readVolumes(request, session),
    undefined,
  )
  const list = pages({
    ...session.place('ec2:DescribeInstances', request.signal),
    fetch: (NextToken) =>
      client.send(new sdk.DescribeInstancesCommand({ MaxResults: pageSize, NextToken }), {
        abortSignal: request.signal,
      }),
    items: (page) => page.Reservations,
    next: (page) => page.NextToken,
  })
  const types = new TypeCatalogue(request, session)
  const images = new ImageCatalogue(request, session, computeInstance)
  const credits = new CreditCatalogue(request, session)
  for await (const reservations of list) {
    const instances = reservations.flatMap(({ Instances = [], OwnerId }) =>
      Instances.filter((instance) => !isGone(instance)).map((instance) => ({ instance, owner: OwnerId })),
    )
    const all = instances.map(({ instance }) => instance)
    await types.learn(all.flatMap((instance) => instance.InstanceType ?? []))
    await images.learn(all.flatMap((instance) => instance.ImageId ?? []))
    await credits.learn(all)
    const known = { types: types.known, volumes, images: images.known, credits }
    for (const { instance, owner } of instances) {
      const { resource, missingVolumes } = normaliseInstance(instance, owner, session, known)
      if (missingVolumes.length > 0) {
        const reason = `${missingVolumes.join(', ')} appeared while volumes were read; run it again.`
        request.unknown(computeInstance, ['/volumes'], reason)
      }
      yield resource
    }
  }
}

/** The attached volumes of a region by id. Read before the instances, in one list: a call for each instance would take too many. */
async function readVolumes(request: AwsRead, session: AwsSession): Promise<ReadonlyMap<string, Volume>> {
  const { client, sdk } = await session.open(ec2)
  const found = new Map<string, Volume>()
  const list = pages({
    ...session.place('ec2:DescribeVolumes', request.signal),
    fetch: (NextToken) =>
      client.send(
        new sdk.DescribeVolumesCommand({
          Filters: [{ Name: 'attachment.status', Values: ['attaching', 'attached'] }],
          MaxResults: 500,
          NextToken,
        }),
        { abortSignal: request.signal },
      ),
    items: (page) => page.Volumes,
    next: (page) => page.NextToken,
  })
  for await (const page of list) for (const volume of page) if (volume.VolumeId) found.set(volume.VolumeId, volume)
  return found
}

/** What is known of instance types: only those that were seen are asked for, each once, at most 100 names a call. */
class TypeCatalogue {
  readonly known = new Map<string, TypeMeasures>()
  private readonly asked = new Set<string>()
  private readonly request: AwsRead
  private readonly session: AwsSession

  constructor(request: AwsRead, session: AwsSession) {
    this.request = request
    this.session = session
  }

  async learn(names: readonly _InstanceType[]): Promise<void> {
    const wanted = [...new Set(names)].filter((name) => !this.asked.has(name)).sort()
    for (let at = 0; at < wanted.length; at += typesPerCall) {
      const batch = wanted.slice(at, at + typesPerCall)
      for (const name of batch) this.asked.add(name)
      await orUnknown(this.request, computeInstance, ['/vcpu', '/memory'], () => this.read(batch), undefined)
    }
  }

  private async read(names: readonly _InstanceType[]): Promise<void> {
    const { client, sdk } = await this.session.open(ec2)
    const list = pages({
      ...this.session.place('ec2:DescribeInstanceTypes', this.request.signal),
      // Names and MaxResults exclude each other.
      fetch: (NextToken) =>
        client.send(new sdk.DescribeInstanceTypesCommand({ InstanceTypes: [...names], NextToken }), {
          abortSignal: this.request.signal,
        }),
      items: (page) => page.InstanceTypes,
      next: (page) => page.NextToken,
    })
    for await (const page of list) {
      for (const { InstanceType: name, VCpuInfo: vcpu, MemoryInfo: memory } of page) {
        if (name !== undefined) this.known.set(name, { vcpu: vcpu?.DefaultVCpus, memoryMiB: memory?.SizeInMiB })
      }
    }
  }
}
