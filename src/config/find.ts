import { resolve } from 'node:path'
import { fail } from '../errors/catalogue.ts'

/** The names under which a folder's configuration is found. */
export const configNames = ['evenkeel.yaml', 'evenkeel.yml'] as const

/** The configuration file to use: the one named, else the folder's own. Throws `config-not-found` or `config-two-files`. */
export async function findConfig(
  named: string | undefined,
  cwd: string,
  exists: (path: string) => Promise<boolean>,
): Promise<string> {
  if (named !== undefined) return named
  const found: string[] = []
  for (const name of configNames) if (await exists(resolve(cwd, name))) found.push(name)
  const [file, other] = found
  if (file === undefined) throw fail('config-not-found', { file: configNames[0] })
  if (other !== undefined) throw fail('config-two-files', { file, other })
  return file
}
