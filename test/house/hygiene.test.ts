import { describe, expect, it } from 'vitest'
import { accountIds, asserts, heldBack, strange } from './hygiene.ts'
import { code, textOf, written } from './tree.ts'

const tests = written.filter((path) => path.endsWith('.test.ts'))
const texts = written.filter((path) => !/\.(png|ttf|ico|woff2?)$/.test(path) && path !== 'package-lock.json')
const about = (paths: readonly string[], look: (text: string) => readonly string[]): readonly string[] =>
  paths.flatMap((path) => look(textOf(path)).map((found) => `${path}: ${found}`))

describe('tests', () => {
  it('all run, and none runs alone', () => {
    expect(about(tests, heldBack)).toEqual([])
  })

  it('all assert something', () => {
    expect(tests.filter((path) => !asserts(textOf(path)))).toEqual([])
  })
})

describe('files', () => {
  it('hold nothing of one machine, no work left, no key', () => {
    expect(texts.length).toBeGreaterThan(100)
    expect(about(texts, strange)).toEqual([])
  })

  it('name no account that could be somebody’s', () => {
    expect(about(texts, accountIds)).toEqual([])
  })

  it('have kebab-case names', () => {
    const odd = code.filter((path) => !path.split('/').every((part) => /^_?[a-z0-9]+(-[a-z0-9]+)*(\.ts)?$/.test(part)))
    expect(odd).toEqual([])
  })

  it('are short enough to have one subject', () => {
    const long = code
      .map((path) => [path, textOf(path).split('\n').length - 1] as const)
      .filter(([, lines]) => lines > 300)
    expect(long).toEqual([])
  })

  it('read the clock in one room only', () => {
    const readers = code.filter((path) =>
      /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|process\.hrtime/.test(textOf(path)),
    )
    expect(readers.filter((path) => !path.startsWith('src/platform/'))).toEqual([])
  })

  it('lock packages to the public registry', () => {
    const resolved = [...textOf('package-lock.json').matchAll(/"resolved": "([^"]+)"/g)].map(([, url = '']) => url)
    expect(textOf('package-lock.json').match(/"integrity": "sha512-/g)?.length).toBeGreaterThan(50)
    expect(resolved.filter((url) => !url.startsWith('https://registry.npmjs.org/'))).toEqual([])
  })
})

describe('these checks', () => {
  it.each([
    ['it', 'only('],
    ['describe', 'skip('],
    ['it', 'todo('],
    ['test', 'skipIf(true)('],
    ['it.concurrent', 'only('],
    ['it', 'fails('],
  ])('notice %s.%s', (what, held) => {
    expect(heldBack(`  ${what}.${held}'x', () => {})`)).toHaveLength(1)
    expect(heldBack(`  ${what}('x', () => {})`)).toEqual([])
  })

  it('notice a test that cannot fail', () => {
    expect(asserts(`it('works', () => { run() })`)).toBe(false)
    expect(asserts(`it('works', () => { expect(run()).toBe(1) })`)).toBe(true)
    expect(asserts(`collectorContract('aws-ec2', subject)`)).toBe(true)
  })

  it.each([
    ['/wo' + 'rk/main/x', 'a path of one machine'],
    ['/ho' + 'me/someone', 'a path of one machine'],
    ['// TO' + 'DO later', 'something left to do'],
    ['http://10' + '.1.2.3:4873/', 'an address of a private network'],
    ['AKIA' + 'ABCDEFGHIJKLMNOP', 'a key of a cloud account'],
  ])('notice %s', (text, what) => {
    expect(strange(text).map((found) => found.split(':')[0])).toEqual([what])
  })

  it('notice an account that is not an example’s', () => {
    const real = '4839201' + '75561'
    expect(accountIds(`arn:aws:iam::${real}:role/x and 222222222222`)).toEqual([real])
  })
})
