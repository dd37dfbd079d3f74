import { describe, expect, it } from 'vitest'
import { createTranslator } from '../../src/compare/translator.ts'
import { digestOf } from '../../src/model/digest.ts'
import type { Lexicon } from '../../src/model/lexicon.ts'

function lexicon(environment: string, entries: readonly [string, string][]): Lexicon {
  return {
    environment,
    digest: digestOf(environment),
    entries: entries.map(([symbol, match]) => ({ symbol, match, from: 'configured' })),
  }
}

const staging = createTranslator(
  lexicon('staging', [
    ['{domain}', 'staging.shop.example'],
    ['{account:main}', '222222222222'],
    ['{region:primary}', 'eu-west-1'],
    ['{env}', 'staging'],
    ['{env}', 'stg'],
    ['{tenant}', 'acme'],
    ['{vpc}', '10.20.0.0/16'],
  ]),
)
const production = createTranslator(
  lexicon('production', [
    ['{domain}', 'shop.example'],
    ['{account:main}', '111111111111'],
    ['{region:primary}', 'eu-central-1'],
    ['{env}', 'production'],
    ['{env}', 'prod'],
  ]),
)

describe('the words of an environment in text', () => {
  it.each([
    ['shop-staging-web', 'shop-{env}-web'],
    ['ShopStagingWeb', 'Shop{env}Web'],
    ['api.staging.shop.example', 'api.{domain}'],
    ['https://api.staging.shop.example:8443/v1', 'https://api.{domain}:8443/v1'],
    ['arn:aws:rds:eu-west-1:222222222222:db:orders-stg', 'arn:aws:rds:{region:primary}:{account:main}:db:orders-{env}'],
    ['eu-west-1a', '{region:primary}a'],
    ['postgres://acme@db', 'postgres://{tenant}@db'],
    ['redis://10.20.3.17:6379/0', 'redis://{vpc}+0.0.3.17:6379/0'],
    ['10.20.8.0/24,10.20.0.0/16', '{vpc}+0.0.8.0/24,{vpc}'],
    ['10.20.0.0/16 of stg in eu-west-1a', '{vpc} of {env} in {region:primary}a'],
    ['10.21.3.17 and 1.10.20.3.17', '10.21.3.17 and 1.10.20.3.17'],
  ])('%s is %s with symbols', (text, symbolic) => {
    expect(staging.symbolic(text)).toBe(symbolic)
  })

  it.each(['product', 'reproduction', 'prods', 'xprod', 'myshop.example', 'shop.example.org', '1111111111112'])(
    'finds whole tokens only: %s stays',
    (text) => {
      expect(production.symbolic(text)).toBe(text)
    },
  )

  it.each([
    ['shop-staging-web', 'shop-web'],
    ['staging-web', 'web'],
    ['web-staging', 'web'],
    ['api-staging.{x}', 'api.{x}'],
    ['deploy/staging/orders.env', 'deploy/orders.env'],
    ['s3://assets-staging/x', 's3://assets/x'],
    ['https://staging.partner.example/x', 'https://partner.example/x'],
    ['STAGING - Mailing List', 'Mailing List'],
    ['Mailing List - staging', 'Mailing List'],
    ['staging', '{env}'],
    ['shop_staging', 'shop'],
  ])('%s without the environment’s word is %s', (text, bare) => {
    expect(staging.bare(text)).toBe(bare)
  })

  it('gives both environments one text where only the environment differs', () => {
    expect(staging.bare('api-staging.staging.shop.example')).toBe(production.bare('api.shop.example'))
    expect(staging.bare('shop-staging-orders')).toBe(production.bare('shop-prod-orders'))
    expect(staging.bare('shop-staging-orders')).toBe(production.bare('shop-orders'))
  })

  it('keeps a name of the other environment as it is', () => {
    expect(staging.bare('db.production.internal')).toBe('db.production.internal')
  })
})
