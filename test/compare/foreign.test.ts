import { describe, expect, it } from 'vitest'
import { foreignDetector, type OwnedWords } from '../../src/compare/foreign.ts'
import { parseRange } from '../../src/compare/cidr.ts'
import { growth, linear } from '../support/linear-time.ts'

const words = (over: Partial<OwnedWords>): OwnedWords => ({
  environment: 'other',
  domains: [],
  accounts: new Set(),
  aliases: [],
  networks: [],
  identifiers: new Set(),
  ...over,
})

const staging = words({ environment: 'staging', domains: ['staging.shop.example'], aliases: ['staging'] })
const production = words({
  environment: 'production',
  domains: ['shop.example', 'acme.technology'],
  accounts: new Set(['111111111111']),
  aliases: ['production', 'prod'],
  networks: [parseRange('10.2.0.0/16')].filter((range) => range !== undefined),
})

const found = (value: string, shared: readonly string[] = [], counterpart?: string): readonly string[] =>
  foreignDetector(staging, production, shared)(value, counterpart).map((word) => word.word)

describe('the registry of an image', () => {
  const of = (image: string, there: string): readonly string[] =>
    foreignDetector(
      staging,
      production,
      [],
    )({ name: 'web', image }, { name: 'web', image: there }).map(({ word }) => word)

  it('is used by both where both take one image from it', () => {
    expect(of('registry.shop.example/web', 'registry.shop.example/web')).toEqual([])
    expect(of('registry.shop.example/web', 'registry.other.example/web')).toEqual(['registry.shop.example'])
    const setting = { key: 'URL', value: 'https://shop.example/' }
    expect(foreignDetector(staging, production, [])(setting, setting)).toHaveLength(1)
  })
})

describe('what is shared on purpose', () => {
  it.each([
    ['a word inside a host hides nothing', 'db.shop.example', ['shop'], ['db.shop.example']],
    ['nor does a part of a domain', 'db.shop.example', ['b.shop.example', 'op.example'], ['db.shop.example']],
    ['nor does a host that begins alike', 'vault.shop.example', ['vault.shop'], ['vault.shop.example']],
    ['a host hides itself', 'https://vault.shop.example:8200/v1', ['vault.shop.example'], []],
    ['and its subdomains', 'eu.vault.shop.example', ['vault.shop.example'], []],
    ['whatever the case', 'https://Vault.Shop.Example', ['VAULT.shop.example'], []],
    [
      'but not its neighbour in one value',
      'https://vault.shop.example,postgres://db.shop.example/orders',
      ['vault.shop.example'],
      ['db.shop.example'],
    ],
    [
      'in whatever order',
      '{"db":"db.shop.example","vault":"vault.shop.example"}',
      ['vault.shop.example'],
      ['db.shop.example'],
    ],
    [
      'nor the target of its query',
      'https://vault.shop.example/?next=https://db.shop.example/',
      ['vault.shop.example'],
      ['db.shop.example'],
    ],
    [
      'a registry hides the account in its host',
      'https://111111111111.dkr.ecr.eu-west-1.amazonaws.com/web:1',
      ['111111111111.dkr.ecr.eu-west-1.amazonaws.com'],
      [],
    ],
    ['an account hides what is in it', 'arn:aws:kms:eu-west-1:111111111111:key/1', ['111111111111'], []],
    [
      'and not what is beside it',
      'arn:aws:kms:eu-west-1:111111111111:key/1 db.shop.example',
      ['111111111111'],
      ['db.shop.example'],
    ],
    ['a range hides its addresses', '10.2.3.4', ['10.2.3.0/24'], []],
    ['and no others', '10.2.4.4', ['10.2.3.0/24'], ['10.2.4.4/32']],
    ['a star stands for anything', 'https://eu.tools.shop.example/', ['*.tools.shop.example'], []],
    ['also within an ARN', 'arn:aws:kms:eu-west-1:111111111111:key/1', ['arn:aws:kms:*:111111111111:*'], []],
    [
      'and for nothing else',
      'arn:aws:sqs:eu-west-1:111111111111:q',
      ['arn:aws:kms:*:111111111111:*'],
      ['111111111111'],
    ],
    ['an empty entry hides nothing', 'db.shop.example', ['', ' '], ['db.shop.example']],
  ])('%s', (_title, value, shared, expected) => {
    expect(found(value, shared)).toEqual(expected)
  })

  it('passes over a name with what lies in it', () => {
    const bucket = 's3://shop-production-assets/img'
    expect(found(bucket, [], bucket)).toEqual(['shop-production-assets/img'])
    expect(found(bucket, ['shop-production-assets'], bucket)).toEqual([])
    expect(found(bucket, ['production'], bucket)).toEqual(['shop-production-assets/img'])
  })
})

