import { describe, expect, it } from 'vitest'
import { structuredText } from '../../src/compare/structured-text.ts'
import { createTranslator } from '../../src/compare/translator.ts'
import { digestOf } from '../../src/model/digest.ts'

function of(environment: string, domain: string, account: string, alias: string): (text: string) => string {
  const entries = (
    [
      ['{domain}', domain],
      ['{account:main}', account],
      ['{env}', environment],
      ['{env}', alias],
    ] as const
  ).map(([symbol, match]) => ({ symbol, match, from: 'configured' as const }))
  const { bare } = createTranslator({ environment, digest: digestOf(environment), entries })
  return (text) => structuredText(text, bare)
}

const staging = of('staging', 'staging.shop.example', '222222222222', 'stg')
const production = of('production', 'shop.example', '111111111111', 'prd')

describe('texts that mean the same in two environments', () => {
  it.each([
    ['https://API.staging.shop.example:443/v1', 'https://api.shop.example/v1'],
    ['https://api.staging.shop.example.', 'https://api.shop.example/'],
    ['https://api.staging.shop.example/staging/', 'https://api.shop.example/production/'],
    [
      'postgres://shop_staging@db.staging.shop.example:5432/shop_staging',
      'postgres://shop_production@db.shop.example/shop_production',
    ],
    [
      'jdbc:postgresql://db.staging.shop.example/shop?ssl=true&user=app',
      'jdbc:postgresql://db.shop.example:5432/shop?user=app&ssl=true',
    ],
    ['redis://a.staging.shop.example:6379,b.staging.shop.example/0', 'redis://a.shop.example,b.shop.example:6379/0'],
    ['https://api.staging.shop.example/?env=staging&v=1', 'https://api.shop.example?v=1&env=production'],
    ['Server=db.staging.shop.example;Database=shop_stg', 'database=shop_prd; server=db.shop.example;'],
    ['host=db.staging.shop.example port=5432 dbname=shop', 'dbname=shop host=db.shop.example port=5432'],
    ['{"a": 1, "queue": "shop-staging-jobs"}', '{"queue":"shop-production-jobs","a":1}'],
    ['[{"url":"https://a.staging.shop.example:443"}]', '[{"url": "https://a.shop.example/"}]'],
    [
      '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::shop-staging/*"},{"Effect":"Deny","Action":"s3:*","Resource":"*","Principal":{"AWS":["arn:aws:iam::222222222222:root"]}}]}',
      '{"Statement":[{"Effect":"Deny","Action":["S3:*"],"Resource":["*"],"Principal":{"AWS":"arn:aws:iam::111111111111:root"}},{"Effect":"Allow","Action":["s3:PutObject","s3:GetObject"],"Resource":["arn:aws:s3:::shop-production/*"]}],"Version":"2012-10-17"}',
    ],
  ])('%s', (one, other) => {
    expect(staging(one)).toBe(production(other))
  })
})

describe('texts that do not', () => {
  it.each([
    ['https://api.shop.example:8443/', 'https://api.shop.example/'],
    ['http://api.shop.example', 'https://api.shop.example'],
    ['https://api.shop.example/v1', 'https://api.shop.example/v2'],
    ['https://api.shop.example/v1', 'https://api.shop.example/V1'],
    ['https://api.shop.example?a=1&a=2', 'https://api.shop.example?a=2&a=1'],
    ['https://one@api.shop.example', 'https://two@api.shop.example'],
    ['server=a;database=b', 'server=b;database=a'],
    ['[1,2]', '[2,1]'],
    ['{"a":1,"a":2}', '{"a":2}'],
    ['{"a":9007199254740993}', '{"a":9007199254740992}'],
    ['{"a":1e400}', '{"a":null}'],
    ['{"__proto__":{"a":1}}', '{}'],
    [
      '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
      '{"Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}',
    ],
    [
      '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
      '{"Statement":[{"Effect":"Allow","Action":"s3:*","NotResource":"*"}]}',
    ],
  ])('%s and %s', (one, other) => {
    expect(production(one)).not.toBe(production(other))
  })

  it('are plain where they only look like something', () => {
    for (const text of ['{not json', 'a=b', 'x = y', '{"a":1} trailing', 'see https://a.example and b', '']) {
      expect(structuredText(text, (own) => `<${own}>`)).toBe(`<${text}>`)
    }
    const deep = `${'['.repeat(5_000)}${']'.repeat(5_000)}`
    expect(structuredText(deep, (own) => own)).toBe(deep)
  })

  it('are read in linear time', () => {
    const began = process.cpuUsage()
    for (const text of [
      'a='.repeat(90_000),
      'a=b;'.repeat(45_000),
      'a=b '.repeat(45_000),
      `x://${'@'.repeat(150_000)}`,
      '{"":'.repeat(40_000),
    ]) {
      structuredText(text, (own) => own)
    }
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(5)
  })
})
