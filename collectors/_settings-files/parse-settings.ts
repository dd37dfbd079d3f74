import { encryptionOf } from './encrypted.ts'
import { flatten } from './flatten.ts'
import { formatOf, type Format } from './format.ts'
import { knownFile } from './known-files.ts'
import { parseDotenv } from './parse-dotenv.ts'
import { parseHcl } from './parse-hcl.ts'
import { parseIni } from './parse-ini.ts'
import { parseJson } from './parse-json.ts'
import { parseProperties } from './parse-properties.ts'
import { parseToml } from './parse-toml.ts'
import { parseYaml } from './parse-yaml.ts'
import { named, Unreadable, type Problem } from './problem.ts'
import type { Entry, Tree } from './tree.ts'

/** A settings file, read: each key once. */
export interface SettingsFile {
  /** `compose`, `kamal`: what is left of such files beside their services. */
  readonly format: Format | 'compose' | 'kamal'
  readonly entries: readonly Entry[]
  readonly problems: readonly Problem[]
}

/** Parses the text of a settings file. What cannot be understood is in `problems`; the rest is not lost by it. */
export function parseSettings(path: string, text: string): SettingsFile {
  const format = formatOf(path, text)
  const encryption = encryptionOf(text)
  if (encryption !== undefined) {
    const detail = `it is encrypted by ${encryption}; decrypt it, or leave it out`
    return { format, entries: [], problems: [{ line: 1, column: 1, detail, doubtful: null }] }
  }
  try {
    const { entries, problems } = parse(path, format, text)
    const repeated = onceEach(entries.filter(isOurs(entries)))
    return {
      format,
      entries: repeated.entries,
      problems: [...problems, ...repeated.problems].sort((a, b) => a.line - b.line),
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    return { format, entries: [], problems: [error.problem] }
  }
}

/** `.jsonc`; and settings of .NET, whose reader takes comments. */
function takesComments(path: string): boolean {
  return /\.jsonc$|(?:^|\/)appsettings[\w.-]*\.json$/i.test(path)
}

function parse(
  path: string,
  format: Format,
  text: string,
): { readonly entries: readonly Entry[]; readonly problems: readonly Problem[] } {
  if (format === 'dotenv') return parseDotenv(text)
  if (format === 'ini') return parseIni(text)
  if (format === 'properties') return parseProperties(text)
  if (format === 'hcl') return { entries: flatten(parseHcl(text)), problems: [] }
  if (format === 'toml') return { entries: flatten(parseToml(text)), problems: [] }
  if (format === 'yaml')
    return { entries: parseYaml(text).flatMap((tree, i) => flatten(knownFile(tree), prefixOf(tree, i))), problems: [] }
  if (text.trim() === '') return { entries: [], problems: [] }
  const tree = parseJson(text, { comments: takesComments(path) })
  if (tree.type === 'scalar') throw new Unreadable(tree.line, tree.column, 'neither an object nor a list')
  return { entries: flatten(tree), problems: [] }
}

/** The first document of a stream has no prefix, so that adding a second renames nothing; an object of a cluster has its own name. */
function prefixOf(tree: Tree, index: number): string {
  const kind = scalarAt(tree, 'kind')
  const name = scalarAt(memberOf(tree, 'metadata'), 'name')
  if (index > 0 && kind !== undefined && name !== undefined) return `${kind}/${name}`
  return index === 0 ? '' : String(index)
}

function memberOf(tree: Tree | undefined, key: string): Tree | undefined {
  return tree?.type === 'map' ? tree.members.find((member) => member.key === key)?.value : undefined
}

function scalarAt(tree: Tree | undefined, key: string): string | undefined {
  const found = memberOf(tree, key)
  return found?.type === 'scalar' && found.text !== '' ? found.text : undefined
}

/** sops writes its own record into the file that it encrypts: it changes with every edit and is no setting. */
function isOurs(entries: readonly Entry[]): (entry: Entry) => boolean {
  const encrypted = entries.some(({ key }) => key === 'sops.mac' || key === 'sops_mac')
  return ({ key }) => !encrypted || !/^sops[._]/.test(key)
}

/** The last of a repeated key counts, as it does for most readers; that they may not agree is a problem. */
function onceEach(entries: readonly Entry[]): {
  readonly entries: readonly Entry[]
  readonly problems: readonly Problem[]
} {
  const byKey = new Map<string, Entry>()
  const problems: Problem[] = []
  for (const entry of entries) {
    const before = byKey.get(entry.key)
    if (before !== undefined && before.value !== entry.value) {
      const detail = `${named(entry.key)} stands twice with different values, first on line ${before.line}`
      problems.push({ line: entry.line, column: entry.column, detail, doubtful: entry.key })
    }
    byKey.set(entry.key, entry)
  }
  return { entries: [...byKey.values()], problems }
}