describe('hosts of an environment', () => {
  it('are found without a scheme, whatever top-level domain theirs is', () => {
    expect(found('db.acme.technology')).toEqual(['db.acme.technology'])
    expect(found('see db.acme.technology.')).toEqual(['db.acme.technology'])
    expect(found('10.2.3.4.')).toEqual(['10.2.3.4/32'])
    expect(found('acme.technology.other')).toEqual([])
  })
})

describe('long texts', () => {
  it.each([
    ['letters', (n: number) => 'a'.repeat(n)],
    ['dashes', (n: number) => `a${'-'.repeat(n)}a`],
    ['dots', (n: number) => `a${'.'.repeat(n)}a`],
    ['parts', (n: number) => 'a-'.repeat(n / 2)],
    ['digits', (n: number) => '1.'.repeat(n / 2)],
    ['hosts', (n: number) => 'vault.shop.example/'.repeat(n / 16)],
    ['users', (n: number) => 'a@'.repeat(n / 2)],
    ['colons', (n: number) => 'a:'.repeat(n / 2)],
  ])('of %s take linear time', (_title, make) => {
    const search = (n: number): void => {
      const text = make(n)
      found(text, ['vault.shop.example', '*.shop.example'], text)
    }
    expect(growth(search, 16_000)).toBeLessThan(linear)
  })
})

describe('a mail address', () => {
  it.each([
    'ops@shop.example',
    'Shop Team <team.orders@shop.example>',
    'a@shop.example,b@shop.example',
    'mailto:ops@shop.example?subject=orders',
    'to ops@shop.example: all is well',
  ])('says who is told, not what is used: %s', (value) => {
    expect(found(value)).toEqual([])
  })

  it.each([
    'https://reader@db.shop.example/x',
    'reader:***@db.shop.example/orders',
    'postgres://r:***@db.shop.example/o',
    'reader@db.shop.example:5432',
    'reader@db.shop.example/orders',
    'root@db.shop.example:/var/backups',
  ])('is not what a login stands before: %s', (value) => {
    expect(found(value)).toEqual(['db.shop.example'])
  })
})

describe('devices', () => {
  const dev = words({ environment: 'dev', aliases: ['dev'] })
  const of = (value: string): readonly string[] =>
    foreignDetector(production, dev, [])(value, value).map((one) => one.word)

  it.each([
    '/dev/null',
    'run > /dev/null 2>/dev/stderr',
    '/dev/shm:/dev/shm',
    '/dev/xvda',
    '/dev/sdf1',
    '/dev/nvme0n1',
  ])('are in a folder that is called so everywhere: %s', (value) => {
    expect(of(value)).toEqual([])
  })

  it.each([
    ['/dev/orders/url', 'dev/orders/url'],
    ['s3://dev/null', 'dev/null'],
    ['https://tools.partner.example/dev/log', 'tools.partner.example/dev/log'],
    ['/dev/shm/dev-orders', 'dev/shm/dev-orders'],
    ['/dev/nullable', 'dev/nullable'],
  ])('and nothing else is: %s', (value, word) => {
    expect(of(value)).toEqual([word])
  })
})

describe('addresses of IPv6', () => {
  const theirs = words({
    environment: 'production',
    networks: [parseRange('2001:db8:a:100::/56')].flatMap((r) => r ?? []),
  })
  const detector = foreignDetector(staging, theirs, [])
  const of = (value: string): readonly string[] => detector(value, undefined).map((one) => one.word)

  it.each([
    ['2001:db8:a:100::/56', '2001:db8:a:100::/56'],
    ['2001:0DB8:000A:0101::7', '2001:db8:a:101::7/128'],
    ['redis://[2001:db8:a:1ff::7]:6379/0', '2001:db8:a:1ff::7/128'],
    ['2001:db8:a:100::1,2001:db8:b::1', '2001:db8:a:100::1/128'],
    ['at 2001:db8:a:100::1.', '2001:db8:a:100::1/128'],
  ])('are found in %s', (value, word) => {
    expect(of(value)).toEqual([word])
    const text = Buffer.from(JSON.stringify({ value }))
    expect([detector.suspects({ value }), detector.suspectsIn(text, 0, text.length)]).toEqual([true, true])
  })

  it.each(['2001:db8:a:200::1', '::/0', '12:30:45', 'a::b', 'x2001:db8:a:100::1'])('and not in %s', (value) => {
    expect(of(value)).toEqual([])
  })
})

it('a host behind an encoded sign is called by its own name', () => {
  expect(found('https://login.partner.example/?next=https%3A%2F%2Fdb.shop.example%2Forders')).toEqual([
    'db.shop.example',
  ])
})
