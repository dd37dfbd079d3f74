import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Absolute path of a file of the package that is not code, from source and from `dist` alike: `package.json`, `rules/compute.yaml`. */
export function rootPath(relative: string): string {
  return require.resolve(`#root/${relative}`)
}

/** The version of this package. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(rootPath('package.json'), 'utf8')) as { readonly version: string }
  return version
}
