import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { adjustmentTools } from '../../src/app/adjust-rules.ts'
import { adjustRules } from '../../src/config/adjustments.ts'
import { loadProfiles, profileAdjustments } from '../../src/config/profiles.ts'
import { readYaml } from '../../src/config/read-yaml.ts'
import { loadRules } from '../../src/config/rules.ts'
import { checkRule } from '../../src/judge/compile.ts'
import { compileRules } from '../../src/judge/compile-rules.ts'
import type { CompiledRule } from '../../src/judge/compiled.ts'
import type { Rule } from '../../src/model/rule.ts'

const folder = join(import.meta.dirname, '../../rules')

/** The names of the built-in packs, without their ending. */
export const packNames = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.slice(0, -'.yaml'.length))

let loaded: readonly Rule[] | undefined

/** The built-in rules, from the packs; read once. */
export function builtInRules(): readonly Rule[] {
  return (loaded ??= readRules())
}

function readRules(): readonly Rule[] {
  const files = packNames.map((name) => ({
    path: `rules/${name}.yaml`,
    text: readFileSync(join(folder, `${name}.yaml`), 'utf8'),
  }))
  return loadRules(files, checkRule)
}

let compiled: readonly CompiledRule[] | undefined

/** The built-in rules, compiled once. */
export function builtIn(): readonly CompiledRule[] {
  return (compiled ??= compileRules(builtInRules()))
}

const profilesFolder = join(folder, 'profiles')
const profileFile = (name: string) => ({
  path: `rules/profiles/${name}`,
  text: readFileSync(join(profilesFolder, name), 'utf8'),
})

/** The profiles, from their files. */
export const builtInProfiles = loadProfiles(
  profileFile('knobs.yaml'),
  readdirSync(profilesFolder)
    .filter((name) => name !== 'knobs.yaml')
    .map(profileFile),
)

const profiles = new Map<string, readonly CompiledRule[]>()

/** The built-in rules as a profile has them, compiled once; `knobs` is YAML: `{ counts: equal }`. */
export function inProfile(base: string, knobs?: string): readonly CompiledRule[] {
  const key = JSON.stringify([base, knobs])
  const kept = profiles.get(key)
  if (kept !== undefined) return kept
  const tree = knobs === undefined ? undefined : readYaml('evenkeel.yaml', knobs).tree
  const choice = { base, ...(tree === undefined ? {} : { knobs: tree }) }
  const made = compileRules(adjustRules(builtInRules(), profileAdjustments(builtInProfiles, choice), adjustmentTools))
  profiles.set(key, made)
  return made
}
