import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * The folder of PostgreSQL's programs; undefined when it is not installed. Debian keeps them out of PATH, in one folder for each major
 * version: the newest is taken.
 */
export function postgresPrograms() {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).filter((name) => /^\d+$/.test(name)) : []
  const folders = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(debian, version, 'bin'))
  const inPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return [...folders, ...inPath].find((folder) =>
    ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))),
  )
}
