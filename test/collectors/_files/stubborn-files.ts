import type * as Promises from 'node:fs/promises'

/**
 * `node:fs/promises` with two kinds of file that a test cannot make: one that the file system refuses (root may read
 * everything), and one on a file system that never answers. By name: `refused...` and `hanging...`.
 */
export function withStubbornFiles(real: typeof Promises): typeof Promises {
  const readFile = ((path: string, options: object) => {
    if (/\/refused[^/]*$/.test(path)) return Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' }))
    if (/\/hanging[^/]*$/.test(path)) return new Promise(() => undefined)
    return real.readFile(path, options)
  }) as typeof real.readFile
  return { ...real, readFile }
}
