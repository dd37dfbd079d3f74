import type { Pointer } from '../../src/model/pointer.ts'
import type { Kind } from '../../src/model/kind.ts'
import type { ImageInput } from '../_aws/shapes/machine-image.ts'
import { orUnknown, type AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { readImages } from './lists.ts'

const fields: readonly Pointer[] = ['/imageCreated', '/imageFamily', '/imageName', '/imageOwner']

/**
 * What is known of images: only those that were seen are asked for, each once. Machines outlive their image: of one that was
 * deregistered nothing is known any more, which is no failure; see `unknownOfImage`.
 */
export class ImageCatalogue {
  readonly known = new Map<string, ImageInput>()
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
    const wanted = [...new Set(ids)].filter((id) => id.startsWith('ami-') && !this.asked.has(id)).sort()
    if (wanted.length === 0) return
    for (const id of wanted) this.asked.add(id)
    const read = (): ReturnType<typeof readImages> => readImages(this.request, this.session, wanted)
    const found = await orUnknown(this.request, this.kind, fields, read, undefined)
    if (found === undefined) return
    for (const { ImageId: id, Name: name, OwnerId, ImageOwnerAlias, CreationDate: created } of found) {
      if (id !== undefined) this.known.set(id, { name, owner: ImageOwnerAlias ?? OwnerId, created })
    }
  }
}
