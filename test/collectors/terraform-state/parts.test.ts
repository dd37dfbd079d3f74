import { describe, expect, it } from 'vitest'
import { addressOf } from '../../../collectors/terraform-state/address.ts'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import { JsonProblem, parseJson } from '../../../collectors/terraform-state/json-text.ts'
import { policyFor } from '../../../src/app/policy.ts'
import { assign } from '../../../src/collect/tasks.ts'
import { source } from '../../support/fake-collector.ts'

describe('an address', () => {
  it.each([
    [{ type: 'aws_vpc', name: 'main' }, 'aws_vpc.main'],
    [{ module: '', type: 'aws_vpc', name: 'main' }, 'aws_vpc.main'],
    [
      { module: 'module.db["eu"]', type: 'aws_db_instance', name: 'orders', index: 0 },
      'module.db["eu"].aws_db_instance.orders[0]',
    ],
    [{ type: 'a', name: 'b', index: 'x "y" \\ z' }, 'a.b["x \\"y\\" \\\\ z"]'],
    [{ type: 'a', name: 'b', index: 'line\nend\t\u0007' }, 'a.b["line\\nend\\t\\u0007"]'],
    [{ type: 'a', name: 'b', index: '${x} %{y} é' }, 'a.b["$${x} %%{y} é"]'],
  ])('%j', (parts, address) => {
    expect(addressOf(parts)).toBe(address)
  })
})

describe('JSON', () => {
  const problem = (text: string): JsonProblem => {
    try {
      parseJson(text)
    } catch (error) {
      if (error instanceof JsonProblem) return error
      throw error
    }
    throw new Error('parsed')
  }

  it('is parsed', () => {
    expect(parseJson(' {"a": [1, -2.5e3, "\\u00e9\\n", true, null, {}], "b": []} ')).toEqual({
      a: [1, -2500, 'é\n', true, null, {}],
      b: [],
    })
  })

  it.each([
    ['', 1, 1],
    ['{\n  "a": 1,\n  "b": }\n', 3, 8],
    ['{"a": 1 "b": 2}', 1, 9],
    ['{"a": 1,}', 1, 9],
    ['[1, 2', 1, 6],
    ['[1, 2}', 1, 6],
    ['{"a" 1}', 1, 6],
    ['{a: 1}', 1, 2],
    ['["open\n"]', 1, 2],
    ['{"a": 01}', 1, 8],
    ['{} {}', 1, 4],
    ['[1]]', 1, 4],
    ['<html>', 1, 1],
    ['["\\x"]', 1, 2],
  ])('%j fails at %i:%i', (text, line, column) => {
    expect(problem(text)).toMatchObject({ line, column, message: 'not valid JSON' })
  })

  it('always agrees with the parser on where it is wrong: one place, before the end', () => {
    const text = JSON.stringify({ a: [1, { b: 'c' }, null], d: { e: false, f: '\\"' } })
    for (let cut = 1; cut < text.length; cut++) {
      const { line, column } = problem(text.slice(0, cut))
      expect(line).toBe(1)
      expect(column).toBeLessThanOrEqual(cut + 1)
    }
  })

  it('is refused when it is nested too deeply, however it is written', () => {
    expect(problem('['.repeat(100_000))).toMatchObject({
      line: 1,
      column: 201,
      message: 'nested deeper than 200 levels',
    })
    expect(problem(`{"a":\n${'{"a":'.repeat(300)}`)).toMatchObject({ line: 2, column: 996 })
    expect(parseJson(`["${'['.repeat(1000)}", "\\"${'{'.repeat(1000)}"]`)).toHaveLength(2)
  })

  it('may have keys that pollute nothing', () => {
    const parsed = parseJson('{"__proto__": {"polluted": true}}') as object
    expect(Object.keys(parsed)).toEqual(['__proto__'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('is never quoted by an error', () => {
    expect(JSON.stringify(problem('{"password": "canary", x}'))).not.toContain('canary')
  })
})

describe('what a source takes in AWS', () => {
  const policy = (settings: object): unknown =>
    policyFor(assign([source('terraform', { settings })], [terraformState]))?.Statement[0]?.Action

  it('is to read the objects, and to list where a prefix names them; nothing for files', () => {
    expect(policy({ state: 'a.tfstate' })).toBeUndefined()
    expect(policy({ s3: { bucket: 'shop-states', key: 'a.tfstate' } })).toEqual(['s3:GetObject'])
    const several = [{ bucket: 'shop-states', key: 'a.tfstate' }, { bucket: 'shop-states' }]
    expect(policy({ s3: several })).toEqual(['s3:GetObject', 's3:ListBucket'])
  })
})
