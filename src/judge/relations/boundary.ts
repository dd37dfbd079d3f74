import type { Json } from '../../model/json.ts'
import type { Foreign, Seen } from '../../model/twin.ts'
import type { ValueRelation } from './relation.ts'

const ways = ['domain', 'account', 'resource', 'network', 'name']

/** The words of a value that belong to the other environment, of the wanted kinds. */
export function foreignWords(seen: Seen, by: readonly Json[] | undefined): readonly Foreign[] {
  return (seen.foreign ?? []).filter((word) => by === undefined || by.includes(word.by))
}

export const mustNotReference: ValueRelation = {
  name: 'must-not-reference',
  sides: 'one',
  doc: 'The value names nothing that belongs to the other environment.',
  takes: { by: 'which kinds of word count, of `domain`, `account`, `resource`, `network`, `name`; all when left out' },
  check: ({ by }) => {
    if (by === undefined) return undefined
    const given = by as readonly Json[]
    if (!Array.isArray(by) || given.length === 0) return '"by" must be a list'
    const wrong = given.find((way) => typeof way !== 'string' || !ways.includes(way))
    return wrong === undefined ? undefined : `"by" knows ${ways.join(', ')}, not ${JSON.stringify(wrong)}`
  },
  compile: ({ by }) => {
    const wanted = Array.isArray(by) ? (by as readonly Json[]) : undefined
    return (seen) => foreignWords(seen, wanted).length === 0
  },
}
