import { isMixedTail } from '../model/generated-tail.ts'
import type { Translator } from './translator.ts'

/**
 * The names under which a resource may find its twin, from the most literal to the most forgiving: as written, with symbols,
 * without the environment's word, without a generated tail. Lower case, because AWS and DNS names are.
 */
export function pairNames(name: string | undefined, translator: Translator): readonly string[] {
  if (name === undefined || name.trim() === '') return []
  const { symbolic, bare } = translator.forms(name)
  const tailless = withoutGeneratedTail(bare)
  return [name.toLowerCase(), symbolic.toLowerCase(), bare.toLowerCase(), tailless.toLowerCase()]
}

/** A file that is called after its environment alone: without the word, only its ending would be left. */
const namedAfterEnvironment = /(?:^|\/)\{env\}\.(?:env|ya?ml|json|properties|toml|ini|conf)$/

/** The name that people read: without the environment's word, unless that leaves no name, and without a generated tail. */
export function displayName(names: readonly string[], fallback: string): string {
  const symbolic = names[1] ?? ''
  return namedAfterEnvironment.test(symbolic) ? symbolic : (names.at(-1) ?? fallback)
}

/**
 * Takes off what a tool appended to make a name unique: CloudFormation's `-1ABCDEFGHIJKL` or `-tTs1RxCWHzkB`, a hexadecimal or time tail
 * of eight and more, Terraform's `terraform-20201015115018309600000001`. A name that is only such a tail stays.
 */
export function withoutGeneratedTail(name: string): string {
  // Most names end in a shorter word, which a look at its letters tells sooner.
  for (let i = name.length - 1; i >= name.length - shortestTail; i--) if (isSeparator(name.charCodeAt(i))) return name
  const match = /^(.+?)[-_.](?:([A-Z0-9]{12,13})|([0-9a-f]{8,40})|(\d{14,26})|([A-Za-z0-9]{12}))$/.exec(name)
  if (match === null) return name
  const [, head = name, upper, hex, digits, mixed] = match
  if (mixed !== undefined) return isMixedTail(head, mixed) ? head : name
  const tail = upper ?? hex ?? digits ?? ''
  return /\d/.test(tail) ? head : name
}

const shortestTail = 8

/** `-`, `_` or `.` */
function isSeparator(code: number): boolean {
  return code === 45 || code === 95 || code === 46
}

const noise =
  /^(aws:|kubernetes\.io\/|k8s\.io\/|eks:|elasticbeanstalk:)|^(name|env|environment|stage|terraform|managed-?by|owner|cost-?center|created-?(at|by|on)|last-?modified.*)$/i

/** The tags that say which part a resource plays, canonical, sorted, as one word; '' when none is left. */
export function tagKeyOf(tags: Readonly<Record<string, string>>, translator: Translator): string {
  return Object.entries(tags)
    .filter(([key]) => !noise.test(key))
    .map(([key, value]) => `${translator.bare(key)}=${translator.bare(value)}`)
    .sort()
    .join('\u0000')
}
