import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadRules } from '../../src/config/rules.ts'
import { checkRule } from '../../src/judge/compile.ts'
import { compileRules } from '../../src/judge/compile-rules.ts'
import type { CompiledRule } from '../../src/judge/compiled.ts'

/** The packs that come with Evenkeel, from the project's folder. */
export function builtInRules(project: string): readonly CompiledRule[] {
  const folder = join(project, 'rules')
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ path: `rules/${name}`, text: readFileSync(join(folder, name), 'utf8') }))
  return compileRules(loadRules(files, checkRule))
}
