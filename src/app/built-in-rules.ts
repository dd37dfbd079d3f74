import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { trustRules } from '../judge/compile.ts'
import type { Rule } from '../model/rule.ts'
import { packageVersion, rootPath } from './root.ts'

/** What `npm run build` leaves in `dist`: the built-in rules as they were read and checked, and of what. */
export interface BuiltRules {
  /** Of the version and the packs: rules that were made of others are not taken. */
  readonly digest: string
  readonly rules: readonly Rule[]
}

/** A pack as it lies there: a start compares its bytes, and reads its text only where they are others than were built. */
export interface Pack {
  readonly path: string
  readonly bytes: Buffer
}

/**
 * The rules that come with Evenkeel. Packs are the source; a build reads and checks them once, which otherwise costs every
 * start as much as all else. Packs that were changed since, and a run from source, are read and checked here.
 */
export async function builtInRules(from: string = import.meta.url): Promise<readonly Rule[]> {
  const packs = builtInPacks()
  const digest = digestOfPacks(packs)
  if (known?.digest !== digest || known.from !== from) known = { digest, from, rules: rulesOf(packs, digest, from) }
  return known.rules
}

/** What this process has read of the packs, as long as they stay the same: a service and a test ask for them again and again. */
let known: { readonly digest: string; readonly from: string; readonly rules: Promise<readonly Rule[]> } | undefined

async function rulesOf(packs: readonly Pack[], digest: string, from: string): Promise<readonly Rule[]> {
  const built = from.endsWith('.js') ? readBuilt(builtRulesPath(from)) : undefined
  return built?.digest === digest ? trustRules(built.rules) : checkedRules(packs)
}

/** Reads and checks packs. Throws every problem of all of them. */
export async function checkedRules(packs: readonly Pack[]): Promise<readonly Rule[]> {
  // Loaded when used: a start has the rules already.
  const [{ loadRules }, { checkRule }] = await Promise.all([
    import('../config/rules.ts'),
    import('../judge/compile.ts'),
  ])
  return loadRules(
    packs.map(({ path, bytes }) => ({ path, text: bytes.toString('utf8') })),
    checkRule,
  )
}

/** The packs, alphabetical. */
export function builtInPacks(): readonly Pack[] {
  const folder = join(dirname(rootPath('package.json')), 'rules')
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  return names.sort().map((name) => ({ path: `rules/${name}`, bytes: readFileSync(join(folder, name)) }))
}

/** `dist/rules.json`, seen from a module of `dist/src/app`. */
export function builtRulesPath(from: string): string {
  return fileURLToPath(new URL('../../rules.json', from))
}

/** What rules are made of: the version of the code that reads them, and the packs with their names. */
export function digestOfPacks(packs: readonly Pack[]): string {
  const lengths = packs.map(({ path, bytes }) => [path, bytes.length])
  const hash = createHash('sha256').update(JSON.stringify([packageVersion(), ...lengths]))
  for (const { bytes } of packs) hash.update(bytes)
  return hash.digest('hex')
}

/** What `dist/rules.json` holds. ASCII alone, because such a text is read and parsed in half the time. */
export function writtenRules(built: BuiltRules): string {
  return JSON.stringify(built).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** A file that is not there, or not whole, is as good as none: the packs are. */
function readBuilt(path: string): BuiltRules | undefined {
  try {
    return JSON.parse(readFileSync(path, 'latin1')) as BuiltRules
  } catch {
    return undefined
  }
}
