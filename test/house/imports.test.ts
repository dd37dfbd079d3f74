import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import { createRequire } from 'node:module'
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { forbiddenImports, importsOf, rooms } from './rooms.ts'
import { code, root, textOf } from './tree.ts'

describe('the house', () => {
  it('is as its table says, everywhere', () => {
    expect(code.length).toBeGreaterThan(50)
    expect(code.flatMap((path) => forbiddenImports(path, textOf(path)))).toEqual([])
  })

  it('is in the architecture page as it is here', () => {
    const rows = textOf('docs/architecture.md').matchAll(/^\| `(src\/\w+)` \|.*\| ([^|]+) \|$/gm)
    const told = new Map([...rows].map(([, room = '', may = '']) => [room, may]))
    for (const [room, may] of Object.entries(rooms)) {
      const short = may.map((one) => one.replace('src/', ''))
      const words = told.get(room) ?? 'not in the table'
      // Three rows are said in words: the model's schema library, the stages that jobs puts in order, the contracts.
      if (room === 'src/model') expect(words).toBe('its schema library')
      else if (room === 'src/jobs')
        expect(words).toBe('the stages, the contracts of store, notify and report, model, errors, platform')
      else if (room === 'src/api')
        expect(words).toBe('the contracts of store, jobs and report, model, errors, platform')
      else expect(words.split(', ').sort(), room).toEqual(short.length === 0 ? ['nothing of ours'] : short.sort())
    }
    expect([...told.keys()].filter((room) => room !== 'src/app').sort()).toEqual(Object.keys(rooms).sort())
  })

  it('keeps the pure rooms pure: of Node they import nothing but hashes, and one file that loads libraries', () => {
    const pure = code.filter((path) => /^src\/(model|compare|judge)\/(?!commonjs\.ts$)/.test(path))
    const impure = pure.flatMap((path) =>
      importsOf(textOf(path))
        .filter((name) => name.startsWith('node:') && name !== 'node:crypto')
        .map((name) => `${path} imports ${name}`),
    )
    expect(impure).toEqual([])
  })

  it('writes relative imports with their ending', () => {
    const bare = code.flatMap((path) =>
      importsOf(textOf(path))
        .filter((name) => name.startsWith('.') && !/\.(ts|json)$/.test(name))
        .map((name) => `${path} imports ${name}`),
    )
    expect(bare).toEqual([])
  })
})

describe('the check of imports', () => {
  it.each([
    ['src/model/a.ts', `import type { A } from '../errors/a.ts'`, 'src/errors/a.ts'],
    ['src/model/kinds/a.ts', `export * from '../../platform/a.ts'`, 'src/platform/a.ts'],
    ['src/compare/a.ts', `const a = await import('../collect/a.ts')`, 'src/collect/a.ts'],
    ['src/judge/a.ts', `import '../platform/clock.ts'`, 'src/platform/clock.ts'],
    ['src/cli/a.ts', `import { a } from '../jobs/a.ts'`, 'src/jobs/a.ts'],
    ['src/api/a.ts', `import { a } from '../store/open.ts'`, 'src/store/open.ts'],
    ['src/collect/a.ts', `import { a } from '../../collectors/index.ts'`, 'collectors/index.ts'],
    ['collectors/aws-rds/a.ts', `import { a } from '../aws-ec2/a.ts'`, 'collectors/aws-ec2/a.ts'],
    ['collectors/aws-rds/a.ts', `import { a } from '../../src/config/a.ts'`, 'src/config/a.ts'],
    ['collectors/index.ts', `import { a } from './aws-ec2/normalise.ts'`, 'collectors/aws-ec2/normalise.ts'],
    ['collectors/families.ts', `import { a } from './aws-ec2/collector.ts'`, 'collectors/aws-ec2/collector.ts'],
    ['collectors/_aws/a.ts', `import { a } from '../aws-ec2/a.ts'`, 'collectors/aws-ec2/a.ts'],
    ['collectors/_aws/shapes/a.ts', `import { a } from '../../_kubernetes/a.ts'`, 'collectors/_kubernetes/a.ts'],
    ['collectors/_containers/a.ts', `import { a } from '../_aws/a.ts'`, 'collectors/_aws/a.ts'],
  ])('refuses %s: %s', (path, text, target) => {
    expect(forbiddenImports(path, text)).toEqual([`${path} imports ${target}`])
  })

  it.each([
    ['src/model/kinds/a.ts', `import { a } from '../json.ts'; import { Type } from 'typebox'`],
    ['src/jobs/a.ts', `import { a } from '../compare/a.ts'`],
    ['src/api/a.ts', `import type { A } from '../store/contract/store.ts'`],
    ['src/app/a.ts', `import { a } from '../../collectors/index.ts'`],
    ['collectors/aws-rds/a.ts', `import { a } from '../_aws/a.ts'; import { b } from '../../src/collect/b.ts'`],
    ['collectors/_aws/shapes/a.ts', `import { a } from '../../_containers/a.ts'`],
    ['src/judge/a.ts', `// import '../platform/clock.ts'`],
  ])('lets %s: %s', (path, text) => {
    expect(forbiddenImports(path, text)).toEqual([])
  })
})

