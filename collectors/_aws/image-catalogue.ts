import type { Image } from '@aws-sdk/client-ec2'
import type { Pointer } from '../../src/model/pointer.ts'
import type { Kind } from '../../src/model/kind.ts'
import { readImages } from './machine-images.ts'
import { orUnknown, type AwsRead } from './reading.ts'
import type { AwsSession } from './session.ts'
import { imageFamily } from './shapes/image-family.ts'
import type { ImageInput } from './shapes/machine-image.ts'

const fields: readonly Pointer[] = [
  '/imageBase',
  '/imageBaseName',
  '/imageCreated',
  '/imageFamily',
  '/imageName',
  '/imageOwner',
]

/** So many images one was made from after another are followed: a copy of a copy of the shop's, which was made from a distribution's. */
const mostAncestors = 3

/**
 * What is known of images: only those that were seen and those that they were made from are asked for, each once. Machines outlive
 * their image: of one that was deregistered nothing is known any more, which is no failure; see `unknownOfImage`.
 */
export class ImageCatalogue {
  readonly known = new Map<string, ImageInput>()
  private readonly images = new Map<string, Image>()
  private readonly asked = new Set<string>()
  private readonly request: AwsRead
  private readonly session: AwsSession
  private readonly kind: Kind

  constructor(request: AwsRead, session: AwsSession, kind: Kind) {
    this.request = request
    this.session = session
    this.kind = kind
  }

  async learn(ids: readonly string[]): Promise<void> {
    let found = await this.look(ids)
    for (let level = 0; level < mostAncestors && found.length > 0; level++) {
      found = await this.look(found.flatMap((image) => this.sourceOf(image) ?? []))
    }
    for (const [id, image] of this.images) {
      const { Name: name, OwnerId, ImageOwnerAlias, CreationDate: created } = image
      this.known.set(id, { name, owner: ImageOwnerAlias ?? OwnerId, created, base: this.baseOf(image) })
    }
  }

  private async look(ids: readonly string[]): Promise<readonly Image[]> {
    const wanted = [...new Set(ids)].filter((id) => id.startsWith('ami-') && !this.asked.has(id)).sort()
    if (wanted.length === 0) return []
    for (const id of wanted) this.asked.add(id)
    const read = (): ReturnType<typeof readImages> => readImages(this.request, this.session, wanted)
    // A server that does not know the filter would tell of others too.
    const found = (await orUnknown(this.request, this.kind, fields, read, [])).filter(
      ({ ImageId: id }) => id !== undefined && wanted.includes(id),
    )
    for (const image of found) if (image.ImageId !== undefined) this.images.set(image.ImageId, image)
    return found
  }

  /** An image of another region cannot be asked for here. */
  private sourceOf({ SourceImageId: id, SourceImageRegion: region }: Image): string | undefined {
    return region === undefined || region === this.session.region ? id : undefined
  }

  /** The image that it was made from: a copy of an image is the same image, and what that was made from counts. */
  private baseOf(image: Image): string | undefined {
    const own = imageFamily(image.Name ?? '')
    let source: Image | undefined = image
    for (let level = 0; level <= mostAncestors; level++) {
      const id: string | undefined = source === undefined ? undefined : this.sourceOf(source)
      source = id === undefined ? undefined : this.images.get(id)
      if (source?.Name !== undefined && imageFamily(source.Name) !== own) return source.Name
    }
    return undefined
  }
}
