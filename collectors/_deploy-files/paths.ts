import { posix } from 'node:path'

/** The folder of a path, `''` at the top. */
export function folderOf(path: string): string {
  const folder = posix.dirname(path.replaceAll('\\', '/'))
  return folder === '.' ? '' : folder
}

/** A path that is written relative to a folder, relative to where the folder is. */
export function beside(folder: string, path: string): string {
  return posix.isAbsolute(path) ? posix.normalize(path) : posix.join(folder, path)
}
