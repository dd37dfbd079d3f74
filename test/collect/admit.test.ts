import { describe, expect, it } from 'vitest'
import { admit, deepest } from '../../src/collect/admit.ts'
import { firewall } from '../../src/model/kinds/firewall.ts'

const problemOf = (resource: unknown): string => {
  const admission = admit(resource, [firewall])
  return admission.ok ? 'admitted' : admission.problem
}
const withAttributes = (attributes: unknown): string => problemOf({ kind: 'firewall', id: 'sg-1', attributes })

const nested = (depth: number): unknown => {
  let value: unknown = 'x'
  for (let i = 0; i < depth; i++) value = [value]
  return { description: value }
}

describe('what is let in', () => {
  it('is a copy of its own, without what is absent', () => {
    const ingress = [{ protocol: 'tcp', cidr: undefined }]
    const given = {
      kind: 'firewall',
      id: 'sg-1',
      name: '',
      address: undefined,
      attributes: { ingress, egress: undefined },
    }
    const admission = admit(given, [firewall])
    ingress[0] = { protocol: 'changed later', cidr: undefined }
    expect(admission).toEqual({
      ok: true,
      kind: firewall,
      resource: {
        kind: 'firewall',
        id: 'sg-1',
        identifiers: [],
        tags: {},
        attributes: { ingress: [{ protocol: 'tcp' }] },
      },
    })
  })

  it('keeps every word, and each identifier once', () => {
    const given = {
      kind: 'firewall',
      id: 'sg-1',
      name: 'web',
      address: 'module.a.aws_security_group.web',
      account: '111111111111',
      region: 'eu-west-1',
      identifiers: ['web', 'web', 'arn'],
      tags: { Name: 'web', empty: '' },
      attributes: {},
    }
    const admission = admit(given, [firewall])
    expect(admission.ok && admission.resource).toEqual({ ...given, identifiers: ['web', 'arn'] })
  })

  it('keeps null, empty texts, and names such as constructor', () => {
    const attributes = { description: '', constructor: null, toString: false }
    const admission = admit({ kind: 'firewall', id: 'x', attributes }, [firewall])
    expect(admission.ok && admission.resource.attributes).toEqual(attributes)
  })

  it('takes objects without a prototype', () => {
    const attributes: unknown = Object.assign(Object.create(null), { description: 'x' })
    expect(withAttributes(attributes)).toBe('admitted')
  })

  it(`goes down ${deepest} levels and no further`, () => {
    expect(withAttributes(nested(deepest - 1))).toBe('admitted')
    expect(withAttributes(nested(deepest + 1))).toContain(
      `nested deeper than ${deepest} levels at /attributes/description/0/0`,
    )
    expect(withAttributes(nested(100_000))).toContain('nested deeper')
  })
})

describe('what is refused', () => {
  class Point {
    readonly x = 1
  }
  it.each<[string, unknown, string]>([
    ['NaN', { port: NaN }, 'not a JSON value at /attributes/port'],
    ['infinity', { port: Infinity }, 'not a JSON value at /attributes/port'],
    ['a date', { at: new Date(0) }, 'not a JSON value at /attributes/at'],
    ['a function', { f: () => 1 }, 'not a JSON value at /attributes/f'],
    ['a big integer', { n: 1n }, 'not a JSON value at /attributes/n'],
    ['a symbol', { s: Symbol('s') }, 'not a JSON value at /attributes/s'],
    ['a map', { m: new Map() }, 'not a JSON value at /attributes/m'],
    ['bytes', { b: Buffer.from('x') }, 'not a JSON value at /attributes/b'],
    ['an object of a class', { p: new Point() }, 'not a JSON value at /attributes/p'],
    ['undefined in a list', { l: ['a', undefined] }, 'not a JSON value at /attributes/l/1'],
    ['a hole in a list', { l: new Array(1) }, 'not a JSON value at /attributes/l/0'],
    ['__proto__', JSON.parse('{"a":{"__proto__":{"polluted":true}}}'), 'a key named __proto__ at /attributes/a'],
    ['no attributes', undefined, 'not a JSON value at /attributes'],
    ['a list of attributes', [], 'it has no attributes'],
  ])('%s', (_, attributes, problem) => {
    expect(withAttributes(attributes)).toBe(`firewall "sg-1": ${problem}`)
  })

  it('endless nesting', () => {
    const loop: Record<string, unknown> = {}
    loop['self'] = loop
    expect(withAttributes(loop)).toContain('nested deeper')
  })

  it.each<[unknown, string]>([
    [null, 'the kind (undefined), which this read does not produce'],
    ['text', 'the kind (undefined), which this read does not produce'],
    [{ kind: 'network', id: 'v' }, 'the kind "network", which this read does not produce'],
    [{ kind: 'firewall' }, 'a firewall without an id'],
    [{ kind: 'firewall', id: '' }, 'a firewall without an id'],
    [{ kind: 'firewall', id: 7 }, 'a firewall without an id'],
  ])('%o', (resource, problem) => {
    expect(problemOf(resource)).toBe(problem)
  })

  it.each<[object, string]>([
    [{ name: 7 }, 'name is not a text'],
    [{ identifiers: ['a', ''] }, 'its identifiers are not a list of texts'],
    [{ identifiers: 'a' }, 'its identifiers are not a list of texts'],
    [{ tags: { a: 1 } }, 'its tags are not a map of texts'],
    [{ tags: ['a'] }, 'its tags are not a map of texts'],
    [{ tags: JSON.parse('{"__proto__":"x"}') as unknown }, 'a key named __proto__ at /tags'],
  ])('%o', (rest, problem) => {
    expect(problemOf({ kind: 'firewall', id: 'sg-1', attributes: {}, ...rest })).toBe(`firewall "sg-1": ${problem}`)
  })

  it('is told without a value in it', () => {
    expect(withAttributes({ password: ['hunter2', () => 1] })).not.toContain('hunter2')
  })
})
