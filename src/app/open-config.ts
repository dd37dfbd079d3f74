import { access, readFile } from 'node:fs/promises'
import type { TSchema } from 'typebox'
import { collectors } from '../../collectors/index.ts'
import type { Collector } from '../collect/contract.ts'
import type { Config } from '../config/config.ts'
import { findConfig } from '../config/find.ts'
import { loadConfig } from '../config/load.ts'
import type { Surroundings } from './surroundings.ts'

/** The settings schema of each source family; the collectors of a family share one. */
export function familiesOf(list: readonly Collector[] = collectors): ReadonlyMap<string, TSchema> {
  const families = [...new Map(list.map((collector) => [collector.family, collector.settings]))]
  return new Map(families.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * The configuration named, or found in the current folder, with the collectors that read its sources. `readText` reads its
 * files; one that is about to change can be read as it would be.
 */
export async function openConfig(
  named: string | undefined,
  { cwd, env }: Pick<Surroundings, 'cwd' | 'env'>,
  readText: (path: string) => Promise<string> = (path) => readFile(path, 'utf8'),
): Promise<{ readonly config: Config; readonly collectors: readonly Collector[] }> {
  const file = await findConfig(named, cwd, exists)
  const config = await loadConfig(file, {
    families: familiesOf(),
    env,
    cwd,
    readFile: readText,
  })
  return { config, collectors }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
