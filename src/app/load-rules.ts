import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { adjustRules } from '../config/adjustments.ts'
import type { Config, NamedFile, ProfileChoice } from '../config/config.ts'
import { nearest } from '../config/nearest.ts'
import { loadProfiles, profileAdjustments, type Profiles } from '../config/profiles.ts'
import { fail } from '../errors/catalogue.ts'
import { adjusted } from '../judge/adjust.ts'
import { checkRule } from '../judge/compile.ts'
import { globMatches } from '../judge/glob.ts'
import { wantedForm } from '../judge/parameters.ts'
import type { Rule } from '../model/rule.ts'
import { rootPath } from './root.ts'

/** How the adjustments of rules are checked: the judge's own ways, handed to the configuration. */
export const adjustmentTools = { check: checkRule, adjusted, wantedForm, like: globMatches }

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
  const ofProfile = asWritten ? [] : profileAdjustments(await loadBuiltInProfiles(), profile)
  const adjustments = [...ofProfile, ...config.adjustments]
  return adjustments.length === 0 ? rules : adjustRules(rules, adjustments, adjustmentTools)
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

/** The profiles that come with Evenkeel. */
export async function loadBuiltInProfiles(): Promise<Profiles> {
  const folder = join(dirname(rootPath('package.json')), 'rules', 'profiles')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  const files = await Promise.all(
    names.map(async (name) => ({ path: `rules/profiles/${name}`, text: await readFile(join(folder, name), 'utf8') })),
  )
  const knobs = files.find(({ path }) => path.endsWith('/knobs.yaml')) ?? {
    path: 'rules/profiles/knobs.yaml',
    text: '',
  }
  return loadProfiles(
    knobs,
    files.filter((file) => file !== knobs),
  )
}
