import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { families } from '../../collectors/families.ts'
import { rootPath } from '../../src/app/root.ts'
import { schemaDocument } from '../../src/app/schema.ts'
import { run } from '../cli/support.ts'
import { collectors } from '../support/collectors.ts'

describe('the JSON Schema of evenkeel.yaml', () => {
  it('is committed as the code has it: run `npm run docs`', async () => {
    const committed: unknown = JSON.parse(await readFile(rootPath('docs/reference/evenkeel.schema.json'), 'utf8'))
    expect(committed).toEqual(JSON.parse(schemaDocument(families)))
  })

  it('is what the command prints', async () => {
    expect(await run(['schema'])).toEqual({ code: 0, stdout: schemaDocument(families), stderr: '' })
  })

  it('knows every family with its settings', () => {
    const text = schemaDocument(families)
    for (const { family, settings } of collectors) {
      expect(text).toContain(`"${family}": {`)
      const { properties } = settings as unknown as { properties: Record<string, unknown> }
      for (const key of Object.keys(properties)) expect(text).toContain(`"${key}": {`)
    }
  })

  it('lets an editor pass a variable where a form is asked for', () => {
    const { properties } = JSON.parse(schemaDocument(new Map())) as { properties: { environments: unknown } }
    const patterns = [...JSON.stringify(properties).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
      (match) => new RegExp(JSON.parse(match[1] ?? '""') as string, 'u'),
    )
    expect(patterns.length).toBeGreaterThan(0)
    for (const pattern of patterns) expect(pattern.test('${env:ANYTHING}')).toBe(true)
    expect(patterns.some((pattern) => pattern.test('111111111111') && !pattern.test('1111'))).toBe(true)
  })
})
