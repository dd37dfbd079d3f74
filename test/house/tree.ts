import { readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The folder of the whole project, with a slash at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url))

/** What is made or installed, not written. */
const made = ['node_modules', 'dist', 'coverage', '.cache', '.git']

/** Every file of the project that people write, relative to the root, sorted. */
export const written: readonly string[] = readdirSync(root)
  .filter((name) => !made.includes(name) && !name.endsWith('.log'))
  .flatMap((name) => {
    if (!statSync(root + name).isDirectory()) return [name]
    const inside = readdirSync(root + name, { recursive: true, encoding: 'utf8', withFileTypes: true })
    return inside.filter((one) => one.isFile()).map((one) => `${one.parentPath.slice(root.length)}/${one.name}`)
  })
  .filter((path) => !path.split('/').some((part) => made.includes(part)))
  .sort()

/** The code that is shipped. */
export const code: readonly string[] = written.filter((path) => /^(src|collectors)\/.*\.ts$/.test(path))

export function textOf(path: string): string {
  return readFileSync(root + path, 'utf8')
}

/** The folders directly in one, sorted. */
export function foldersIn(path: string): readonly string[] {
  const inside = readdirSync(root + path, { withFileTypes: true })
  return inside
    .filter((one) => one.isDirectory())
    .map((one) => one.name)
    .sort()
}

/** `aws-rds` is `awsRds`. */
export function camelCase(name: string): string {
  return name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}
