import { describe, expect, it } from 'vitest'
import { families } from '../../collectors/families.ts'
import { collectors as listed } from '../../collectors/index.ts'
import { kinds } from '../../src/model/kinds/index.ts'
import { collectors } from '../support/collectors.ts'
import { camelCase, foldersIn, root, textOf, written } from './tree.ts'

const sorted = (words: readonly string[]): readonly string[] => [...words].sort()

describe('the list of collectors', () => {
  const folders = foldersIn('collectors').filter((name) => !name.startsWith('_'))

  it('has every folder once, alphabetically', () => {
    expect(listed.map((one) => one.id)).toEqual(folders)
  })

  it('says of each what it says itself, with its own code', async () => {
    for (const { load, ...told } of listed) {
      const { id, family, supersedes } = await load()
      expect(told).toEqual({ id, family, ...(supersedes === undefined ? {} : { supersedes }) })
    }
  })

  it.each(folders)('%s: folder, id and export are one name, with a README and tests', async (folder) => {
    const module = (await import(`${root}collectors/${folder}/collector.ts`)) as Readonly<Record<string, unknown>>
    expect(module[camelCase(folder)]).toBe(collectors.find((one) => one.id === folder))
    expect(textOf(`collectors/${folder}/README.md`)).toMatch(/^# \S/)
    const tests = written.filter((path) => path.startsWith(`test/collectors/${folder}/`) && path.endsWith('.test.ts'))
    expect(tests.some((path) => textOf(path).includes('collectorContract('))).toBe(true)
  })

  it('gives all collectors of a family one settings schema, and each a service where there are several', () => {
    expect([...families.keys()]).toEqual(sorted([...new Set(collectors.map((one) => one.family))]))
    for (const family of families.keys()) {
      const members = collectors.filter((one) => one.family === family)
      for (const { settings } of members) expect(settings, family).toBe(families.get(family))
      const services = members.flatMap((one) => one.service ?? [])
      if (members.length > 1) expect(new Set(services).size, family).toBe(members.length)
    }
  })
})

describe('the list of kinds', () => {
  const files = written
    .filter((path) => /^src\/model\/kinds\/[^/]+\.ts$/.test(path) && !path.endsWith('/index.ts'))
    .map((path) => path.replace(/^.*\/|\.ts$/g, ''))

  it('has every file once, alphabetically', () => {
    expect(kinds.map((one) => one.id)).toEqual(sorted(files))
  })

  it.each(files)('%s: file, id and export are one name', async (file) => {
    const module = (await import(`${root}src/model/kinds/${file}.ts`)) as Readonly<Record<string, unknown>>
    expect(module[camelCase(file)]).toBe(kinds.find((one) => one.id === file))
  })

  it('refers only to kinds that there are', () => {
    const ids = kinds.map((one) => one.id)
    const named = [...JSON.stringify(kinds).matchAll(/"form":"reference","to":\[([^\]]*)\]/g)]
      .flatMap(([, list = '']) => list.split(','))
      .map((word) => word.replaceAll('"', ''))
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((id) => !ids.includes(id))).toEqual([])
  })
})

describe('the list of tests that replace a module', () => {
  it('in vitest.config.ts is whole: any other shares what is loaded with the tests beside it', () => {
    const replacing = written.filter((path) => /^test\/.*\.test\.ts$/.test(path) && /^vi\.mock\(/m.test(textOf(path)))
    const listed = [...textOf('vitest.config.ts').matchAll(/^ {2}'(test\/[^']+)',$/gm)].map(([, path]) => path)
    expect(listed).toEqual(sorted(replacing))
  })
})
