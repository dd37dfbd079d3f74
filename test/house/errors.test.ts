import { describe, expect, it } from 'vitest'
import { catalogue, fail, type ErrorCode } from '../../src/errors/catalogue.ts'
import type { ErrorEntry } from '../../src/errors/define.ts'
import { camelCase, code, root, textOf, written } from './tree.ts'

const entries = Object.entries(catalogue) as unknown as readonly (readonly [ErrorCode, ErrorEntry])[]

const rooms = written
  .filter((path) => /^src\/errors\/[^/]+\.ts$/.test(path))
  .map((path) => path.replace(/^.*\/|\.ts$/g, ''))
  .filter((name) => name !== 'catalogue' && name !== 'define')

/** Parameters of which every one is given. */
const given = new Proxy(
  {},
  { get: (_, name) => (name === 'line' || name === 'seconds' ? 7 : 'something') },
) as Readonly<Record<string, string>>

describe('the catalogue of errors', () => {
  it.each(rooms)('has all codes of %s, which begin with its name', async (room) => {
    const module = (await import(`${root}src/errors/${room}.ts`)) as Readonly<Record<string, object>>
    const codes = Object.keys(module[camelCase(`${room}-errors`)] ?? {})
    expect(codes.length).toBeGreaterThan(0)
    for (const one of codes) {
      expect(one).toMatch(new RegExp(`^${room}(-[a-z0-9]+)+$`))
      expect(Object.keys(catalogue)).toContain(one)
    }
  })

  it.each(entries)('%s: a sentence with a full stop, a remedy, a page entry', (one, entry) => {
    const { message, remedy, exit, code: given_ } = fail(one, given as never)
    expect(given_).toBe(one)
    expect(message).toMatch(/^[\s\S]+\.$/)
    expect(message).not.toMatch(/undefined|\[object|\.\.$|\n/)
    // A remedy may be handed over as a whole.
    if (remedy !== 'something') expect(remedy).toMatch(/^[A-Z`"].*[.?]$/s)
    expect(remedy).not.toMatch(/undefined|\[object/)
    expect(entry.doc).toMatch(/^[A-Z`"-].*\.$/s)
    expect([2, 3]).toContain(exit)
  })

  it.each(entries)('%s is given somewhere', (one) => {
    const used = code
      .filter((path) => !path.startsWith('src/errors/'))
      .some((path) => textOf(path).includes(`'${one}'`))
    expect(used).toBe(true)
  })
})
