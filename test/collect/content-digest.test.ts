import { describe, expect, it } from 'vitest'
import { contentDigest } from '../../src/collect/content-digest.ts'
import { certificate } from '../../src/model/kinds/certificate.ts'
import { computeInstance } from '../../src/model/kinds/compute-instance.ts'
import { defineKind, type Kind } from '../../src/model/kind.ts'
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
})
