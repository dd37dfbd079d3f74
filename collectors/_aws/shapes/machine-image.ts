import type { Attributes } from '../../../src/model/field.ts'
import type { machineImage } from '../../../src/model/machine-image.ts'
import { given, instant } from './origin.ts'

/** What is known of an AMI beside its id. */
export interface ImageInput {
  readonly name?: string | null | undefined
  /** Account id, or the alias of one (`amazon`, `aws-marketplace`). */
  readonly owner?: string | null | undefined
  readonly created?: Date | string | null | undefined
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
  return {
    image: id,
    imageFamily: name === undefined ? undefined : imageFamily(name),
    imageName: name,
    imageOwner: given(image?.owner),
    imageCreated: instant(image?.created),
  }
}

/**
 * The name of an image without what its build put into it: versions with a dot, dates and times, commit ids, numbers of four
 * digits and more. `ubuntu-jammy-22.04-amd64-server-20260301` and `shop-web-1.14.2-3f9ac21` are `ubuntu-jammy-amd64-server`
 * and `shop-web`.
 */
export function imageFamily(name: string): string {
  const words = name.split(/(?<=[-_ /])/)
  const kept = words.filter((word) => !isBuild(word.replace(/[-_ /]$/, '')))
  const family = kept.join('').replace(/[-_ /]+$/, '')
  return family === '' ? name : family
}

function isBuild(word: string): boolean {
  if (/^v?\d+(?:\.\d+)+\w*$/i.test(word)) return true
  if (/^(?:\d{1,2}|\d{4,}|\d{1,2}T?\d{1,2}Z?|\d{8}T\d{4,6}Z?|\d{1,2}T\d{2}(?:[:.]\d{2})*Z?)$/.test(word)) return true
  return /^(?=.*\d)(?=.*[a-f])[0-9a-f]{7,40}$/.test(word)
}
