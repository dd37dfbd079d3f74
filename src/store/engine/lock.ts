import { randomBytes } from 'node:crypto'
import { link, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { fail } from '../../errors/catalogue.ts'
import { makeDirectory } from '../../platform/make-directory.ts'
import { beacon, isLit } from './beacon.ts'
import { unavailable } from './unavailable.ts'

/** What a lock says of its holder. */
interface Holder {
  readonly pid: number
  readonly host: string
  readonly since: string
  /** The name of the socket that its holder listens to for as long as it lives. */
  readonly beacon: string
}

export interface DirectoryLock {
  readonly release: () => Promise<void>
}

const lockName = /^lock\.([1-9]\d{0,14})$/

/**
 * Takes a data directory for this process, or throws `store-locked` with who has it.
 *
 * A pid proves nothing: it is used again, and in a container it is always the same. So the holder listens to a socket in the directory for
 * as long as it lives: the kernel ends that with the process, however the process ends. The locks are numbered: whoever finds the last one
 * dead makes the next, which only one can do, and is the holder if no later one is there then. The last one is never removed, so that
 * numbers only grow; docs/decisions/0013 says why this leaves no moment for two.
 */
export async function lockDirectory(directory: string, at: Date): Promise<DirectoryLock> {
  try {
    await makeDirectory(directory)
    const light = await beacon(directory, `lock-${randomBytes(6).toString('hex')}.sock`)
    try {
      const number = await take(directory, {
        pid: process.pid,
        host: hostname(),
        since: at.toISOString(),
        beacon: light.name,
      })
      await tidy(directory, number, light.name)
    } catch (error) {
      await light.putOut()
      throw error
    }
    return { release: light.putOut }
  } catch (error) {
    throw unavailable(`in ${directory}`, error)
  }
}

async function take(directory: string, me: Holder): Promise<number> {
  const draft = join(directory, `${me.beacon}.lock`)
  await writeFile(draft, `${JSON.stringify(me)}\n`, { mode: 0o600 })
  try {
    for (;;) {
      const last = await lastLock(directory)
      if (last > 0) await refuseIfHeld(directory, last)
      if (!(await linked(draft, join(directory, `lock.${last + 1}`)))) continue
      if ((await lastLock(directory)) === last + 1) return last + 1
      // Others had gone on while we looked: ours came too late and counts for nothing.
      await rm(join(directory, `lock.${last + 1}`), { force: true })
    }
  } finally {
    await rm(draft, { force: true })
  }
}

async function lastLock(directory: string): Promise<number> {
  const numbers = (await readdir(directory)).map((name) => Number(lockName.exec(name)?.[1] ?? 0))
  return Math.max(0, ...numbers)
}

/** A whole file under a name that nobody has, or nothing. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function refuseIfHeld(directory: string, number: number): Promise<void> {
  const holder = await readHolder(join(directory, `lock.${number}`))
  // Gone: others have gone on, and the next look finds their lock.
  if (holder === undefined || !(await isLit(directory, holder.beacon))) return
  const { pid, host, since } = holder
  const url = await urlOf(directory, pid)
  throw fail('store-locked', { directory, pid, host, since, ...(url === undefined ? {} : { url }) })
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder
  } catch (error) {
    // Locks come into being whole: what is none was written by something else, and nobody holds it.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Where the holder serves, if it does. The file also holds a token, which goes no further. */
async function urlOf(directory: string, pid: number): Promise<string | undefined> {
  try {
    const server = JSON.parse(await readFile(join(directory, 'server.json'), 'utf8')) as {
      url?: unknown
      pid?: unknown
    }
    return server.pid === pid && typeof server.url === 'string' ? server.url : undefined
  } catch {
    return undefined
  }
}

/** Removes what dead holders left; the lock before the last stays, for whoever is reading the list at this moment. */
async function tidy(directory: string, number: number, mine: string): Promise<void> {
  for (const name of await readdir(directory)) {
    const lock = Number(lockName.exec(name)?.[1] ?? number)
    if (lock < number - 1) await rm(join(directory, name), { force: true })
    if (/^lock-[0-9a-f]{12}\.sock$/.test(name) && name !== mine && !(await isLit(directory, name)))
      await rm(join(directory, name), { force: true })
  }
}
