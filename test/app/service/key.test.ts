import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serviceKey, settleKey } from '../../../src/app/service/key.ts'
import type { Meta } from '../../../src/store/contract/store.ts'

const given = 'a key of more than thirty-two letters'

describe('the fingerprint key of a service', () => {
  let directory: string
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'evenkeel-key-'))
  })
  afterEach(() => rm(directory, { recursive: true, force: true }))

  it('is the one that is given, and nothing is written', async () => {
    expect(await serviceKey({ EVENKEEL_FINGERPRINT_KEY: given }, directory)).toMatchObject({ key: given })
    expect(await readdir(directory)).toEqual([])
  })

  it('is made once, for its owner alone, also by several at a time', async () => {
    const data = join(directory, 'new', 'data')
    const keys = await Promise.all(Array.from({ length: 8 }, () => serviceKey({}, data)))
    expect(new Set(keys.map(({ key }) => key)).size).toBe(1)
    expect(await readdir(data)).toEqual(['fingerprint.key'])
    expect((await stat(join(data, 'fingerprint.key'))).mode & 0o777).toBe(0o600)
    expect((await serviceKey({}, data)).keyId).toBe(keys[0]?.keyId)
  })

  it('must be given with a database server', async () => {
    await expect(serviceKey({}, undefined)).rejects.toThrow('EVENKEEL_FINGERPRINT_KEY must be given')
    await expect(serviceKey({ EVENKEEL_FINGERPRINT_KEY: 'short' }, undefined)).rejects.toThrow('could be guessed')
  })

  it('is not taken from a file that was cut short, nor made anew over it', async () => {
    const path = join(directory, 'fingerprint.key')
    await writeFile(path, 'abc\n')
    await expect(serviceKey({}, directory)).rejects.toThrow(`${path} could not be used`)
    expect(await readFile(path, 'utf8')).toBe('abc\n')
  })

  it('is not made anew for a store that has one', async () => {
    const lost = serviceKey({}, directory, { get: async () => '000000000000' })
    await expect(lost).rejects.toMatchObject({ code: 'server-lost-fingerprint-key' })
    expect(await readdir(directory)).toEqual([])
    await expect(serviceKey({}, directory, { get: async () => undefined })).resolves.toHaveProperty('keyId')
  })

  it('stays that of the store: another is refused by its id, never by itself', async () => {
    const key = await serviceKey({ EVENKEEL_FINGERPRINT_KEY: given }, undefined)
    const meta = (has: string): Meta => ({ get: async () => has, settle: async () => has })
    await expect(settleKey(meta(key.keyId), key)).resolves.toBeUndefined()
    const refusal = settleKey(meta('000000000000'), key)
    await expect(refusal).rejects.toThrow(
      `the fingerprint key 000000000000, and EVENKEEL_FINGERPRINT_KEY gives the key ${key.keyId}`,
    )
    await expect(refusal).rejects.not.toThrow(given)
  })
})
