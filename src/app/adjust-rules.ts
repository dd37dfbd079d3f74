import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { adjustRules } from '../config/adjustments.ts'
import type { ProfileChoice } from '../config/config.ts'
import { loadProfiles, profileAdjustments, type Profiles } from '../config/profiles.ts'
import type { Tree } from '../config/tree.ts'
import { adjusted } from '../judge/adjust.ts'
import { checkRule } from '../judge/compile.ts'
import { globMatches } from '../judge/glob.ts'
import { wantedForm } from '../judge/parameters.ts'
import type { Rule } from '../model/rule.ts'
import { rootPath } from './root.ts'

/** How the adjustments of rules are checked: the judge's own ways, handed to the configuration. */
export const adjustmentTools = { check: checkRule, adjusted, wantedForm, like: globMatches }

/**
 * Rules with what a profile (undefined: the packs as they are written) and, after it, the configuration adjust about them. Throws every
 * problem of the adjustments, with places.
 */
export async function layAdjustments(
  rules: readonly Rule[],
  profile: ProfileChoice | undefined,
  own: readonly Tree[],
): Promise<readonly Rule[]> {
  const ofProfile = profile === undefined ? [] : profileAdjustments(await loadBuiltInProfiles(), profile)
  const adjustments = [...ofProfile, ...own]
  return adjustments.length === 0 ? rules : adjustRules(rules, adjustments, adjustmentTools)
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
