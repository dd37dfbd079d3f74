import { describe, expect, it } from 'vitest'
import { displayName, tagKeyOf, withoutGeneratedTail } from '../../src/compare/names.ts'

const same = (text: string): string => text
const forms = (text: string): { symbolic: string; bare: string } => ({ symbolic: text, bare: text })
const plain = { symbolic: same, bare: same, forms, touches: () => false, words: [], hasNetworks: false }

describe('generated tails', () => {
  it.each([
    ['shop-OrdersTopic-1A2B3C4D5E6F7', 'shop-OrdersTopic'],
    ['shop-OrdersTopic-tTs1RxCWHzkB', 'shop-OrdersTopic'],
    ['shop-OrdersTopic-XqWnRYPkvQzT', 'shop-OrdersTopic'],
    ['orders-3f9a0c11', 'orders'],
    ['terraform-20201015115018309600000001', 'terraform'],
  ])('%s is %s', (name, bare) => {
    expect(withoutGeneratedTail(name)).toBe(bare)
  })

  it.each([
    ...['orders-web', 'orders-deadbeef', 'orders-2', 'web-facade', '3f9a0c11', 'shop-CHECKOUTWEBB'],
    ...['Shop-ImportsQueue', 'Shop-GetAllOrders', 'Shop-ImportQueue1', 'shop-tTs1RxCWHzkB', 'Shop-Transactions'],
  ])('%s has none', (name) => {
    expect(withoutGeneratedTail(name)).toBe(name)
  })
})

describe('the name that people read', () => {
  it.each([
    [['shop-staging-web', 'shop-{env}-web', 'shop-web', 'shop-web'], 'shop-web'],
    [['deploy/staging.env', 'deploy/{env}.env', 'deploy/env', 'deploy/env'], 'deploy/{env}.env'],
    [['staging.yaml', '{env}.yaml', 'yaml', 'yaml'], '{env}.yaml'],
    [['staging/web.env', '{env}/web.env', 'web.env', 'web.env'], 'web.env'],
    [[], 'the id'],
  ])('of %j is %s', (names, name) => {
    expect(displayName(names, 'the id')).toBe(name)
  })
})

describe('identifying tags', () => {
  it('leaves out what names the environment, the tool or the clock, and the provider’s own', () => {
    const tags = {
      Name: 'x',
      Environment: 'staging',
      'aws:x': 'y',
      Role: 'web',
      Service: 'orders',
      ManagedBy: 'terraform',
    }
    expect(tagKeyOf(tags, plain)).toBe('Role=web\u0000Service=orders')
  })
})
