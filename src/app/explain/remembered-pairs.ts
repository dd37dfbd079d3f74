import type { Comparison } from '../../compare/compare.ts'
import type { ComparisonConfig } from '../../config/config.ts'
import { EvenkeelError } from '../../errors/catalogue.ts'
import type { CarriedPair } from '../../model/carried-pair.ts'
import { sides, type Key, type Side } from '../../model/resource.ts'
import type { Twin } from '../../model/twin.ts'
import { safeText } from '../../report/safe-text.ts'
import { openRemembered, type Moved, type RememberedOptions } from '../diff/remembered.ts'
import type { Surroundings } from '../surroundings.ts'

/** What a service remembers of pairs: those that it carries and where they are kept, or why nothing is known of them. */
export type RememberedPairs =
  { readonly where: string; readonly pairs: readonly CarriedPair[] } | { readonly unknown: string }

/**
 * The pairs that the service of a comparison carries: from the server that is named or holds the data directory, else from the
 * store. No service is no error, for `explain` reads both sides by itself; one that cannot be asked is told with its reason.
 */
export async function rememberedPairs(
  comparison: ComparisonConfig | undefined,
  options: RememberedOptions,
  surroundings: Surroundings,
): Promise<RememberedPairs> {
  if (comparison === undefined) return { unknown: 'the configuration does not name this comparison' }
  try {
    const remembered = await openRemembered(options, surroundings)
    try {
      return { where: remembered.where, pairs: await remembered.pairs(comparison.name) }
    } finally {
      await remembered.close()
    }
  } catch (error) {
    if (surroundings.signal.aborted || !(error instanceof EvenkeelError)) throw error
    return { unknown: error.code === 'snapshot-no-store' ? 'no service keeps data here' : error.message }
  }
}

/**
 * Who moved in a finding, as the service knows by its history; undefined where it knows of none, or cannot be asked, which is told with its
 * pairs.
 */
export async function rememberedMove(
  finding: string,
  options: RememberedOptions,
  surroundings: Pick<Surroundings, 'cwd' | 'env' | 'clock' | 'signal'>,
): Promise<Moved | undefined> {
  try {
    const remembered = await openRemembered(options, surroundings)
    try {
      return await remembered.moved(finding)
    } finally {
      await remembered.close()
    }
  } catch (error) {
    if (surroundings.signal.aborted || !(error instanceof EvenkeelError)) throw error
    return undefined
  }
}

/** What the service says of a twin's pair, as lines. */
export function rememberedPart(twin: Twin, remembered: RememberedPairs, comparison: Comparison): readonly string[] {
  const title = ['', 'What the service remembers']
  if ('unknown' in remembered) {
    return [
      ...title,
      safeText(`  Nothing is known of it: ${remembered.unknown.replace(/\.$/, '')}.`),
      '  The pairing is worked out from what was read just now, without the pairs of earlier assessments.',
    ]
  }
  const { where, pairs } = remembered
  const of = pairs.filter((pair) => sides.some((side) => pair[side].some((key) => twin[side].includes(key))))
  if (of.length === 0) return [...title, safeText(`  No pair of it, by ${where}.`)]
  return [...title, ...of.map((pair) => safeText(`  ${pairWords(pair, twin, comparison)}, by ${where}`))]
}

function pairWords(pair: CarriedPair, twin: Twin, comparison: Comparison): string {
  const same = sides.every((side) => pair[side].some((key) => twin[side].includes(key)))
  const how = `paired by ${pair.method}, confidence ${pair.confidence}, as ${pair.name}`
  if (same) return how
  const words = (side: Side): string => pair[side].map((key) => called(comparison, side, key)).join(', ')
  return `${how}: ${words('candidate')} with ${words('baseline')}, which is another pair than now`
}

function called(comparison: Comparison, side: Side, key: Key): string {
  const head = comparison[side].index.head(key)
  const id = head?.id ?? key.slice(key.lastIndexOf('|') + 1)
  return head === undefined
    ? `${id} (not there now)`
    : head.name === undefined || head.name === id
      ? id
      : `${head.name} (${id})`
}
