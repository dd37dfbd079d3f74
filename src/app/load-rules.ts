import type { Config, NamedFile, ProfileChoice } from '../config/config.ts'
import { nearest } from '../config/nearest.ts'
import { fail } from '../errors/catalogue.ts'
import { globMatches } from '../judge/glob.ts'
import type { Rule } from '../model/rule.ts'

/** A profile as the packs are written. */
export const standardProfile: ProfileChoice = { base: 'standard' }

/**
 * All rules with what the profile of a comparison and, after it, the configuration adjust about them. `load` gives the
 * built-in rules with those of the packs that are named. Throws every problem of the adjustments, with places.
 */
export async function rulesFor(
  config: Pick<Config, 'rules' | 'adjustments' | 'services'>,
  profile: ProfileChoice,
  load: (own: readonly NamedFile[]) => Promise<readonly Rule[]>,
): Promise<readonly Rule[]> {
  const rules = await load(config.rules)
  checkScopes(rules, config.services)
  const asWritten = profile.base === standardProfile.base && profile.knobs === undefined
  if (asWritten && config.adjustments.length === 0) return rules
  // Loaded where something is adjusted: a comparison by the packs as they are written needs no profile and no YAML.
  const { layAdjustments } = await import('./adjust-rules.ts')
  return layAdjustments(rules, asWritten ? undefined : profile, config.adjustments)
}

/** A rule for a service that does not exist would never judge, and nobody would notice. */
function checkScopes(rules: readonly Rule[], services: Config['services']): void {
  const known = services.map((service) => service.name)
  for (const { id, only, except, where } of rules) {
    for (const [part, scope] of [['only', only] as const, ['except', except] as const]) {
      const name = scope?.service?.find((one) => !known.some((service) => globMatches(one, service)))
      if (name === undefined) continue
      const [, file = where ?? '', line, column] = /^(.*?):(\d+):(\d+)$/.exec(where ?? '') ?? []
      throw fail('config-unknown-reference', {
        file,
        line: Number(line ?? 1),
        column: Number(column ?? 1),
        where: `${id}.${part}.service`,
        what: 'the service',
        name,
        nearest: nearest(name, known),
        known: known.join(', '),
      })
    }
  }
}
