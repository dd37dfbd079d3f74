import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Config } from '../../config/config.ts'
import { reasonOf } from '../../config/reason.ts'
import { readYaml } from '../../config/read-yaml.ts'
import { entryInBraces, insertItem, insertText, nameList } from '../../config/yaml-insert.ts'
import { fail } from '../../errors/catalogue.ts'
import { exceptionsIn, type ExceptionFile } from '../exception-files.ts'
import { configTarget, isNamed, writtenFor, type EntryList, type Target } from './target.ts'
import { openConfig } from '../open-config.ts'
import type { Surroundings } from '../surroundings.ts'
import { writeOutput } from '../write-output.ts'

/** A file before and after. `before` is undefined for one that is made. */
export interface Edit extends Target {
  readonly before: string | undefined
  readonly after: string
}

/** What an edit is planned with. */
export interface Planning {
  readonly config: Config
  readonly files: readonly ExceptionFile[]
  readonly ruleIds: readonly string[]
}

const heads: Readonly<Record<EntryList, string>> = {
  exceptions: '# Differences that are wanted for a while. Each ends by itself, or when a pinned value changes.\n',
  differences: '# Differences that are wanted for good. Each is reviewed by its owner.\n',
  known:
    '# What was there when the comparison was adopted: it burns down, never fails a check and never pages. One that gets\n' +
    '# worse, or whose values change, counts again.\n',
}

/**
 * The edits that write an entry: of its file, and of evenkeel.yaml where that does not name the file yet. What comes out was
 * loaded as a check would load it; where that does not stand, the error of the loader is thrown, and `except-file-form`
 * where an entry cannot be added without touching what is there. Nothing is written yet.
 */
export async function planEntry(
  list: EntryList,
  entry: unknown,
  target: Target,
  planning: Planning,
  surroundings: Pick<Surroundings, 'cwd' | 'env'>,
): Promise<readonly Edit[]> {
  const { config } = planning
  const own = configTarget({ config, cwd: surroundings.cwd })
  const inConfig = target.absolute === own.absolute
  if (inConfig && list !== 'differences') {
    const hint = 'Name another with --file, or leave it out.'
    throw fail('cli-usage', {
      problem: `${own.called} has no place for this entry, only a file of exceptions has`,
      hint,
    })
  }
  const edit = await editOf(list, inConfig ? escaped(entry) : entry, target, inConfig)
  const edits = inConfig || isNamed(target, planning) ? [edit] : [edit, await naming(target, own, config)]
  await check(edits, own, planning, surroundings)
  return edits
}

/** Writes the edits: the entry first, so that evenkeel.yaml never names a file that is not there. */
export async function writeEdits(edits: readonly Edit[], cwd: string): Promise<void> {
  for (const { absolute, called, after, before } of edits) {
    if (before === undefined) {
      await mkdir(dirname(absolute), { recursive: true }).catch((cause: unknown) => {
        throw fail('cli-output', { file: called, reason: reasonOf(cause) }, cause)
      })
    }
    await writeOutput(absolute, after, cwd)
  }
}

async function editOf(list: EntryList, entry: unknown, target: Target, inConfig: boolean): Promise<Edit> {
  const before = await textOf(target)
  if (before === undefined) {
    const after = insertItem(heads[list], list === 'exceptions' ? undefined : list, entry)
    return { ...target, before, after: after ?? refuse(target, entry) }
  }
  const { tree } = readYaml(target.called, before)
  const asList = !inConfig && (tree === undefined ? list === 'exceptions' : tree.form === 'list')
  // A file that is a list can hold temporary ones alone; named, it can hold the others beside them.
  const text = asList && list !== 'exceptions' ? nameList(before, 'exceptions') : before
  const key = asList && list === 'exceptions' ? undefined : list
  const after = text === undefined ? undefined : insertItem(text, key, entry)
  return { ...target, before, after: after ?? refuse(target, entry) }
}

async function naming(target: Target, own: Target, config: Config): Promise<Edit> {
  const before = (await textOf(own)) ?? ''
  const written = escapedText(writtenFor(target.absolute, config))
  const after = insertText(before, 'exceptions', written)
  if (after === undefined) throw fail('except-file-form', { file: own.called, entry: `exceptions: [..., ${written}]` })
  return { ...own, before, after }
}

function refuse(target: Target, entry: unknown): never {
  throw fail('except-file-form', { file: target.called, entry: `- ${entryInBraces(entry)}` })
}

async function textOf({ absolute, called }: Target): Promise<string | undefined> {
  try {
    return await readFile(absolute, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw fail('config-unreadable', { file: called, reason: reasonOf(cause) }, cause)
  }
}

function escapedText(text: string): string {
  // As a function, for in a text `$$` would be one dollar.
  return text.replaceAll('${', () => '$${')
}

/** In evenkeel.yaml `${` begins a variable, and is written `$${` where it is meant. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return escapedText(value)
  if (Array.isArray(value)) return value.map(escaped)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, escaped(inner)]))
}

/** Loads the configuration and its exceptions as they will be. Throws what a check would throw. */
async function check(
  edits: readonly Edit[],
  own: Target,
  { config, files, ruleIds }: Planning,
  { cwd, env }: Pick<Surroundings, 'cwd' | 'env'>,
): Promise<void> {
  const after = new Map(edits.map((edit) => [edit.absolute, edit.after]))
  const read = async (path: string): Promise<string> => after.get(path) ?? readFile(path, 'utf8')
  const { config: next } = await openConfig(config.file, { cwd, env }, read)
  const changed = edits
    .filter((edit) => edit.absolute !== own.absolute)
    .map((edit) => ({ path: edit.called, text: edit.after }))
  exceptionsIn([...files.filter((file) => !after.has(file.absolute)), ...changed], next, ruleIds)
}
