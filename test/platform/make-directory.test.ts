import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeDirectory } from '../../src/platform/make-directory.ts'

describe('a directory that is made', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evenkeel-directory-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('is made with what is above it, for its owner alone, and again by several at a time', async () => {
    const path = join(folder, 'a', 'b', 'c')
    await Promise.all(Array.from({ length: 8 }, () => makeDirectory(path)))
    await makeDirectory(path)
    expect((await stat(path)).mode & 0o777).toBe(0o700)
  })

  it('is refused where a file is in its place or above it', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    await expect(makeDirectory(file)).rejects.toThrow('it is no directory')
    await expect(makeDirectory(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  })

  it('is refused, and not tried for ever, where nothing can be made', async () => {
    await expect(makeDirectory('/proc/evenkeel/data')).rejects.toThrow(/^E[A-Z]+:/)
  })
})
