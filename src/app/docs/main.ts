import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { referencePages } from './pages.ts'
import { rootPath } from '../root.ts'

/** Writes the reference pages; with `--check` writes nothing and fails when one of them is stale. */
const checking = process.argv.includes('--check')
const root = dirname(rootPath('package.json'))
const stale: string[] = []

for (const [path, text] of await referencePages()) {
  const file = join(root, path)
  const present = await readFile(file, 'utf8').catch(() => undefined)
  if (present === text) continue
  stale.push(path)
  if (checking) continue
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}

const verb = checking ? 'stale, run `npm run docs`' : 'written'
process.stdout.write(stale.length === 0 ? 'The reference is up to date.\n' : `${stale.join('\n')}\n${verb}\n`)
if (checking && stale.length > 0) process.exitCode = 1
