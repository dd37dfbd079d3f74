import { describe, expect, it } from 'vitest'
import { withoutKustomizeHash, withoutRelease } from '../../../collectors/_kubernetes/generated-name.ts'
import { splitImage } from '../../../collectors/_containers/image.ts'
import { isProblem, parseDocument } from '../../../collectors/kubernetes-manifests/parse-document.ts'
import { mebibytes, millicores, parseQuantity } from '../../../collectors/_kubernetes/quantity.ts'
import { splitDocuments } from '../../../collectors/kubernetes-manifests/split-documents.ts'
import { growth, linear } from '../../support/linear-time.ts'

describe('an image', () => {
  it.each([
    ['registry.shop.example/shop/web:7.2', { image: 'registry.shop.example/shop/web', tag: '7.2' }],
    ['registry.shop.example:5000/web', { image: 'registry.shop.example:5000/web', tag: 'latest' }],
    ['registry.shop.example:5000/web:1', { image: 'registry.shop.example:5000/web', tag: '1' }],
    ['web@sha256:abc', { image: 'docker.io/library/web', digest: 'sha256:abc' }],
    ['app:hunter2@registry.shop.example/web:1', { image: 'registry.shop.example/web', tag: '1' }],
    ['app:hunter2@registry.shop.example/web@sha256:abc', { image: 'registry.shop.example/web', digest: 'sha256:abc' }],
    ['shop/web:1@sha256:abc', { image: 'docker.io/shop/web', tag: '1', digest: 'sha256:abc' }],
    ['redis', { image: 'docker.io/library/redis', tag: 'latest' }],
    ['localhost/web:dev', { image: 'localhost/web', tag: 'dev' }],
  ])('%s', (reference, parts) => {
    expect(splitImage(reference)).toEqual(parts)
  })
})

describe('a quantity', () => {
  it.each([
    ['100m', 0.1],
    ['0.1', 0.1],
    ['.5', 0.5],
    [2, 2],
    ['1Gi', 1024 ** 3],
    ['1.5Gi', 1.5 * 1024 ** 3],
    ['128974848', 128974848],
    ['129e6', 129e6],
    ['129M', 129e6],
    ['1E', 1e18],
    ['250u', 0.00025],
  ])('%s is %d', (written, value) => {
    expect(parseQuantity(written)).toBe(value)
  })

  it.each(['', 'lots', '1 Gi', '1GiB', '1mm', 'e3', '${MEMORY}', null, {}, Number.NaN])('%s is none', (written) => {
    expect(parseQuantity(written)).toBeUndefined()
  })

  it('is one amount however it is written', () => {
    expect([millicores('0.1'), millicores('100m'), millicores(0.1)]).toEqual([100, 100, 100])
    expect([mebibytes('1Gi'), mebibytes('1024Mi'), mebibytes('1073741824')]).toEqual([1024, 1024, 1024])
    expect(mebibytes('1G')).toBe(953.674)
  })
})

describe('a name that kustomize generated', () => {
  it.each([
    ['feature-flags-5f7h8k9m2t', 'feature-flags'],
    ['flags-bcdfghkmtt', 'flags'],
    ['flags-2345678945', 'flags-2345678945'],
    ['flags-2025010112', 'flags-2025010112'],
    ['flags-5f7h8k9m2', 'flags-5f7h8k9m2'],
    ['flags-5f7h8k9m2a', 'flags-5f7h8k9m2a'],
    ['flags-production', 'flags-production'],
    ['5f7h8k9m2t', '5f7h8k9m2t'],
  ])('%s is called %s', (name, expected) => {
    expect(withoutKustomizeHash(name)).toBe(expected)
  })
})

