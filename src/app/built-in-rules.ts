import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TextFile } from '../config/rules.ts'
import { trustRules } from '../judge/compile.ts'
import { digestOfText } from '../model/digest.ts'
import type { Rule } from '../model/rule.ts'
import { packageVersion, rootPath } from './root.ts'

/** What `npm run build` leaves in `dist`: the built-in rules as they were read and checked, and of what. */
export interface BuiltRules {
  /** Of the version and the packs: rules that were made of others are not taken. */
  readonly digest: string
  readonly rules: readonly Rule[]
}

/**
 * The rules that come with Evenkeel. Packs are the source; a build reads and checks them once, which otherwise costs every
 * start as much as all else. Packs that were changed since, and a run from source, are read and checked here.
 */
export async function builtInRules(from: string = import.meta.url): Promise<readonly Rule[]> {
  const packs = await builtInPacks()
  const digest = digestOfPacks(packs)
  if (known?.digest !== digest || known.from !== from) known = { digest, from, rules: rulesOf(packs, digest, from) }
  return known.rules
}

/** What this process has read of the packs, as long as they stay the same: a service and a test ask for them again and again. */
let known: { readonly digest: string; readonly from: string; readonly rules: Promise<readonly Rule[]> } | undefined

async function rulesOf(packs: readonly TextFile[], digest: string, from: string): Promise<readonly Rule[]> {
  const built = from.endsWith('.js') ? await readBuilt(builtRulesPath(from)) : undefined
  return built?.digest === digest ? trustRules(built.rules) : checkedRules(packs)
}

/** Reads and checks packs. Throws every problem of all of them. */
export async function checkedRules(packs: readonly TextFile[]): Promise<readonly Rule[]> {
  // Loaded when used: a start has the rules already.
  const [{ loadRules }, { checkRule }] = await Promise.all([
    import('../config/rules.ts'),
    import('../judge/compile.ts'),
  ])
  return loadRules(packs, checkRule)
}

/** The packs, alphabetical. */
export async function builtInPacks(): Promise<readonly TextFile[]> {
  const folder = join(dirname(rootPath('package.json')), 'rules')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(
    names.map(async (name) => ({ path: `rules/${name}`, text: await readFile(join(folder, name), 'utf8') })),
  )
}

/** `dist/rules.json`, seen from a module of `dist/src/app`. */
export function builtRulesPath(from: string): string {
  return fileURLToPath(new URL('../../rules.json', from))
}

/** What rules are made of: the version of the code that reads them, and the packs with their names. */
export function digestOfPacks(packs: readonly TextFile[]): string {
  return digestOfText(JSON.stringify([packageVersion(), ...packs.map(({ path, text }) => [path, text])]))
}

/** A file that is not there, or not whole, is as good as none: the packs are. */
async function readBuilt(path: string): Promise<BuiltRules | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as BuiltRules
  } catch {
    return undefined
  }
}
