import type { Attributes } from '../../../src/model/field.ts'
import type { machineImage } from '../../../src/model/machine-image.ts'
import { imageFamily } from './image-family.ts'
import { given, instant } from './origin.ts'

/** What is known of an AMI beside its id. */
export interface ImageInput {
  readonly name?: string | null | undefined
  /** Account id, or the alias of one (`amazon`, `aws-marketplace`). */
  readonly owner?: string | null | undefined
  readonly created?: Date | string | null | undefined
  /** Name of the image that it was made from. */
  readonly base?: string | null | undefined
}

/**
 * What an image is. A launch template may name it by a parameter that is resolved when an instance starts
 * (`resolve:ssm:/aws/service/...`): then that parameter is its name.
 */
export function imageAttributes(
  id: string | undefined,
  image: ImageInput | undefined,
): Attributes<typeof machineImage> {
  const parameter = id?.startsWith('resolve:ssm:') === true ? id.slice('resolve:ssm:'.length) : undefined
  const name = given(image?.name) ?? parameter
  const base = given(image?.base)
  return {
    image: id,
    imageFamily: name === undefined ? undefined : imageFamily(name),
    imageName: name,
    imageOwner: given(image?.owner),
    imageBase: base === undefined ? undefined : imageFamily(base),
    imageBaseName: base,
    imageCreated: instant(image?.created),
  }
}