describe('a job that is named after its release', () => {
  it.each([
    ['schema-migration-v13-v1.22.2', 'schema-migration'],
    ['orders-migrate-42', 'orders-migrate'],
    ['orders-migrate-5f3c9d2', 'orders-migrate'],
    ['orders-migrate-1.4.0', 'orders-migrate'],
    ['orders-v2-migrate', 'orders-v2-migrate'],
    ['backfill-facade', 'backfill-facade'],
    ['step-one', 'step-one'],
    ['42', '42'],
  ])('%s is called %s', (name, expected) => {
    expect(withoutRelease(name)).toBe(expected)
  })
})

describe('the documents of a stream', () => {
  const split = (text: string) => splitDocuments(text).map(({ text, linesBefore }) => [linesBefore, text.trim()])

  it('are cut at markers, with their line', () => {
    expect(split('a: 1\n---\nb: 2\n--- # note\nc: 3\n')).toEqual([
      [0, 'a: 1'],
      [1, '---\nb: 2'],
      [3, '--- # note\nc: 3'],
    ])
  })

  it('may end with dots, begin with directives, and stand on the line of their marker', () => {
    expect(split('%YAML 1.2\n---\na: 1\n...\n# nothing\n--- {b: 2}\r\n')).toEqual([
      [1, '---\na: 1\n...'],
      [5, '--- {b: 2}'],
    ])
  })

  it('are not cut inside a line, or in a block of text that only looks like it', () => {
    expect(split('a: |\n  ---\n  text\nb: x---y\n----\n')).toHaveLength(1)
  })

  it('are none in an empty file', () => {
    expect(split('')).toEqual([])
    expect(split('---\n# only a note\n---\n\n...\n')).toEqual([])
  })

  it('are cut in linear time', () => {
    expect(growth((n) => split(`${'# note\n'.repeat(n)}---\na: 1\n`), 50_000)).toBeLessThan(linear)
  })
})

describe('a document', () => {
  const parse = (text: string, linesBefore = 0) => parseDocument({ text, linesBefore })

  it.each([
    ['a: 1\nb: [1\nc: 2\n', { line: 3, column: 1 }],
    ['a: 1\na: 2\n', { line: 2, column: 1, detail: 'a key that stands twice' }],
    ['a: "open\n', { detail: 'a missing character, such as a quotation mark, a bracket or a comma' }],
    ['a: *none\n', { detail: 'too many or unresolved aliases' }],
    ['a: {{ .Values.a }}b\n', { detail: expect.stringContaining('a template that was not rendered') as string }],
  ])('%j is a problem with its place', (text, problem) => {
    expect(parse(text)).toMatchObject(problem)
  })

  it('counts lines from the top of the file, and quotes nothing', () => {
    const problem = parse('a: 1\n  canary: "x\n', 40)
    expect(problem).toMatchObject({ line: expect.any(Number) as number })
    expect(isProblem(problem) && problem.line).toBeGreaterThan(40)
    expect(JSON.stringify(problem)).not.toContain('canary')
  })

  it('refuses a bomb of aliases and bottomless nesting, soon', () => {
    const levels = 'bcdefghij'.split('').map((l, i) => `${l}: &${l} [${`*${'abcdefghi'[i] ?? ''},`.repeat(10)}]`)
    expect(parse(`a: &a [x]\n${levels.join('\n')}\n`)).toMatchObject({ detail: 'too many or unresolved aliases' })
    expect(parse('['.repeat(20_000))).toHaveProperty('detail', 'nested too deeply')
    expect(parse(`data:\n${'  a: b\n'.repeat(20_000)}  x: ${'['.repeat(10_000)}`)).toHaveProperty(
      'detail',
      'nested too deeply',
    )
    const broad = (n: number): unknown => parse(`data:\n${'  a: b\n'.repeat(n)}  x: ${'['.repeat(n / 2)}`)
    expect(growth(broad, 10_000)).toBeLessThan(linear)
  })

  it('knows the lines of keys', () => {
    const parsed = parse('data:\n  a: 1\n\n  b: 2\n', 10)
    expect(isProblem(parsed) ? undefined : [...parsed.linesAt(['data'])]).toEqual([
      ['a', 12],
      ['b', 14],
    ])
  })
})
