import { posix, relative, resolve, sep } from 'node:path'
import type { Config, NamedFile } from '../../config/config.ts'
import { fail } from '../../errors/catalogue.ts'
import type { ExceptionRecord, KnownFinding } from '../../model/exception.ts'
import { calledFrom, isPattern, type ExceptionFile } from '../exception-files.ts'

/** What an entry is written as: the key of its list. */
export type EntryList = 'exceptions' | 'differences' | 'known'

/** Where an entry is to be written. */
export interface Target {
  /** Absolute. */
  readonly absolute: string
  /** For messages: relative to the current folder. */
  readonly called: string
}

/** What choosing a file takes. */
export interface Choosing {
  readonly config: Config
  readonly cwd: string
  /** Those that the configuration names and that are there. */
  readonly files: readonly ExceptionFile[]
  readonly exceptions: readonly ExceptionRecord[]
  readonly known: readonly KnownFinding[]
}

/** The file of evenkeel.yaml itself. */
export function configTarget({ config, cwd }: Pick<Choosing, 'config' | 'cwd'>): Target {
  const absolute = resolve(cwd, config.file)
  return { absolute, called: config.file }
}

/**
 * The file for a new entry where none was named. Structural ones stand in evenkeel.yaml. A temporary one goes where its
 * owner's others are; else into a file of the owner's own, where `exceptions:` is a pattern; else into the one file that
 * there is, or a first one. Throws `except-which-file` when that leaves several.
 */
export function chooseTarget(list: EntryList, owner: string, choosing: Choosing): Target {
  if (list === 'differences') return configTarget(choosing)
  if (list === 'known') return adoptionTarget(choosing)
  const { config, files } = choosing
  const counts = files
    .map((file) => ({ file, count: ownedIn(file, owner, choosing.exceptions) }))
    .sort((a, b) => b.count - a.count)
  const [most, next] = counts
  if (most !== undefined && most.count > (next?.count ?? 0)) return targetOf(most.file.absolute, choosing)
  const own = config.exceptions.map((named) => ownFile(named, owner)).find((path) => path !== undefined)
  if (own !== undefined) return targetOf(resolve(config.directory, own), choosing)
  const plain = config.exceptions.filter((named) => !isPattern(named))
  const [only, other] = plain
  if (only !== undefined && other === undefined) return targetOf(only.path, choosing)
  if (only === undefined) return targetOf(resolve(config.directory, 'exceptions.yaml'), choosing)
  throw fail('except-which-file', { files: plain.map((named) => named.written).join(', '), owner })
}

/** The file that a person named, relative to the current folder. */
export function namedTarget(file: string, { cwd }: Pick<Choosing, 'cwd'>): Target {
  return targetOf(resolve(cwd, file), { cwd })
}

/**
 * Whether the configuration reads a file as one of exceptions. One that is not there yet is known to answer to patterns such
 * as `exceptions/*.yaml`; of others that is not known, and naming it once more does no harm.
 */
export function isNamed({ absolute }: Target, { config, files }: Pick<Choosing, 'config' | 'files'>): boolean {
  const path = posix.parse(writtenFor(absolute, config))
  return (
    files.some((file) => file.absolute === absolute) ||
    config.exceptions.some((named) => {
      const simple = simplePattern(named)
      return named.path === absolute || (simple?.folder === path.dir && simple.ending === path.ext)
    })
  )
}

/** A path as evenkeel.yaml writes it: relative to its folder, with slashes. */
export function writtenFor(absolute: string, config: Config): string {
  return relative(config.directory, absolute).split(sep).join('/')
}

/** Where known findings already are; else a file of their own, because they burn down and are removed as a whole. */
function adoptionTarget(choosing: Choosing): Target {
  const where = choosing.known.at(0)?.where.replace(/:\d+$/, '')
  const file = choosing.files.find((one) => one.path === where)
  return targetOf(file?.absolute ?? resolve(choosing.config.directory, 'adoption.yaml'), choosing)
}

function targetOf(absolute: string, { cwd }: Pick<Choosing, 'cwd'>): Target {
  return { absolute, called: calledFrom(cwd, absolute) }
}

function ownedIn(file: ExceptionFile, owner: string, exceptions: readonly ExceptionRecord[]): number {
  return exceptions.filter((one) => one.owner === owner && one.where.replace(/:\d+$/, '') === file.path).length
}

/** Of `exceptions/*.yaml`, the file that is named after an owner. */
function ownFile(named: NamedFile, owner: string): string | undefined {
  const simple = simplePattern(named)
  const name = owner
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return simple === undefined || name === '' ? undefined : posix.join(simple.folder, `${name}${simple.ending}`)
}

/** A pattern whose star stands for the whole name of a file: its folder and its ending. */
function simplePattern(named: NamedFile): { readonly folder: string; readonly ending: string } | undefined {
  const [, folder = '', ending] = /^((?:[^*?[\]{}()!]*\/)?)\*(\.ya?ml)$/.exec(named.written.split(sep).join('/')) ?? []
  if (ending === undefined) return undefined
  const normal = posix.join('.', folder, 'x')
  return { folder: posix.dirname(normal) === '.' ? '' : posix.dirname(normal), ending }
}
