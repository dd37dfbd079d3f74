import { dirname, resolve } from 'node:path'
import { access } from 'node:fs/promises'
import { findConfig } from '../config/find.ts'
import type { Surroundings } from './surroundings.ts'

export interface DataDirectoryOptions {
  /** `--data`; relative to the current folder. */
  readonly data?: string | undefined
  /** `--config`. */
  readonly config?: string | undefined
}

/**
 * Where a service keeps what it remembers, as an absolute path: `--data`, else EVENKEEL_DATA, else `.evenkeel` beside the configuration.
 * Without a configuration it is `.evenkeel` in the current folder, so that a command that only asks a server needs none; one that is named
 * and is not there is an error.
 */
export async function dataDirectoryOf(
  { data, config }: DataDirectoryOptions,
  { cwd, env }: Pick<Surroundings, 'cwd' | 'env'>,
): Promise<string> {
  const given = data ?? env['EVENKEEL_DATA']
  if (given !== undefined && given !== '') return resolve(cwd, given)
  const exists = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    )
  const file =
    config === undefined
      ? await findConfig(undefined, cwd, exists).catch(() => undefined)
      : await findConfig(config, cwd, exists)
  return resolve(file === undefined ? cwd : dirname(resolve(cwd, file)), '.evenkeel')
}