describe('dependency-cruiser, as `npm run house` runs it', () => {
  let folder: string

  afterEach(() => rm(folder, { recursive: true, force: true }))

  /** Runs it with our rules on a project of these files; the names of the rules that are broken. */
  async function broken(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'evenkeel-house-')))
    const everything = { 'package.json': '{ "type": "module" }', 'tsconfig.json': '{}', ...files }
    for (const [path, text] of Object.entries(everything)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    const { forbidden, options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
      readonly forbidden: NonNullable<ICruiseOptions['ruleSet']>['forbidden']
      readonly options: ICruiseOptions
    }
    const rules = { validate: true, ruleSet: { ...(forbidden === undefined ? {} : { forbidden }) }, baseDir: folder }
    const result = await cruise(
      ['src', 'collectors'].filter((top) => Object.keys(files).some((path) => path.startsWith(top))),
      {
        ...options,
        ...rules,
      },
    )
    const { summary } = result.output as ICruiseResult
    expect(summary.totalCruised).toBeGreaterThan(1)
    return [...new Set(summary.violations.map((one) => one.rule.name))].sort()
  }

  it.each(Object.keys(rooms))('refuses what %s may not import', async (room) => {
    const target = room === 'src/cli' ? 'src/jobs' : 'src/app'
    const depth = room.split('/').length
    const path = `${'../'.repeat(depth)}${target}/b.ts`
    const files = {
      [`${room}/a.ts`]: `import { b } from '${path}'\nexport const a = b\n`,
      [`${target}/b.ts`]: 'export const b = 1\n',
    }
    expect(await broken(files)).toEqual([`${room} imports only what the house allows`])
  })

  it('refuses siblings, cycles and what does not resolve; lets a cycle of types', async () => {
    expect(
      await broken({
        'collectors/aws-rds/a.ts': `import { b } from '../aws-ec2/b.ts'\nexport const a = b\n`,
        'collectors/aws-ec2/b.ts': 'export const b = 1\n',
        'collectors/_aws/c.ts': `import { b } from '../aws-ec2/b.ts'\nexport const c = b\n`,
        'src/model/d.ts': `import { e } from './e.ts'\nexport const d = () => e\n`,
        'src/model/e.ts': `import { d } from './d.ts'\nimport './nowhere.ts'\nexport const e = () => d\n`,
        'src/model/f.ts': `import type { G } from './g.ts'\nexport type F = G | 1\n`,
        'src/model/g.ts': `import type { F } from './f.ts'\nexport type G = F | 2\n`,
      }),
    ).toEqual([
      'a collector imports the contract, never a sibling',
      'no cycles',
      'no unresolvable imports',
      'what collectors share does not know them',
    ])
    await rm(folder, { recursive: true, force: true })
    const families = {
      'collectors/_aws/a.ts': `import { k } from '../_kubernetes/k.ts'\nexport const a = k\n`,
      'collectors/_kubernetes/k.ts': `import { c } from '../_containers/c.ts'\nexport const k = c\n`,
      'collectors/_containers/c.ts': 'export const c = 1\n',
    }
    expect(await broken(families)).toEqual(['what collectors share does not know them'])
    await rm(folder, { recursive: true, force: true })
    const types = {
      'src/model/f.ts': `import type { G } from './g.ts'\nexport type F = G | 1\n`,
      'src/model/g.ts': `import type { F } from './f.ts'\nexport type G = F | 2\n`,
    }
    expect(await broken(types)).toEqual([])
  })
})
