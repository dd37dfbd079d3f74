import { createHash, randomBytes } from 'node:crypto'
import { cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { migrate } from '../../../src/store/engine/migrate.ts'
import { ourParsers } from '../../../src/store/engine/parsers.ts'
import { openPgliteSession } from '../../../src/store/engine/pglite-session.ts'
import { ourSchema } from '../../../src/store/engine/schema.ts'
import { createSessionPool } from '../../../src/store/engine/session-pool.ts'
import { takeTurns } from '../../../src/store/engine/turns.ts'
import { migrations } from '../../../src/store/migrations/index.ts'

const folder = join(import.meta.dirname, '../../../.cache/store')

/**
 * A packed PGlite with our tables in it: to make one takes some 5 s, to open one 0.6 s. Kept in `.cache` for the version of PGlite and the
 * migrations that it was made of.
 */
export async function packedTemplate(): Promise<Blob> {
  const file = join(folder, `tables-${await madeOf()}.tar`)
  const kept = await readFile(file).catch(() => undefined)
  if (kept !== undefined) return new Blob([kept])
  const session = await openPgliteSession(undefined)
  await migrate(poolOn(session), 'of the test', new Date(0))
  const packed = await session.engine.dumpDataDir('none')
  await session.close()
  const own = await ownName(file)
  await writeFile(own, Buffer.from(await packed.arrayBuffer()))
  await rename(own, file)
  return packed
}

/** Makes `directory` PGlite's, with our tables and nothing in them. */
export async function copyTemplate(directory: string): Promise<void> {
  const made = join(folder, `directory-${await madeOf()}`)
  if (!(await exists(made))) {
    const own = await ownName(made)
    const session = await openPgliteSession(own)
    await migrate(poolOn(session), 'of the test', new Date(0))
    await session.close()
    // Whoever was quicker made the same.
    await rename(own, made).catch(() => rm(own, { recursive: true, force: true }))
  }
  await cp(made, directory, { recursive: true })
}

function poolOn(session: Awaited<ReturnType<typeof openPgliteSession>>) {
  return createSessionPool(
    takeTurns(session, () => {}),
    { searchPath: ourSchema, parsers: ourParsers },
  )
}

async function madeOf(): Promise<string> {
  const pglite = join(createRequire(import.meta.url).resolve('@electric-sql/pglite'), '../../package.json')
  const made = createHash('sha256')
    .update(JSON.stringify(migrations))
    .update(await readFile(pglite))
  return made.digest('hex').slice(0, 16)
}

/** Several files of tests begin at once: each makes its own, and only a whole one gets the name. */
async function ownName(path: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  return `${path}.${randomBytes(6).toString('hex')}`
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
