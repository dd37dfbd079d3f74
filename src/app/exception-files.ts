import { readFile } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import type { Config, NamedFile } from '../config/config.ts'
import { loadExceptions, type LoadedExceptions } from '../config/exceptions.ts'
import { reasonOf } from '../config/reason.ts'
import type { TextFile } from '../config/rules.ts'
import { fail } from '../errors/catalogue.ts'
import type { Notice } from '../model/assessment.ts'

/** A file of exceptions that is there. */
export interface ExceptionFile extends TextFile {
  /** Absolute. `path` is what messages call it: relative to the current folder. */
  readonly absolute: string
}

/** Whether an entry of `exceptions:` is a pattern. */
export function isPattern(file: NamedFile): boolean {
  return isDynamicPattern(file.written)
}

/** The files that `exceptions:` names, by path or pattern, each once. A pattern that no file answers to is said. */
export async function readExceptionFiles(
  config: Config,
  cwd: string,
): Promise<{ readonly files: readonly ExceptionFile[]; readonly notices: readonly Notice[] }> {
  const files = new Map<string, ExceptionFile>()
  const notices: Notice[] = []
  for (const named of config.exceptions) {
    const paths = isPattern(named) ? await filesOf(named, config.directory) : [named.path]
    if (paths.length === 0) {
      const message = `${named.where}: no file of exceptions answers to ${named.written} yet.`
      notices.push({ code: 'exception-no-file', message })
    }
    for (const absolute of paths) if (!files.has(absolute)) files.set(absolute, await readOne(absolute, named, cwd))
  }
  return { files: [...files.values()], notices }
}

/** Loads the exceptions of these files and of `differences:`. Throws as loadExceptions does. */
export function exceptionsIn(files: readonly TextFile[], config: Config, rules: readonly string[]): LoadedExceptions {
  const services = config.services.map((service) => service.name)
  return loadExceptions({ files, differences: config.differences, rules, services })
}

async function filesOf(named: NamedFile, directory: string): Promise<readonly string[]> {
  const pattern = named.written.split(sep).join('/')
  const found = await glob([pattern], { cwd: directory, absolute: true, onlyFiles: true, dot: false })
  return found.map((path) => resolve(path)).sort()
}

async function readOne(absolute: string, { where }: NamedFile, cwd: string): Promise<ExceptionFile> {
  const path = calledFrom(cwd, absolute)
  try {
    return { absolute, path, text: await readFile(absolute, 'utf8') }
  } catch (cause) {
    throw fail('config-unreadable', { file: `${path} (named at ${where})`, reason: reasonOf(cause) }, cause)
  }
}

/** A path as messages call it: relative to the current folder where it lies below. */
export function calledFrom(cwd: string, absolute: string): string {
  const short = relative(cwd, absolute)
  return short === '' || short.startsWith('..') ? absolute : short
}
