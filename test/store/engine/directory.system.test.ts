import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lockDirectory } from '../../../src/store/engine/lock.ts'
import { storeChild } from '../support/child.ts'
import type { StoreChild } from '../support/child.ts'
import { freshFolder, openTestStore } from '../support/engines.ts'
import { copyTemplate } from '../support/template.ts'

const at = new Date('2026-11-01T12:00:00Z')

describe('a data directory', () => {
  let directory: string
  beforeAll(async () => {
    directory = await freshFolder()
    await copyTemplate(join(directory, 'store'))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  it('has one holder at a time, whoever comes at once and however the holder ends', async () => {
    const hold = `say('held'); process.stdin.resume(); process.stdin.once('end', () => store.close())`
    for (let round = 0; round < 2; round++) {
      const children = Array.from({ length: 8 }, () => storeChild({ directory }, hold))
      const said = await Promise.all(children.map(async (child) => [child, await child.line()] as const))
      const holders = said.filter(([, line]) => line === 'held').map(([child]) => child)
      expect(holders).toHaveLength(1)
      const [holder] = holders as [StoreChild]
      const refused = said.filter(([child]) => child !== holder).map(([, line]) => line)
      const named = `is in use by process ${holder.process.pid} on ${hostname()} since `
      for (const line of refused) expect(line).toContain(named)
      holder.process.kill('SIGKILL')
      await Promise.all(children.map((child) => child.ended))
    }
    // At once, without waiting for anything to run out.
    const next = await lockDirectory(directory, at)
    await next.release()
  })

  it('names who serves it, and is free when that one lets it go', async () => {
    const lock = await lockDirectory(directory, at)
    const server = { url: 'http://127.0.0.1:7423', token: 'not to be shown', pid: process.pid }
    await writeFile(join(directory, 'server.json'), JSON.stringify(server))
    const second = lockDirectory(directory, at)
    await expect(second).rejects.toThrow(
      `The data directory ${directory} is in use by process ${process.pid} on ${hostname()} since 2026-11-01T12:00:00.000Z, which serves http://127.0.0.1:7423.`,
    )
    await expect(second).rejects.toMatchObject({ code: 'store-locked', exit: 2 })
    await lock.release()
    await (await lockDirectory(directory, at)).release()
  })

  it('is locked also where its path is too long for a socket', async () => {
    const deep = join(directory, 'd'.repeat(80), 'e'.repeat(80))
    const lock = await lockDirectory(deep, at)
    await expect(lockDirectory(deep, at)).rejects.toMatchObject({ code: 'store-locked' })
    await lock.release()
    await (await lockDirectory(deep, at)).release()
  })

  it('that cannot be one is refused in words', async () => {
    const file = join(directory, 'file')
    await writeFile(file, '')
    await expect(openTestStore({ directory: file })).rejects.toMatchObject({ code: 'store-unavailable' })
  })

  it('whose store cannot be opened is refused in words, and left as it is', async () => {
    const other = join(directory, 'other')
    await copyTemplate(join(other, 'store'))
    const version = join(other, 'store', 'PG_VERSION')
    await writeFile(version, '11\n')
    await expect(openTestStore({ directory: other })).rejects.toMatchObject({ code: 'store-unusable', exit: 2 })
    expect(await readFile(version, 'utf8')).toBe('11\n')
  })

  it('keeps all that was answered when its process is killed in the middle of writing', async () => {
    const write = `for (let n = 0; ; n++) { const key = process.pid + ' ' + n; await store.meta.settle(key, 'x'); say(key) }`
    const answered: string[] = []
    for (let kills = 1; kills <= 5; kills++) {
      const child = storeChild({ directory }, write)
      for (let n = 0; n < 10 * kills; n++) answered.push((await child.line()) ?? 'it ended')
      child.process.kill('SIGKILL')
      await child.ended
    }
    const store = await openTestStore({ directory })
    for (const key of answered) expect(await store.meta.get(key), key).toBe('x')
    await store.close()
  })
})
