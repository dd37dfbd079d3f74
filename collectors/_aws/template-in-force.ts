/** Which version of which launch template a group starts instances from. */
export interface FollowedTemplate {
  /** Id, or name where the group names it by its name alone. */
  readonly template: string
  /** `$Latest`, `$Default` or a number. Where a template is named without a version, it is the default one. */
  readonly version: string
}

/** What a launch template is called, and its versions by the words that groups use. */
export interface TemplateNumbers {
  readonly id: string
  readonly name: string | undefined
  readonly latest: number | undefined
  readonly defaultVersion: number | undefined
}

/** Which version of a launch template starts instances. */
export interface InForce {
  /** The number of the version; undefined where a group follows a word whose number is not known. */
  readonly version: number | undefined
  /** How many different versions groups start from; undefined without a group. */
  readonly inUse: number | undefined
}

/**
 * The version of a template that groups start instances from: of several the one of most groups, then the newest. What no
 * group starts from is taken by its latest version, which is what code last wrote.
 */
export function inForceOf(template: TemplateNumbers, followed: readonly FollowedTemplate[]): InForce {
  const numbers = new Map<number | undefined, number>()
  for (const { template: named, version } of followed) {
    if (named !== template.id && named !== template.name) continue
    const number = numberOf(version, template)
    numbers.set(number, (numbers.get(number) ?? 0) + 1)
  }
  if (numbers.size === 0) return { version: template.latest, inUse: undefined }
  const [first] = [...numbers.entries()].sort(([a = 0, x], [b = 0, y]) => y - x || b - a)
  return { version: first?.[0], inUse: numbers.size }
}

function numberOf(version: string, { latest, defaultVersion }: TemplateNumbers): number | undefined {
  if (version === '$Latest') return latest
  if (version === '$Default') return defaultVersion
  const number = Number(version)
  return Number.isSafeInteger(number) && number > 0 ? number : undefined
}
