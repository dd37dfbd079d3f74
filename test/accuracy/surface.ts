/** Everything that is only the environment's: two environments of one template differ in all of it. */
export interface Surface {
  readonly environment: string
  /** By role. */
  readonly accounts: Readonly<Record<string, string>>
  readonly regions: Readonly<Record<string, string>>
  readonly domain: string
  /** Second byte of the networks' ranges. */
  readonly octet: number
  /** Goes into every generated id. */
  readonly salt: string
  readonly random: Random
}

/** How a team names things. */
export type Naming = 'prefix' | 'suffix' | 'tags'

export const namings: readonly Naming[] = ['prefix', 'suffix', 'tags']

/** A source of numbers from a seed: the same seed gives the same corpus on every machine. */
export interface Random {
  /** A whole number from 0 to `below` - 1. */
  readonly below: (below: number) => number
  readonly pick: <T>(list: readonly T[]) => T
  readonly shuffled: <T>(list: readonly T[]) => T[]
  readonly hex: (length: number) => string
}

/** Park and Miller's generator: enough for a corpus, and written in one line anywhere. */
export function randomOf(seed: number): Random {
  let state = (seed % 2_147_483_646) + 1
  const next = (): number => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
  for (let i = 0; i < 8; i++) next()
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    pick: (list) => {
      const found = list[below(list.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
    shuffled: (list) =>
      list
        .map((item) => [next(), item] as const)
        .sort(([a], [b]) => a - b)
        .map(([, item]) => item),
    hex: (length) => Array.from({ length }, () => below(16).toString(16)).join(''),
  }
}

/** The surfaces of a pair of environments. */
export function surfacesOf(seed: number): { readonly candidate: Surface; readonly baseline: Surface } {
  const random = randomOf(seed)
  const [candidate, baseline] = random.pick([
    ['staging', 'production'],
    ['stg', 'prod'],
    ['uat', 'production'],
    ['pr-128', 'staging'],
  ])
  const of = (environment: string, domain: string): Surface => ({
    environment,
    accounts: { main: digits(random), data: digits(random) },
    regions: { primary: random.pick(['eu-west-1', 'us-east-1']), secondary: random.pick(['eu-north-1', 'us-west-2']) },
    domain,
    octet: 1 + random.below(120),
    salt: random.hex(6),
    random: randomOf(random.below(1_000_000_000)),
  })
  return {
    candidate: of(candidate ?? 'staging', `${candidate}.shop.example`),
    baseline: of(baseline ?? 'production', random.pick(['shop.example', `${baseline}.shop.example`])),
  }
}

function digits(random: Random): string {
  return String(1 + random.below(9)) + Array.from({ length: 11 }, () => String(random.below(10))).join('')
}
