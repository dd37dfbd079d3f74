import { describe, expect, it } from 'vitest'
import { awsError } from '../../../collectors/_aws/errors.ts'
import { fail } from '../../../src/errors/catalogue.ts'

const place = (over: { readonly region?: string; readonly signal?: AbortSignal } = {}) => ({
  action: 'ec2:DescribeInstances',
  scope: '111111111111/eu-west-1',
  region: 'eu-west-1',
  signal: new AbortController().signal,
  ...over,
})

/** An error of a service, as the SDK makes it. */
const service = (name: string, status = 400, attempts = 1): Error =>
  Object.assign(new Error('secret words of the provider'), {
    name,
    $fault: status >= 500 ? 'server' : 'client',
    $metadata: { httpStatusCode: status, attempts },
  })

const coded = (code: string, name = 'Error'): Error => Object.assign(new Error('secret words'), { name, code })

describe('awsError', () => {
  it.each([
    [service('UnauthorizedOperation', 403), 'collect-denied'],
    [service('AccessDenied', 403), 'collect-denied'],
    [service('AccessDeniedException'), 'collect-denied'],
    [service('SomethingNew', 403), 'collect-denied'],
    [service('RequestLimitExceeded', 503), 'collect-throttled'],
    [service('Throttling'), 'collect-throttled'],
    [service('ThrottlingException'), 'collect-throttled'],
    [service('SomethingNew', 429), 'collect-throttled'],
    [service('ExpiredToken'), 'collect-credentials'],
    [service('InvalidClientTokenId', 403), 'collect-credentials'],
    [service('UnrecognizedClientException'), 'collect-credentials'],
    [service('AuthFailure', 401), 'collect-credentials'],
    [service('SignatureDoesNotMatch', 403), 'collect-credentials'],
    [coded('', 'CredentialsProviderError'), 'collect-credentials'],
    [service('OptInRequired', 401), 'collect-unreachable'],
    [coded('ENOTFOUND'), 'collect-unreachable'],
    [coded('ECONNREFUSED'), 'collect-unreachable'],
    [coded('ECONNRESET', 'TimeoutError'), 'collect-unreachable'],
    [coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'collect-unreachable'],
    [coded('ETIMEDOUT', 'TimeoutError'), 'collect-timed-out'],
    [coded('', 'TimeoutError'), 'collect-timed-out'],
    [service('Unknown', 502), 'collect-malformed'],
    [Object.assign(new SyntaxError('secret'), { $response: { statusCode: 200 } }), 'collect-malformed'],
    [Object.assign(new Error('secret'), { name: 'AbortError' }), 'collect-cancelled'],
    [service('InternalError', 500, 8), 'collect-failed'],
    [new TypeError('secret'), 'collect-failed'],
    ['a text with secret', 'collect-failed'],
    [undefined, 'collect-failed'],
  ])('tells %o as %s, never by its message', (error, code) => {
    const told = awsError(error, place())
    expect(told.code).toBe(code)
    expect(told.message).toContain('ec2:DescribeInstances in 111111111111/eu-west-1')
    expect(`${told.message} ${told.remedy} ${JSON.stringify(told)}`).not.toContain('secret')
    expect(told.cause).toBeUndefined()
  })

  it('names the permission that is missing, and how often was tried', () => {
    expect(awsError(service('UnauthorizedOperation', 403), place()).remedy).toContain('ec2:DescribeInstances')
    expect(awsError(service('RequestLimitExceeded', 503, 8), place()).message).toContain('8 attempts')
  })

  it.each(['AuthFailure', 'UnrecognizedClientException', 'InvalidClientTokenId', 'OptInRequired'])(
    'says that a region may not be enabled: %s',
    (name) => {
      const told = awsError(service(name, 401), place({ region: 'ap-east-1' }))
      expect(told.code).toBe('collect-unreachable')
      expect(told.message).toContain('the region ap-east-1')
    },
  )

  it.each(['RequestExpired', 'RequestInTheFuture', 'RequestTimeTooSkewed'])(
    'says that a clock is wrong, not that a permission is missing: %s',
    (name) => {
      const told = awsError(service(name, 403), place())
      expect(told.code).toBe('collect-credentials')
      expect(told.message).toContain('the clock of this machine is not that of AWS')
    },
  )

  it('says of what EC2 answers to keys of a role that ended that they may have', () => {
    expect(awsError(service('RequestExpired', 400), place()).message).toContain(
      'or the temporary credentials have ended',
    )
    expect(awsError(service('RequestTimeTooSkewed', 403), place()).message).not.toContain('temporary')
  })

  it('takes what happens after an abort for its consequence', () => {
    expect(awsError(service('AccessDenied'), place({ signal: AbortSignal.abort() })).code).toBe('collect-cancelled')
  })

  it('passes our own errors on', () => {
    const own = fail('collect-credentials', { what: 'x' })
    expect(awsError(own, place())).toBe(own)
  })

  it('does not repeat a name that is no word', () => {
    const told = awsError(Object.assign(new Error(''), { name: 'https://user:secret@host/' }), place())
    expect(told.message).not.toContain('secret')
  })
})
