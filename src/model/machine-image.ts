import type { Attributes } from './field.ts'
import { as, text, word } from './forms.ts'
import type { Pointer } from './pointer.ts'

/** What a machine image is, for whoever starts from it: its id differs in every region, so it says nothing by itself. */
export const machineImage = {
  image: word('Image id. It differs by region, so it is shown and not compared.', { volatile: true }),
  imageFamily: text('Name of the image without the version and time of its build: what it is built from.'),
  imageName: text('Name of the image: one build of its family.'),
  imageOwner: text('Who made it: an account, or the provider’s word for one (`amazon`).'),
  imageBase: text('Name of the image that it was made from in its turn, without version and time of the build.'),
  imageBaseName: text('Name of that image: one build of its family.'),
  imageCreated: as('instant', 'When the image was made.', { volatile: true }),
} as const

const based: readonly Pointer[] = ['/imageBase', '/imageBaseName']
const named: readonly Pointer[] = ['/imageFamily', '/imageName', '/imageOwner', '/imageCreated', ...based]

/**
 * What cannot be known of the image that something starts from. A machine outlives its image: of one that was taken off the
 * register only the id is left, so what it was is unknown, which is no difference from any other. So is what an image was made from,
 * where that was taken off the register, is somebody else's or was never written down.
 */
export function unknownOfImage(attributes: Attributes<typeof machineImage>): readonly Pointer[] {
  if (attributes.image !== undefined && attributes.imageName === undefined) return named
  return attributes.imageBase === undefined ? based : []
}
