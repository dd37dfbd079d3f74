import type { Json } from '../../src/model/json.ts'
import type { Sketch } from '../support/snapshots.ts'
import type { Naming, Surface } from './surface.ts'

/** Makes the resources of one environment: ids, names and tags as its surface and naming have them. */
export interface Maker {
  readonly surface: Surface
  /** An id of the provider's, the same for the same words within the environment. */
  readonly id: (prefix: string, words: string) => string
  /** Says that there is a resource of a kind, so that others can refer to it. */
  readonly tell: (kind: string, id: string) => void
  /** The `nth` resource of a kind that was told of. */
  readonly known: (kind: string, nth: number) => string | undefined
  /** The resource's name and tags, after the naming scheme; nothing but tags where names say nothing. */
  readonly called: (part: string, role?: string) => Pick<Sketch, 'name' | 'tags'>
  /** A name that the provider insists on (a database identifier), after the naming scheme. */
  readonly identifier: (part: string) => string
  /** An address of the network: third byte and prefix length. */
  readonly range: (third: number, prefix?: number) => string
  readonly arn: (service: string, rest: string) => string
  readonly host: (label: string) => string
  /** In an order of this environment's own. */
  readonly list: (items: readonly Json[]) => Json
  /** Where a resource was seen: `{account role}/{region role}`. */
  readonly scope: (account?: string, region?: string) => string
}

export function makerOf(surface: Surface, naming: Naming): Maker {
  const { environment, salt, octet, domain, random } = surface
  const ids = new Map<string, string>()
  const told = new Map<string, string[]>()
  const id = (prefix: string, words: string): string => {
    const key = `${prefix} ${words}`
    const found = ids.get(key) ?? `${prefix}-0${salt}${random.hex(10)}`
    ids.set(key, found)
    return found
  }
  const identifier = (part: string): string =>
    naming === 'suffix' ? `shop-${part}-${environment}` : `${environment}-shop-${part}`
  return {
    surface,
    id,
    tell: (kind, own) => void told.set(kind, [...(told.get(kind) ?? []), own]),
    known: (kind, nth) => told.get(kind)?.[nth],
    identifier,
    called: (part, role) => {
      const tags = { Environment: environment, Service: 'shop', Role: role ?? part }
      return naming === 'tags' ? { tags } : { name: identifier(part), tags }
    },
    range: (third, prefix = 24) => `10.${octet}.${third}.0/${prefix}`,
    arn: (service, rest) => `arn:aws:${service}:${surface.regions['primary']}:${surface.accounts['main']}:${rest}`,
    host: (label) => `${label}.${domain}`,
    list: (items) => random.shuffled(items),
    scope: (account = 'main', region = 'primary') => `${surface.accounts[account]}/${surface.regions[region]}`,
  }
}
