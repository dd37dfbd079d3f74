import { describe, expect, it } from 'vitest'
import { zoneFreeName } from '../../../collectors/_aws/shapes/zone-free-name.ts'

describe('the name of what stands once in every zone', () => {
  it.each([
    ['shop-eu-west-1a', 'shop'],
    ['shop (eu-west-1b)', 'shop'],
    ['shop/private/us-gov-west-1c', 'shop/private'],
    ['shop-private-b', 'shop-private'],
    ['shop-nat-2', 'shop-nat'],
    ['shop-az1', 'shop'],
    ['shop-az-1', 'shop'],
    ['shop-private-1a', 'shop-private'],
    ['shop-private-zone-c', 'shop-private'],
  ])('%s is %s', (name, bare) => expect(zoneFreeName(name)).toBe(bare))

  it.each([
    'us-west-2',
    'us-west-2a',
    'eu-central-1',
    'shop-us-west-2',
    'shop (eu-west-1)',
    'us-gov-east-1',
    'shop',
    'main',
    'b',
  ])('%s stays: a region is not a zone, and a zone alone says nothing else', (name) =>
    expect(zoneFreeName(name)).toBe(name),
  )

  it('of nothing is nothing', () => expect(zoneFreeName(undefined)).toBeUndefined())
})
