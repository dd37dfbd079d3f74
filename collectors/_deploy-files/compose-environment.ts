import { classifySetting } from '../../src/collect/settings.ts'
import type { Attributes } from '../../src/model/field.ts'
import type { workload } from '../../src/model/kinds/workload.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { parseDotenv } from '../_settings-files/parse-dotenv.ts'
import { itemsOf, memberAt, membersOf, textAt } from '../_settings-files/tree-reading.ts'
import type { Tree } from '../_settings-files/tree.ts'
import type { Doubts } from './doubts.ts'
import { interpolate, type Variables } from './interpolate.ts'
import { asMap } from './compose-merge.ts'
import type { ProjectFiles } from './compose-project.ts'

type Setting = Attributes<typeof workload.fields.settings.of>

interface Given {
  readonly value: string
  readonly open: readonly string[]
  readonly line: number
  readonly file: string | undefined
}

export interface EnvironmentReader {
  readonly files: ProjectFiles
  readonly variables: Variables
  readonly used: Set<string>
  readonly doubts: Doubts
  readonly fingerprint: Fingerprinter
}

/**
 * The environment of a service: its `env_file`s, the later before the earlier, and before them its `environment`. A variable without a
 * value is taken from whoever starts it, and says so.
 */
export async function environmentOf(name: string, service: Tree, by: EnvironmentReader): Promise<readonly Setting[]> {
  const all = new Map<string, Given>()
  for (const item of itemsOf(memberAt(service, 'env_file'))) {
    for (const [key, given] of await fileEntries(item, by)) all.set(key, given)
  }
  for (const { key, line, value } of membersOf(asMap(memberAt(service, 'environment') ?? empty))) {
    if (value.type !== 'scalar') continue
    const bare = value.absent === true
    const known = bare ? by.variables.get(key) : value.text
    if (bare && known !== undefined) by.used.add(key)
    const open = bare && known === undefined ? [key] : (value.open ?? [])
    all.set(key, { value: known ?? `\${${key}}`, open, line, file: value.file })
  }
  return [...all].map(([key, { value, open, line, file }]) => ({
    key: `${name}/${key}`,
    ...(isWhole(value, open) ? { from: `variable/${open[0] ?? ''}` } : classifySetting(key, value, by.fingerprint)),
    line,
    ...(file === undefined ? {} : { file }),
  }))
}

const empty: Tree = { type: 'map', line: 1, column: 1, members: [] }

/** One variable is all of it. */
function isWhole(value: string, open: readonly string[]): boolean {
  return open.length === 1 && /^\$(?:\w+|\{[^{}]*\})$/.test(value)
}

async function fileEntries(item: Tree, by: EnvironmentReader): Promise<ReadonlyMap<string, Given>> {
  const found = new Map<string, Given>()
  const pathTree = memberAt(item, 'path')
  const path = by.doubts.known('/settings', pathTree)
  if (path === undefined || pathTree === undefined) return found
  if (!(await by.files.exists(path))) {
    if (textAt(item, 'required') !== 'false')
      by.doubts.add('/settings', item, `the file of variables ${path} is not there`)
    return found
  }
  const { entries, problems } = parseDotenv(await by.files.read(path))
  for (const { line, column, detail } of problems)
    by.doubts.found.push({ field: '/settings', file: path, line, column, detail })
  const raw = textAt(item, 'format') === 'raw'
  const known = new Map(by.variables)
  for (const { key, value, line, literal } of entries) {
    const filled = raw || literal === true ? { text: value, open: [], used: [] } : interpolate(value, known)
    for (const name of filled.used) by.used.add(name)
    found.set(key, { value: filled.text, open: filled.open, line, file: path })
    if (!by.variables.has(key)) known.set(key, filled.text)
  }
  return found
}
