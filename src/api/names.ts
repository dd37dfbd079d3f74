import { distance } from 'fastest-levenshtein'
import { fail } from '../errors/catalogue.ts'
import type { ApiComparison, ApiParts } from './contract.ts'

/** The word that was probably meant: few letters away, for its length. */
export function nearestOf(word: string, known: Iterable<string>): string | undefined {
  let best: { readonly word: string; readonly away: number } | undefined
  // A word of the attacker's length would cost its square.
  const asked = word.slice(0, 200).toLowerCase()
  for (const one of known) {
    const away = distance(asked, one.toLowerCase())
    if (away <= Math.max(1, Math.floor(one.length / 3)) && (best === undefined || away < best.away))
      best = { word: one, away }
  }
  return best?.word
}

/** What a request may name. Every method throws `api-not-found` with what was probably meant. */
export interface Names {
  readonly comparison: (name: string) => ApiComparison
  readonly service: (name: string) => string
  /** An environment of the configuration, or one whose snapshots were sent. */
  readonly environment: (name: string) => Promise<string>
  /** A snapshot address that begins with such an environment: never the path of a file, which would be the server's. */
  readonly address: (address: string) => Promise<string>
}

export function namesOf({ comparisons, services, environments, store }: ApiParts): Names {
  const byName = new Map(comparisons.map((one) => [one.name, one]))
  const known = new Set(services)
  const configured = new Set(environments.map(({ name }) => name))
  const environment = async (name: string): Promise<string> => {
    if (configured.has(name)) return name
    const stored = (await store.snapshots.environments()).map((one) => one.name)
    if (stored.includes(name)) return name
    const nearest = nearestOf(name, [...configured, ...stored])
    throw fail('api-not-found', { what: `environment "${name}"`, nearest, hint: 'GET /v1/environments lists them.' })
  }
  return {
    comparison: (name) => {
      const found = byName.get(name)
      if (found !== undefined) return found
      const nearest = nearestOf(name, byName.keys())
      const hint = 'GET /v1/comparisons lists them; each is named candidate..baseline.'
      throw fail('api-not-found', { what: `comparison "${name}"`, nearest, hint })
    },
    service: (name) => {
      if (known.has(name)) return name
      const nearest = nearestOf(name, known)
      const hint = 'They are named under `services:` in the configuration of the server.'
      throw fail('api-not-found', { what: `service "${name}" in the configuration`, nearest, hint })
    },
    environment,
    address: async (address) => {
      const [, name = ''] = /^([^@~#:]*)/s.exec(address) ?? []
      await environment(name)
      return address
    },
  }
}
