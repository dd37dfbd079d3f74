import { posix } from 'node:path'
import ts from 'typescript'

/**
 * Which room, or file of a room, may be imported by which: the table of docs/architecture.md. A room that is not in it may import
 * everything.
 */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  'src/model': [],
  'src/errors': [],
  'src/platform': ['src/errors'],
  'src/config': ['src/model', 'src/errors', 'src/platform'],
  'src/collect': ['src/model', 'src/errors', 'src/platform'],
  'src/compare': ['src/model'],
  'src/judge': ['src/model'],
  'src/report': ['src/model', 'src/errors', 'src/platform'],
  'src/store': ['src/model', 'src/errors', 'src/platform'],
  'src/notify': ['src/model', 'src/errors', 'src/platform'],
  'src/jobs': [
    'src/collect',
    'src/compare',
    'src/judge',
    'src/store/contract',
    'src/store/pool.ts',
    'src/notify/contract.ts',
    'src/report/contract.ts',
    'src/model',
    'src/errors',
    'src/platform',
  ],
  'src/api': [
    'src/store/contract',
    'src/jobs/contract.ts',
    'src/report/contract.ts',
    'src/model',
    'src/errors',
    'src/platform',
  ],
  'src/cli': ['src/app'],
}

const contract = ['src/collect', 'src/model', 'src/errors', 'src/platform']

/** What collectors share and no family owns: what a family shares (`_aws`, `_kubernetes`) may import these, and no other family’s. */
const neutral = ['collectors/_containers', 'collectors/_files', 'collectors/_settings-files']

/** The modules that a file imports, in every way there is: statically, for types, re-exported, dynamically. */
export function importsOf(text: string): readonly string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map((one) => one.fileName)
}

/** `src/model/json.ts imports src/app/check.ts`, for every import that the house does not allow. */
export function forbiddenImports(path: string, text: string): readonly string[] {
  return importsOf(text)
    .filter((name) => name.startsWith('.'))
    .map((name) => posix.normalize(posix.join(posix.dirname(path), name)))
    .filter((target) => !mayImport(path, target))
    .map((target) => `${path} imports ${target}`)
}

function mayImport(path: string, target: string): boolean {
  const from = roomOf(path)
  const to = roomOf(target)
  if (from === to) return true
  if (path === 'collectors/families.ts') return /^collectors\/[^/]+\/settings\.ts$/.test(target)
  if (path === 'collectors/index.ts') return /^collectors\/[^_/]+\/collector\.ts$/.test(target) || contract.includes(to)
  if (from.startsWith('collectors/_')) return [...contract, ...neutral].includes(to)
  if (from.startsWith('collectors/')) return [...contract, ...(to.startsWith('collectors/_') ? [to] : [])].includes(to)
  const may = rooms[from]
  return may === undefined || may.includes(to) || may.some((one) => target === one || target.startsWith(`${one}/`))
}

/** `src/model`, `collectors/aws-rds`; a file outside of any room is its own. */
function roomOf(path: string): string {
  const [top = '', folder = '', ...rest] = path.split('/')
  return rest.length > 0 ? `${top}/${folder}` : path
}
