import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentDigest } from '../../src/collect/content-digest.ts'
import { certificate } from '../../src/model/kinds/certificate.ts'
import { computeInstance } from '../../src/model/kinds/compute-instance.ts'
import { canonicalJson } from '../../src/model/digest.ts'
import { defineKind, type Kind } from '../../src/model/kind.ts'
import type { Json } from '../../src/model/json.ts'
import { count, ordered, record, setOf, word } from '../../src/model/forms.ts'

const digest = (attributes: object, rest: object = {}, kind = computeInstance as unknown as Kind): string =>
  contentDigest(kind, { kind: kind.id, id: 'i-1', attributes, ...rest })

describe('the content digest', () => {
  const instance = {
    type: 'm6i.large',
    state: 'running',
    firewalls: ['sg-1', 'sg-2'],
    volumes: [
      { device: '/dev/a', size: 10 },
      { device: '/dev/b', size: 20 },
    ],
  }

  it('changes with a value, a tag, a name, and with what is absent', () => {
    const digests = [
      digest(instance),
      digest({ ...instance, type: 'm6i.xlarge' }),
      digest({ ...instance, volumes: [] }),
      digest(instance, { tags: { Team: 'a' } }),
      digest(instance, { name: 'web' }),
      digest(instance, { address: 'web' }),
      digest(instance, { identifiers: ['web'] }),
      digest(instance, { account: 'web' }),
      digest(instance, { region: 'web' }),
      digest({ ...instance, type: undefined }),
    ]
    expect(new Set(digests).size).toBe(digests.length)
  })

  it('does not change with what is volatile', () => {
    expect(digest({ ...instance, state: 'stopped', zone: 'eu-west-1b' })).toBe(digest(instance))
    const leaf = { subject: 'shop.example' }
    const kind = certificate as unknown as Kind
    expect(digest({ ...leaf, notAfter: '2026-12-01T00:00:00Z', chain: [{ subject: 'x' }] }, {}, kind)).toBe(
      digest(leaf, {}, kind),
    )
  })

  it('does not change with an order that has no meaning, at any depth', () => {
    const turned = { ...instance, firewalls: ['sg-2', 'sg-1'], volumes: [...instance.volumes].reverse() }
    expect(digest(turned, { identifiers: ['b', 'a'] })).toBe(digest(instance, { identifiers: ['a', 'b'] }))
    expect(digest({ volumes: [{ size: 1, device: 'a' }] })).toBe(digest({ volumes: [{ device: 'a', size: 1 }] }))
  })

  it('leaves out volatile fields of elements, keeps an order that has meaning, and sorts sets inside it', () => {
    const kind = defineKind({
      ...(computeInstance as unknown as Kind),
      fields: {
        steps: ordered(
          record({ name: word('x'), line: count('x', { volatile: true }), marks: setOf(word('x'), 'x') }, 'x'),
          'x',
        ),
        moments: setOf(word('x', { volatile: true }), 'x'),
      },
    })
    const steps = [{ name: 'a', line: 1, marks: ['m', 'n'] }, { name: 'b' }]
    const one = digest({ steps, moments: ['now'] }, {}, kind)
    expect(
      digest(
        { steps: [{ name: 'a', line: 9, marks: ['n', 'm'] }, { name: 'b' }], moments: ['then', 'later'] },
        {},
        kind,
      ),
    ).toBe(one)
    expect(digest({ steps: [...steps].reverse(), moments: [] }, {}, kind)).not.toBe(one)
  })

  it('does not depend on the service, which the configuration gives', () => {
    expect(digest(instance, { service: 'orders', key: 'k', contentDigest: 'old' })).toBe(digest(instance))
  })

  it('is the one that is stored already: every other form of its text would be a new version of everything', () => {
    expect(
      digest(instance, {
        name: 'web "1"',
        account: '1',
        tags: { 'é\u0007': '\ud83d\ude00\ud800' },
        identifiers: ['b', 'a'],
      }),
    ).toBe('1d530bc54579f1a2516fc6238620580eb206b16ee1465e315ab82ec3d1a92ffe')
  })
})

describe('canonical text', () => {
  /** Sorted by copying, written by JSON.stringify alone. */
  const slowly = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(slowly)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return new Map(entries.map(([key, inner]) => [key, slowly(inner)]))
  }
  const written = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(written).join()}]`
    if (!(value instanceof Map)) return JSON.stringify(value)
    const members = [...(value as Map<string, unknown>)].map(
      ([key, inner]) => `${JSON.stringify(key)}:${written(inner)}`,
    )
    return `{${members.join()}}`
  }

  it('is what JSON.stringify writes, with sorted keys', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"', '\\', '\u0000', '\u007f', '\ud800', '\udc00x', '\u2028'),
    )
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom(null, true, 0, -0, ''),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(text, tie('json'), { maxKeys: 4 }),
      ),
    }))
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(value as Json)).toBe(written(slowly(value)))
      }),
    )
  })

  it('leaves out what is undefined', () => {
    expect(canonicalJson({ b: undefined, a: [undefined] } as unknown as Json)).toBe('{"a":[null]}')
  })

  it('is hashed with sha256', () => {
    expect(digest({})).toBe(
      createHash('sha256')
        .update('{"attributes":{},"id":"i-1","identifiers":[],"kind":"compute-instance","tags":{}}')
        .digest('hex'),
    )
  })
})
