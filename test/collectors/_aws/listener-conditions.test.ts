import { describe, expect, it } from 'vitest'
import { patternsMeet } from '../../../collectors/_aws/shapes/glob.ts'
import { answerOf } from '../../../collectors/_aws/shapes/listener-action.ts'
import {
  conditionsOf,
  conditionsText,
  mayFitBoth,
  type ConditionInput,
} from '../../../collectors/_aws/shapes/listener-conditions.ts'
import { leastTls } from '../../../collectors/_aws/shapes/tls-policy.ts'

describe('patterns of listener rules', () => {
  it.each([
    ['/v1/*', '/v1/*', true],
    ['/v1/*', '/*', true],
    ['/v1/*', '/v2/*', false],
    ['/v1/*', '*/admin', true],
    ['/v?/admin', '/v1/*', true],
    ['/v?/', '/v10/', false],
    ['*.shop.example', 'API.shop.example', true],
    ['*.shop.example', 'shop.example', false],
    ['', '', true],
    ['', '*', true],
    ['', 'a', false],
    ['*', '*', true],
    ['a*b', 'a*c', false],
    ['*a', 'b*', true],
  ])('%s and %s meet: %s', (one, other, meet) => {
    expect([patternsMeet(one, other), patternsMeet(other, one)]).toEqual([meet, meet])
  })

  it('take no longer than the product of their lengths, however many stars they have', () => {
    const stars = '*a'.repeat(60)
    expect(patternsMeet(`${stars}b`, `${stars}c`)).toBe(false)
  })
})

const path = (...patterns: readonly string[]): ConditionInput => ({ field: 'path-pattern', patterns })
const host = (...patterns: readonly string[]): ConditionInput => ({ field: 'host-header', patterns })

describe('conditions of listener rules', () => {
  it('read alike in whatever order they were written', () => {
    const one = conditionsOf([path('/b', '/a'), host('shop.example')])
    expect(conditionsText(one)).toBe('host-header shop.example; path-pattern /a or /b')
    expect(conditionsOf([host('shop.example'), path('/a', '/b')])).toEqual(one)
  })

  it('keep no value of a header, or of a parameter, that may be a secret', () => {
    const text = conditionsText(
      conditionsOf([
        { field: 'http-header', header: 'X-Origin-Verify', patterns: ['s3cret'] },
        { field: 'http-header', header: 'User-Agent', patterns: ['*Mobile*'] },
        { field: 'query-string', patterns: ['api_key=s3cret', 'version=2', 'beta'] },
      ]),
    )
    expect(text).toBe(
      'http-header user-agent *Mobile*; http-header x-origin-verify (withheld); query-string api_key=(withheld) or beta or version=2',
    )
  })

  it.each([
    [[path('/v1/*')], [host('shop.example')], true],
    [[path('/v1/*'), host('a.example')], [path('/v1/x'), host('b.example')], false],
    [[path('/v1/*', '/v2/*')], [path('/v2/x')], true],
    [[{ field: 'source-ip', patterns: ['10.0.0.0/8'] }], [{ field: 'source-ip', patterns: ['10.1.0.0/16'] }], true],
    [[path('regex ^/v[0-9]')], [path('/v1')], true],
    [[], [path('/v1')], true],
  ])('%j and %j may fit one request: %s', (one, other, both) => {
    expect(mayFitBoth(conditionsOf(one), conditionsOf(other))).toBe(both)
    expect(mayFitBoth(conditionsOf(other), conditionsOf(one))).toBe(both)
  })
})

describe('what a listener does', () => {
  it('follows the order of its actions, and has weights only where there are several groups', () => {
    const answer = answerOf([
      {
        type: 'forward',
        order: 2,
        targets: [
          { group: 'b', weight: 90 },
          { group: 'a', weight: 10 },
        ],
        sticky: 300,
      },
      { type: 'authenticate-cognito', order: 1, login: { others: 'deny' } },
    ])
    expect(answer).toEqual({
      action: 'authenticate-cognito (else deny), forward sticky for 300 s',
      targets: ['a', 'b'],
      weights: '10/90',
    })
    expect(answerOf([{ type: 'forward', targets: [{ group: 'a', weight: 1 }] }]).weights).toBeUndefined()
  })

  it('redirects to the same place, whether the defaults are written or not', () => {
    const written = { host: '#{host}', path: '/#{path}', port: '443', protocol: 'HTTPS', query: '#{query}' }
    const short = { port: '443', protocol: 'HTTPS' }
    const words = [written, short].map((redirect) =>
      answerOf([{ type: 'redirect', redirect: { status: 'HTTP_301', ...redirect } }]),
    )
    expect(words[0]).toEqual(words[1])
    expect(words[0]?.action).toBe('redirect 301 to HTTPS://<host>:443/<path>?<query>')
  })
})

describe('the least version of TLS of a policy', () => {
  it.each([
    ['ELBSecurityPolicy-TLS13-1-3-2021-06', '1.3'],
    ['ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09', '1.2'],
    ['ELBSecurityPolicy-TLS13-1-0-2021-06', '1.0'],
    ['ELBSecurityPolicy-TLS-1-1-2017-01', '1.1'],
    ['ELBSecurityPolicy-FS-1-2-Res-2020-10', '1.2'],
    ['ELBSecurityPolicy-FS-2018-06', '1.0'],
    ['ELBSecurityPolicy-2016-08', '1.0'],
    ['ELBSecurityPolicy-TLS-1-0-2015-04', '1.0'],
    ['a-policy-of-ours', undefined],
    [undefined, undefined],
  ])('%s is %s', (policy, least) => {
    expect(leastTls(policy)).toBe(least)
  })
})
