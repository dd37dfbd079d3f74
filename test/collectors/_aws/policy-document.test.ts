import { describe, expect, it } from 'vitest'
import { withoutMadeUp } from '../../../collectors/_aws/made-up-ids.ts'
import { letsAnyoneIn, NotAPolicy, policyStatements } from '../../../collectors/_aws/policy-document.ts'

const of = (...statements: readonly object[]) => policyStatements({ Statement: statements })

describe('a policy', () => {
  it('is the same however its statements are grouped and ordered', () => {
    const one = of(
      { Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObject'], Resource: ['b', 'a'] },
      { Sid: 'Later', Effect: 'Deny', Action: 's3:DeleteBucket', Resource: '*' },
    )
    const other = of(
      { Effect: 'Deny', Action: ['S3:DeleteBucket'], Resource: ['*'] },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'a' },
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'b' },
      { Effect: 'Allow', Action: ['s3:PutObject'], Resource: ['a', 'b'] },
    )
    expect(one).toEqual(other)
    expect(one.map(({ action }) => action)).toEqual(['deny s3:DeleteBucket', 's3:GetObject', 's3:PutObject'])
  })

  it('keeps apart what holds for another principal or on another condition', () => {
    const who = (Principal: unknown, more: object = {}) => ({ Effect: 'Allow', Principal, Action: 'a:b', ...more })
    const found = of(
      who('*'),
      who({ AWS: '*' }),
      who({ AWS: '222222222222' }),
      who({ AWS: 'AROAAAAAAAAAAAAAAAAAA' }),
      who('*', { Condition: { Bool: { 'aws:SecureTransport': true }, StringEquals: { 'aws:x': ['2', '1'] } } }),
    )
    expect(found.map(({ principal, condition }) => [principal, condition])).toEqual([
      ['an identity that was deleted', undefined],
      ['anyone', 'Bool aws:SecureTransport=true and StringEquals aws:x=1|2'],
      ['anyone', undefined],
      ['arn:aws:iam::222222222222:root', undefined],
    ])
  })

  it('lets anyone in only by a permission without a condition', () => {
    const anyone = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject' }
    expect(letsAnyoneIn(of(anyone))).toBe(true)
    expect(letsAnyoneIn(of({ ...anyone, Effect: 'Deny' }))).toBe(false)
    expect(letsAnyoneIn(of({ ...anyone, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }))).toBe(false)
  })

  it.each(['', '{', '[]', '{}', '{"Statement":[3]}', '{"Statement":{"Action":[{}]}}', '%7B%'])(
    'that is none is told without its text: %s',
    (text) => {
      expect(() => policyStatements(text)).toThrow(NotAPolicy)
    },
  )
})

describe('an id that software made up', () => {
  it.each([
    [
      'arn:aws:kms:eu-west-1:111111111111:key/00000000-1111-4222-8333-444444444444',
      'arn:aws:kms:eu-west-1:111111111111:key/*',
    ],
    [
      'arn:aws:secretsmanager:eu-west-1:111111111111:secret:shop/db-AbCdEf',
      'arn:aws:secretsmanager:eu-west-1:111111111111:secret:shop/db-*',
    ],
    ['arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-0aaa0000000000001', 'arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-*'],
    ['arn:aws:iam::111111111111:role/shop-ApiRole-1A2B3C4D5E6F7', 'arn:aws:iam::111111111111:role/shop-ApiRole-*'],
    ['arn:aws:iam::111111111111:role/shop-ApiRole-tTs1RxCWHzkB', 'arn:aws:iam::111111111111:role/shop-ApiRole-*'],
    ['arn:aws:s3:::shop-production-assets-1f2e3d4c/*', 'arn:aws:s3:::shop-production-assets-*/*'],
    ['arn:aws:s3:::shop-Orders-GetAllOrders/deadbeef', 'arn:aws:s3:::shop-Orders-GetAllOrders/deadbeef'],
    ['arn:aws:cloudfront::111111111111:distribution/E1234567890ABC', 'arn:aws:cloudfront::111111111111:distribution/*'],
    ['arn:aws:s3:::shop-production-assets/*', 'arn:aws:s3:::shop-production-assets/*'],
    [
      'arn:aws:dynamodb:eu-west-1:111111111111:table/orders-2026',
      'arn:aws:dynamodb:eu-west-1:111111111111:table/orders-2026',
    ],
  ])('%s', (written, text) => {
    expect(withoutMadeUp(written)).toEqual({ text, madeUp: text !== written })
  })
})
