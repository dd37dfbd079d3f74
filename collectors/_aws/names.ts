/** Tags as AWS lists them, or as Terraform keeps them. */
export type TagsInput =
  | readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[]
  | Readonly<Record<string, string>>
  | undefined

/** What tags say of a resource. */
export interface Tagged {
  /** The tags that people set: AWS's own (`aws:...`) are left out. */
  readonly tags: Readonly<Record<string, string>>
  /** The Name tag, unless it is empty. */
  readonly name?: string
  /** `stack/LogicalId`, where CloudFormation made the resource. */
  readonly address?: string
  /** The auto-scaling group that an instance belongs to. */
  readonly group?: string
}

/**
 * Reads the tags of a resource. AWS's own tags are noise, but two of them identify: CloudFormation's stack and logical id
 * (the address in code), and the name of the auto-scaling group.
 */
export function readTags(input: TagsInput): Tagged {
  const all = new Map(pairsOf(input))
  const stack = all.get('aws:cloudformation:stack-name')
  const logical = all.get('aws:cloudformation:logical-id')
  const group = all.get('aws:autoscaling:groupName')
  const name = all.get('Name')?.trim()
  const own = [...all].filter(([key]) => !key.startsWith('aws:')).sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    tags: Object.fromEntries(own),
    ...(name === undefined || name === '' ? {} : { name }),
    ...(stack === undefined || logical === undefined ? {} : { address: `${stack}/${logical}` }),
    ...(group === undefined ? {} : { group }),
  }
}

/**
 * What people call an instance: its Name; in an auto-scaling group the group's name where the instance has none, or where
 * its Name is made from its own id or address (`web-i-0abc`, `web-10-0-1-5`) and so names no fleet.
 */
export function instanceName(tagged: Tagged, own: readonly string[]): string | undefined {
  const { name, group } = tagged
  if (name === undefined || group === undefined) return name ?? group
  const personal = own
    .flatMap((word) => [word, word.replaceAll('.', '-')])
    .some((word) => word !== '' && name.includes(word))
  return personal ? group : name
}

/** `aws`, or the partition of China and GovCloud, from a region's name. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

/** The ARN of something in EC2; undefined when account or region is not known. */
export function ec2Arn(
  account: string | undefined,
  region: string | undefined,
  type: string,
  id: string,
): string | undefined {
  if (account === undefined || region === undefined) return undefined
  return `arn:${partitionOf(region)}:ec2:${region}:${account}:${type}/${id}`
}

/** Words without the absent, the empty and the repeated. */
export function wordsOf(...words: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Set(words.filter((word): word is string => word !== undefined && word !== null && word !== ''))]
}

function pairsOf(input: TagsInput): readonly (readonly [string, string])[] {
  if (input === undefined) return []
  if (!isList(input)) return Object.entries(input)
  return input.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? ''] as const]))
}

function isList(input: NonNullable<TagsInput>): input is readonly { readonly Key?: string; readonly Value?: string }[] {
  return Array.isArray(input)
}
