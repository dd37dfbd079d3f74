import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import type { NamedFile } from '../config/config.ts'
import { reasonOf } from '../config/reason.ts'
import { loadRules, type TextFile } from '../config/rules.ts'
import { fail } from '../errors/catalogue.ts'
import { checkRule } from '../judge/compile.ts'
import type { Rule } from '../model/rule.ts'

/** The rules of packs that the configuration names, beside the built-in ones. Throws every problem of all packs at once. */
export async function readOwnRules(
  own: readonly NamedFile[],
  builtIn: readonly Rule[],
  cwd: string,
): Promise<readonly Rule[]> {
  const files = await Promise.all(own.map((file) => readNamed(file, cwd)))
  return loadRules(files, checkRule, builtIn)
}

/** A file that the configuration names; messages call it by its path from the current folder. */
async function readNamed({ path, where }: NamedFile, cwd: string): Promise<TextFile> {
  const short = relative(cwd, path)
  const file = short.startsWith('..') ? path : short
  try {
    return { path: file, text: await readFile(path, 'utf8') }
  } catch (cause) {
    throw fail('config-unreadable', { file: `${file} (named at ${where})`, reason: reasonOf(cause) }, cause)
  }
}
