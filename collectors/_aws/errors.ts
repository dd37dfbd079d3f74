import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'

/** What was being done when the SDK threw. */
export interface CallPlace {
  /** `ec2:DescribeInstances`: the permission too. */
  readonly action: string
  /** `111111111111/eu-west-1`. */
  readonly scope: string
  readonly region: string
  readonly signal: AbortSignal
}

/** The parts of what the SDK throws that classify it. Its message is never read: it may quote what was sent. */
interface SdkError {
  readonly name: string
  readonly code: string
  readonly status: number | undefined
  readonly attempts: number | undefined
  readonly parsed: boolean
}

const credentialNames: ReadonlySet<string> = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'UnrecognizedClientException',
  'UnrecognizedClient',
  'AuthFailure',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
])

/** What is answered to a signature of another time. The SDK goes by the service's clock then and tries once more; this is what is left. */
const clockNames: ReadonlySet<string> = new Set(['RequestExpired', 'RequestInTheFuture', 'RequestTimeTooSkewed'])

/** What a region that is not enabled for the account answers, beside `OptInRequired`, to keys that are good elsewhere. */
const strangerNames: ReadonlySet<string> = new Set([
  'AuthFailure',
  'UnrecognizedClientException',
  'UnrecognizedClient',
  'InvalidClientTokenId',
])

const deniedNames: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'UnauthorizedException',
  'UnauthorizedAccess',
  'NotAuthorized',
  'Blocked',
])

const throttledNames: ReadonlySet<string> = new Set([
  'RequestLimitExceeded',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'TooManyRequestsException',
  'EC2ThrottledException',
  'PriorRequestNotComplete',
  'BandwidthLimitExceeded',
  'SlowDown',
])

/** Regions that every account has; any other must be enabled first. Source: AWS Account Management Guide, "AWS Regions". */
const regionsOfEveryone: ReadonlySet<string> = new Set([
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eu-north-1',
  'ap-south-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-southeast-1',
  'ap-southeast-2',
  'sa-east-1',
])

/**
 * What the SDK threw, as one of the `collect-*` errors. It goes by class, name, code and status, never by message, and no
 * message is passed on.
 */
export function awsError(error: unknown, place: CallPlace): EvenkeelError {
  if (error instanceof EvenkeelError) return error
  const seen = look(error)
  const what = `${place.action} in ${place.scope}`
  if (place.signal.aborted || seen.name === 'AbortError') return fail('collect-cancelled', { what })
  const regional = regionError(seen, place, what)
  if (regional !== undefined) return regional
  if (clockNames.has(seen.name)) {
    // EC2 answers so to the keys of a role that have ended, too. Source: Amazon EC2 API Reference, "Error codes".
    const ended = seen.name === 'RequestExpired' ? ', or the temporary credentials have ended' : ''
    const detail = `${seen.name}: the clock of this machine is not that of AWS${ended}`
    return fail('collect-credentials', { what, detail })
  }
  if (credentialNames.has(seen.name)) return fail('collect-credentials', { what, detail: credentialDetail(seen) })
  if (isThrottled(error)) {
    return fail('collect-throttled', { what, detail: told(seen) })
  }
  if (deniedNames.has(seen.name)) {
    return fail('collect-denied', { what, detail: seen.name, permission: place.action })
  }
  if (!seen.parsed) return connectionError(seen, what)
  return serviceError(seen, place, what)
}

/** Whether a service refused a call because there were too many. */
export function isThrottled(error: unknown): boolean {
  const { name, status } = look(error)
  return throttledNames.has(name) || status === 429
}

/** An answer without the list that every answer of its kind has, even an empty one: some other server gave it. */
export function malformed(place: Pick<CallPlace, 'action' | 'scope'>, detail: string): EvenkeelError {
  return fail('collect-malformed', { what: `${place.action} in ${place.scope}`, detail })
}

function regionError(seen: SdkError, place: CallPlace, what: string): EvenkeelError | undefined {
  if (seen.name === 'OptInRequired') {
    return fail('collect-unreachable', { what, detail: `the region ${place.region} is not enabled for the account` })
  }
  if (!strangerNames.has(seen.name) || regionsOfEveryone.has(place.region)) return undefined
  return fail('collect-unreachable', {
    what,
    detail: `${seen.name}: the region ${place.region} has to be enabled for an account and may not be, or the credentials are not valid`,
  })
}

function credentialDetail(seen: SdkError): string {
  if (seen.name === 'CredentialsProviderError' || seen.name === 'TokenProviderError') {
    return 'none were found, or those that were found could not be loaded'
  }
  return seen.name
}

/** No answer of the service came: none at all, or not in its language. */
function connectionError(seen: SdkError, what: string): EvenkeelError {
  // The SDK calls a broken connection a timeout; its code tells them apart.
  if (seen.code !== '' && seen.code !== 'ETIMEDOUT') return fail('collect-unreachable', { what, detail: seen.code })
  if (seen.name === 'TimeoutError' || seen.code === 'ETIMEDOUT') return fail('collect-timed-out', { what })
  if (seen.status !== undefined) {
    const detail = seen.status >= 300 ? `HTTP ${seen.status} without an error in the service’s form` : undefined
    return fail('collect-malformed', { what, detail })
  }
  return fail('collect-failed', { what, detail: seen.name })
}

function serviceError(seen: SdkError, place: CallPlace, what: string): EvenkeelError {
  if (seen.status === 401 || seen.status === 403) {
    return fail('collect-denied', { what, detail: seen.name, permission: place.action })
  }
  return fail('collect-failed', { what, detail: told(seen) })
}

function told(seen: SdkError): string {
  const attempts = seen.attempts === undefined || seen.attempts < 2 ? [] : [`${seen.attempts} attempts`]
  const status = seen.status === undefined ? [] : [`HTTP ${seen.status}`]
  return [seen.name, ...status, ...attempts].join(', ')
}

function look(error: unknown): SdkError {
  const raw = (typeof error === 'object' && error !== null ? error : {}) as Readonly<Record<string, unknown>>
  const metadata = (raw['$metadata'] ?? {}) as Readonly<Record<string, unknown>>
  const response = (raw['$response'] ?? {}) as Readonly<Record<string, unknown>>
  const status = metadata['httpStatusCode'] ?? response['statusCode']
  return {
    name: nameOf(raw['name']),
    code: typeof raw['code'] === 'string' && /^[A-Z][A-Z0-9_]*$/.test(raw['code']) ? raw['code'] : '',
    status: typeof status === 'number' ? status : undefined,
    attempts: typeof metadata['attempts'] === 'number' ? metadata['attempts'] : undefined,
    // Only an answer that was understood says whose fault it is; one without an error's form is called `Unknown`.
    parsed: raw['name'] !== 'Unknown' && (raw['$fault'] === 'client' || raw['$fault'] === 'server'),
  }
}

/** An error's name is a word; anything else in its place is not repeated. */
function nameOf(name: unknown): string {
  return typeof name === 'string' && /^[A-Za-z][\w.]{0,79}$/.test(name) ? name : 'Error'
}
