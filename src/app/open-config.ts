import { access, readFile } from 'node:fs/promises'
import { collectors } from '../../collectors/index.ts'
import type { CollectorEntry } from '../collect/contract.ts'
import type { Config } from '../config/config.ts'
import { findConfig } from '../config/find.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * The configuration named, or found in the current folder, with the collectors that there are, whose code `loadCollectors` loads. `readText`
 * reads its files; one that is about to change can be read as it would be.
 */
export async function openConfig(
  named: string | undefined,
  { cwd, env }: Pick<Surroundings, 'cwd' | 'env'>,
  readText: (path: string) => Promise<string> = (path) => readFile(path, 'utf8'),
): Promise<{ readonly config: Config; readonly collectors: readonly CollectorEntry[] }> {
  const file = await findConfig(named, cwd, exists)
  // Loaded where there is a configuration: two files are compared without one, and YAML and its checks are a third of what they need.
  const [{ loadConfig }, { families }] = await Promise.all([
    import('../config/load.ts'),
    import('../../collectors/families.ts'),
  ])
  const config = await loadConfig(file, {
    families,
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
