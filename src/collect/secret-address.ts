import { judgeKey } from './secret-keys.ts'
import { looksSecret } from './secret-formats.ts'

/** What stands where something secret was taken out. */
export const mark = '***'

/** An address or connection string without what is secret in it. */
export interface Redacted {
  readonly clear: string
  /** What was taken out, in order; empty when nothing was. */
  readonly taken: readonly string[]
}

const address = /^((?:jdbc:)?[a-z][a-z0-9+.-]{0,30}:\/\/)(.*)$/is
/** Hosts whose paths are the secret. */
const secretPaths =
  /^(?:hooks\.(?:slack|zapier)\.com|hook\.[\w.-]*make\.com|(?:\w+\.)?discord(?:app)?\.com|[\w.-]*webhook\.office\.com|api\.telegram\.org|outlook\.office\.com|hc-ping\.com|maker\.ifttt\.com|webhook\.site)$/i
const secretParameters =
  /^(?:sig|signature|sas|key|code|auth|x-amz-(?:signature|credential|security-token)|x-goog-(?:signature|credential))$/i

/**
 * Takes userinfo, secret-looking path segments, query values and fragments out of an address with a scheme; undefined if it
 * is none. Where the end of the userinfo is doubtful (an unescaped `/` or `@` in a password), as much as it can be is taken.
 */
export function redactAddress(value: string): Redacted | undefined {
  const found = address.exec(value)
  if (found === null || /\s/.test(value)) return undefined
  const taken: string[] = []
  const scheme = found[1] ?? ''
  const rest = found[2] ?? ''
  const end = userinfoEnd(scheme, rest)
  if (end > 0) taken.push(rest.slice(0, end))
  const located = /^([^/?#;]*)([^?#;]*)(.*)$/s.exec(end < 0 ? rest : rest.slice(end + 1))
  const host = located?.[1] ?? ''
  const segments = (located?.[2] ?? '').split('/')
  const hooks = segments.findIndex((segment) => /^(?:web)?hooks?$/i.test(segment))
  const path = segments.map((segment, i) => {
    if (segment === '' || !isSecretSegment(segment, host, hooks >= 0 && i > hooks)) return segment
    taken.push(segment)
    return mark
  })
  const tail = redactParameters(located?.[3] ?? '', taken)
  if (looksSecret(host)) return { clear: `${scheme}${mark}`, taken: [value] }
  return { clear: `${scheme}${end < 0 ? '' : `${mark}@`}${host}${path.join('/')}${tail}`, taken }
}

/** Whoever knows the path of a webhook may call it. */
function isSecretSegment(segment: string, host: string, behindHooks: boolean): boolean {
  if (secretPaths.test(host)) return segment.length > 5 && /\d/.test(segment)
  return looksSecret(segment) || (behindHooks && /^(?=.*\d)[A-Za-z0-9]{16,}$/.test(segment))
}

/**
 * Where the `@` that ends the userinfo is: the last one, for passwords are not always escaped; -1 if there is none. Only behind
 * a web address that is whole without it (`https://shop.example:8443/@scope/package`) is an `@` not the end of a password.
 */
function userinfoEnd(scheme: string, rest: string): number {
  if (!/^https?:/i.test(scheme)) return rest.lastIndexOf('@')
  if (!rest.includes('@')) return -1
  // A colon before the last `@` may still stand between a user and a password, so none is allowed in path or query.
  const path = String.raw`(?:\/[^?#:]*)?(?:\?[\w.-]+=[^#:]*)?$`
  const whole = new RegExp(String.raw`^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+|localhost)(?::\d{1,5})?${path}`, 'i')
  const bare = new RegExp(`^[a-z0-9.-]+${path}`, 'i')
  return whole.test(rest) || bare.test(rest) ? -1 : rest.lastIndexOf('@')
}

/** `?a=1&token=x#y` and `;user=u;password=p`, secret values replaced. */
function redactParameters(tail: string, taken: string[]): string {
  return tail.replace(
    /([?&;#])([^=&;#]*)(=?)([^&;#]*)/g,
    (whole, lead: string, name: string, is: string, given: string) => {
      const text = is === '' ? name : given
      const named = is !== '' && (secretParameters.test(name) || judgeKey(name) !== 'open')
      if (text === '' || !(named || looksSecret(decoded(text)) || looksSecret(text))) return whole
      taken.push(text)
      return is === '' ? `${lead}${mark}` : `${lead}${name}=${mark}`
    },
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Names in a connection string whose values are known to be no secrets; all others are taken out. */
const harmless = new Set(
  (
    'host hostaddr server address data source datasource port database dbname initial catalog sslmode ssl encrypt timeout connect ' +
    'connection pooling min max pool size application name applicationname schema search path charset protocol ' +
    'defaultendpointsprotocol accountname endpoint endpointsuffix blobendpoint queueendpoint entitypath defaultdatabase abortconnect ' +
    'trustservercertificate integrated security multipleactiveresultsets lifetime driver keepalives target attrs read only failover'
  ).split(' '),
)

/** Names, without blanks and dashes, whose values are taken out. */
const secretNames = new Set(
  (
    'user userid username uid password pwd passwd pass sslpassword secret clientsecret secretkey token accesstoken authtoken ' +
    'apikey accesskey accountkey sharedkey sharedaccesskey sharedaccesskeyname sharedaccesssignature credential credentials'
  ).split(' '),
)

/**
 * Takes the values that are not known to be harmless out of `Server=db;User Id=sa;Password=x`, `host=db password=x` and
 * `cache:6380,password=x`. Undefined if the text is not, all of it, of that form with names that are known: then nothing in it may be shown.
 */
export function redactPairs(value: string): Redacted | undefined {
  const separator = value.includes(';') ? ';' : value.includes(',') ? ',' : ' '
  const taken: string[] = []
  const clear: string[] = []
  for (const part of value.split(separator)) {
    const is = part.indexOf('=')
    const name = part.slice(0, Math.max(0, is)).trim()
    if (!/^[A-Za-z][\w .-]{0,63}$/.test(name)) {
      if (part.trim() !== '' && !/^[a-z0-9][a-z0-9.-]{0,80}:\d{1,5}$/i.test(part.trim())) return undefined
      clear.push(part.trim())
      continue
    }
    const given = part.slice(is + 1).trim()
    const known = name
      .toLowerCase()
      .split(/[\s_.-]+/)
      .every((word) => harmless.has(word))
    // A name that nobody knows may be the rest of a password with a separator in it.
    if (!known && !secretNames.has(name.toLowerCase().replaceAll(/[\s_.-]/g, ''))) return undefined
    const open = (known && !/["'@]/.test(given) && !looksSecret(given)) || given === ''
    if (!open) taken.push(given)
    clear.push(`${name}=${open ? given : mark}`)
  }
  return taken.length === 0 ? undefined : { clear: clear.join(separator), taken }
}
