import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonOf } from '../../config/reason.ts'
import { EvenkeelError, fail } from '../../errors/catalogue.ts'
import { createFingerprinter } from '../../platform/fingerprint.ts'
import { makeDirectory } from '../../platform/make-directory.ts'
import type { Meta } from '../../store/contract/store.ts'
import { keyVariable, lastingKey } from '../fingerprint-key.ts'
import { hasCode } from '../write-failure.ts'

/** The key that a service makes fingerprints with. */
export interface ServiceKey {
  readonly key: string
  readonly keyId: string
  /** Where it comes from, for a sentence. */
  readonly from: string
}

const fileName = 'fingerprint.key'

/** The name of the key's id in the store. */
const idInStore = 'fingerprint-key-id'

/**
 * The key of a service: the one that is given; else, of the embedded store, the one in its data directory, which is made once: never for
 * a store that has one. Throws `server-needs-fingerprint-key`, `server-lost-fingerprint-key`, `cli-fingerprint-key`,
 * `server-data-directory`.
 */
export async function serviceKey(
  env: Readonly<Record<string, string | undefined>>,
  /** Undefined: the store is a database server. */
  directory: string | undefined,
  /** What the store knows of itself; undefined where that is not open. */
  meta?: Pick<Meta, 'get'>,
): Promise<ServiceKey> {
  const given = lastingKey(env)
  if (given !== undefined) return keyOf(given, keyVariable)
  if (directory === undefined) throw fail('server-needs-fingerprint-key', { variable: keyVariable })
  const path = join(directory, fileName)
  try {
    const there = await read(path)
    if (there !== undefined) return keyOf(there, path)
    const has = await meta?.get(idInStore)
    if (has !== undefined) throw fail('server-lost-fingerprint-key', { path, has })
    return keyOf(await make(directory, path), path)
  } catch (cause) {
    if (cause instanceof EvenkeelError) throw cause
    throw fail('server-data-directory', { path, reason: reasonOf(cause) }, cause)
  }
}

/** Settles that the store is of this key. Throws `server-other-fingerprint-key` where it is of another. */
export async function settleKey(meta: Meta, { keyId, from }: ServiceKey): Promise<void> {
  const has = await meta.settle(idInStore, keyId)
  if (has !== keyId) throw fail('server-other-fingerprint-key', { has, given: keyId, from })
}

function keyOf(key: string, from: string): ServiceKey {
  return { key, keyId: createFingerprinter(key)('').keyId, from }
}

async function read(path: string): Promise<string | undefined> {
  try {
    const text = (await readFile(path, 'utf8')).trim()
    if (text.length < 32) throw Object.assign(new Error('it holds no key'), { code: 'ENODATA' })
    return text
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Whole or not at all, and never over one that another process has made at the same moment. */
async function make(directory: string, path: string): Promise<string> {
  await makeDirectory(directory)
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 })
  try {
    await link(draft, path).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error
    })
  } finally {
    await rm(draft, { force: true })
  }
  return (await read(path)) ?? ''
}
