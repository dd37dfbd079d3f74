import { readdir, stat } from 'node:fs'
import { stat as statOf } from 'node:fs/promises'
import { isAbsolute, relative, resolve } from 'node:path'
import { convertPathToPattern, glob, isDynamicPattern } from 'tinyglobby'
import type { ScopePlan } from '../../src/collect/contract.ts'

export interface FindOptions {
  /** Absolute; patterns and the scopes found are relative to it. */
  readonly baseDirectory: string
  /** What to take from a directory that is named: `**\/*.yaml`. Without it a directory is a path like any other. */
  readonly inDirectory?: string
}

/**
 * The files that paths, patterns and directories name, one required scope each: its path relative to the base directory.
 * What matches nothing, and a directory that cannot be listed, is a scope too, so that reading it says so and costs no
 * other file. A path that exists is taken literally, whatever characters are in it.
 */
export async function fileScopes(
  patterns: string | readonly string[],
  options: FindOptions,
): Promise<readonly ScopePlan[]> {
  const scopes = new Set<string>()
  for (const pattern of typeof patterns === 'string' ? [patterns] : patterns) {
    for (const path of await matchesOf(pattern, options)) scopes.add(path)
  }
  return [...scopes].sort().map((scope) => ({ scope, role: '', required: true }))
}

/** The absolute path of a scope that {@link fileScopes} made. */
export function pathOfScope(scope: string, baseDirectory: string): string {
  return resolve(baseDirectory, scope)
}

async function matchesOf(pattern: string, options: FindOptions): Promise<readonly string[]> {
  const { baseDirectory, inDirectory } = options
  const path = resolve(baseDirectory, pattern)
  const found = await statOf(path).catch(() => undefined)
  if (found?.isDirectory() === true && inDirectory !== undefined) {
    const inside = await search(`${convertPathToPattern(path)}/${inDirectory}`, baseDirectory)
    return inside.length === 0 ? [`${scopeOf(path, baseDirectory)}/${inDirectory}`] : inside
  }
  if (found !== undefined || !isDynamicPattern(pattern)) return [scopeOf(path, baseDirectory)]
  const matching = await search(isAbsolute(pattern) ? pattern : pattern.replace(/^\.\//, ''), baseDirectory)
  return matching.length === 0 ? [pattern] : matching
}

async function search(pattern: string, baseDirectory: string): Promise<readonly string[]> {
  const closed: string[] = []
  const files = await glob(pattern, {
    cwd: baseDirectory,
    absolute: true,
    expandDirectories: false,
    fs: { readdir: watched(closed), stat },
  })
  return [...files, ...closed].map((path) => scopeOf(path, baseDirectory))
}

/**
 * `readdir` that remembers which directories would not be listed: the search itself passes over them in silence, and a
 * file that nobody could see would look like no file.
 */
function watched(closed: string[]): typeof readdir {
  const list = (path: string, options: unknown, done: (error: NodeJS.ErrnoException | null, files: unknown) => void) =>
    readdir(path, options as { withFileTypes: true }, (error, files) => {
      if (error !== null && error.code !== 'ENOENT' && error.code !== 'ENOTDIR') closed.push(path)
      done(error, files)
    })
  return list as unknown as typeof readdir
}

function scopeOf(path: string, baseDirectory: string): string {
  const inside = relative(baseDirectory, path).replaceAll('\\', '/')
  return inside === '' ? '.' : inside
}
