import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fileError, readText } from '../../../collectors/_files/read-text.ts'
import { oncePerRun } from '../../../collectors/_files/per-run.ts'
import { workspace } from './workspace.ts'

const space = workspace({ 'plain.txt': 'text', 'bom.txt': '\uFEFFtext', 'large.txt': 'x'.repeat(1024 * 1024 + 1) })
mkdirSync(join(space.path, 'folder'))
writeFileSync(join(space.path, 'latin1.txt'), Buffer.from([0x63, 0x61, 0x66, 0xe9]))
afterAll(() => space.remove())

const read = (name: string, signal = new AbortController().signal) =>
  readText(join(space.path, name), { what: name, largest: 1, signal })

describe('the text of a file', () => {
  it('comes without a byte order mark', async () => {
    expect(await read('plain.txt')).toBe('text')
    expect(await read('bom.txt')).toBe('text')
  })

  it.each([
    ['missing.txt', 'collect-nothing-matched', 'Nothing matches missing.txt.'],
    ['plain.txt/below', 'collect-nothing-matched', 'Nothing matches plain.txt/below.'],
    ['folder', 'collect-file-malformed', 'folder cannot be understood (it is a directory).'],
    ['large.txt', 'collect-file-malformed', 'large.txt cannot be understood (it is larger than 1 MiB).'],
    ['latin1.txt', 'collect-file-malformed', 'latin1.txt cannot be understood (it is not UTF-8 text).'],
  ])('%s: says %s', async (name, code, message) => {
    await expect(read(name)).rejects.toMatchObject({ code, message })
  })

  it('does not wait for what is no file', async () => {
    await expect(
      readText('/dev/null', { what: 'x', largest: 1, signal: new AbortController().signal }),
    ).rejects.toThrow('x cannot be understood (it is not a regular file).')
  })

  it('is not read after an interruption', async () => {
    await expect(read('plain.txt', AbortSignal.abort())).rejects.toMatchObject({ code: 'collect-cancelled' })
  })
})

describe('what a failed file operation means', () => {
  const failed = (code: string) => fileError(Object.assign(new Error('secret in a message'), { code }), 'x')

  it.each([
    ['EACCES', 'collect-denied'],
    ['EPERM', 'collect-denied'],
    ['ENOENT', 'collect-nothing-matched'],
    ['EIO', 'collect-failed'],
  ])('%s is %s, without the words of the system', (code, expected) => {
    expect(failed(code)).toMatchObject({ code: expected })
    expect(failed(code).message).not.toContain('secret')
  })

  it('is left to others when it is no failure of a file', () => {
    const defect = new TypeError('defect')
    expect(fileError(defect, 'x')).toBe(defect)
    expect(fileError('thrown', 'x')).toMatchObject({ code: 'collect-failed' })
  })
})

describe('once per run', () => {
  const request = (signal: AbortSignal, scope: string) => ({ signal, scope: { scope } })

  it('works once for each scope of a run, and again in the next', async () => {
    const made: string[] = []
    const make = oncePerRun(async ({ scope }: ReturnType<typeof request>) => made.push(scope.scope))
    const first = new AbortController().signal
    await Promise.all([make(request(first, 'a')), make(request(first, 'a')), make(request(first, 'b'))])
    await make(request(new AbortController().signal, 'a'))
    expect(made).toEqual(['a', 'b', 'a'])
  })
})
