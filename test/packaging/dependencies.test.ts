import { readdirSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './support.ts'

/** The packages that a source names: in imports of values and in `require.resolve`. Types are gone after the build. */
function packagesOf(text: string): readonly string[] {
  const forms = [
    /^import (?!type\b)(?:[^'"]*? from )?'([^'"]+)'/gm,
    /^export (?!type\b)[^'"]*? from '([^'"]+)'/gm,
    /(?<!: )\bimport\('([^'"]+)'\)/g,
    /require(?:\.resolve)?\([`']([^`'$]+)/g,
  ]
  return forms
    .flatMap((form) => [...text.matchAll(form)].map(([, name = '']) => name))
    .filter((name) => !/^[.#]|^node:/.test(name) && !builtinModules.includes(name))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    )
}

const sources = ['src', 'collectors'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`),
)
const used = new Map<string, string[]>()
for (const source of sources)
  for (const name of packagesOf(readFileSync(join(root, source), 'utf8')))
    used.set(name, [...(used.get(name) ?? []), source])

describe('the packages of the program', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>
  }

  it('are found in all forms of a source', () => {
    const text = `import { a } from 'one'\nimport type { b } from 'two'\nimport {\n  c,\n} from '@three/part/deep'\nexport { d } from 'four'
import 'five'\nawait import('six')\nrequire.resolve(\`seven/ttf/\${name}\`)\nimport x from './own.ts'\nimport fs from 'node:fs'`
    expect(packagesOf(text)).toEqual(['one', '@three/part', 'five', 'four', 'six', 'seven'])
    expect(used.size).toBeGreaterThan(20)
  })

  it('are there when those of development are not', () => {
    const missing = [...used]
      .filter(([name]) => !(name in dependencies))
      .map(([name, by]) => `${name} (${by.join(', ')})`)
    expect(missing).toEqual([])
  })
})
