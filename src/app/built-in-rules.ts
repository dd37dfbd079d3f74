import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { loadRules, type TextFile } from '../config/rules.ts'
import { checkRule } from '../judge/compile.ts'
import type { Rule } from '../model/rule.ts'
import { rootPath } from './root.ts'

/** The rules that come with Evenkeel. */
export async function builtInRules(): Promise<readonly Rule[]> {
  return loadRules(await builtInPacks(), checkRule)
}

/** Their packs, alphabetical. */
async function builtInPacks(): Promise<readonly TextFile[]> {
  const folder = join(dirname(rootPath('package.json')), 'rules')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(
    names.map(async (name) => ({ path: `rules/${name}`, text: await readFile(join(folder, name), 'utf8') })),
  )
}
