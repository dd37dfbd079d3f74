import { Value } from 'typebox/value'
import { expect } from 'vitest'
import { needsOf, producesOf } from '../../src/collect/contract.ts'
import { kindOf } from '../../src/model/kinds/index.ts'
import { tokens } from '../../src/model/pointer.ts'
import type { Check } from './collector-contract.ts'
import { readmeOf, using, type Subject } from './subject.ts'

/** What a collector says of itself, held against its folder and the kinds. */
export function faceChecks(subject: Subject): readonly Check[] {
  const { collector } = subject
  const folder = subject.folder ?? new URL(`../../collectors/${collector.id}/`, import.meta.url)
  return [
    {
      name: 'has one name: folder, id and export',
      run: async () => {
        expect(folder.pathname.split('/').at(-2)).toBe(collector.id)
        expect(collector.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/)
        const module = (await import(/* @vite-ignore */ new URL('collector.ts', folder).href)) as Record<
          string,
          unknown
        >
        expect(Object.keys(module), 'exports of collector.ts').toContain(camelCase(collector.id))
        expect(module[camelCase(collector.id)]).toBe(collector)
      },
    },
    {
      name: 'has a README that names every permission',
      run: async () => {
        const readme = await readmeOf(folder)
        expect(readme, 'README.md').toBeDefined()
        for (const need of needsOf(collector)) expect(readme).toContain(need)
      },
    },
    {
      name: 'needs only permissions to read, sorted, each once in a read',
      run: async () => {
        for (const { needs } of collector.reads) {
          expect([...needs]).toEqual([...new Set(needs)].sort())
          for (const need of needs) expect(isForReading(need), `${need} is for reading`).toBe(true)
        }
      },
    },
    {
      name: 'produces known kinds, and cannot know only fields that they have',
      run: async () => {
        expect(producesOf(collector).length).toBeGreaterThan(0)
        for (const kind of producesOf(collector)) expect(kindOf(kind.id)).toBe(kind)
        for (const read of collector.reads) {
          for (const [id, pointers] of Object.entries(read.cannotKnow ?? {})) {
            const kind = read.produces.find((one) => one.id === id)
            expect(kind, `the kind ${id} of cannotKnow`).toBeDefined()
            for (const pointer of pointers) expect(Object.keys(kind?.fields ?? {})).toContain(tokens(pointer)[0])
          }
        }
      },
    },
    {
      name: 'takes the settings that its setup gives',
      run: () =>
        using(subject.good, async ({ settings }) => {
          expect([...Value.Errors(collector.settings, settings)]).toEqual([])
          expect(collector.deadlineSeconds).toBeGreaterThan(0)
        }),
    },
  ]
}

/** `aws-rds` is `awsRds`. */
export function camelCase(id: string): string {
  return id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** In AWS's words a verb that reads; in Kubernetes' `get`, `list` or `watch`; anything else is said in prose. */
function isForReading(need: string): boolean {
  const action = /^[a-z0-9-]+:(\w+)$/.exec(need)?.[1]
  if (action !== undefined) return /^(Describe|Get|List|BatchGet|Lookup|Select|Search|AssumeRole$)/.test(action)
  return need.trim() !== '' && !/\b(create|update|patch|delete|write)\b/i.test(need)
}
