import { judgeKey } from './secret-keys.ts'

/** Who mostly has a password behind its name. */
const people = 'admin|administrator|root|superuser|sysadmin|guest|sa'

/** A number of a port, a service's or a user's. */
const number = String.raw`\d{1,5}`

/** `admin:hunter2`, alone on its line or in a list. */
const wellKnown = new RegExp(
  String.raw`(?:^|[\n,;])\s*["']?(?:${people}):(?!${number}\s*(?:$|[\n,;]))[^\s:/,;]{3,}`,
  'i',
)

/** What a setting is called that says who logs in, and with what. */
const named = /(?:^|[^a-z])(?:(?:basic|http)?_?auth|log_?in|htpasswd|users?|accounts?|userpass)$/i

/** Somebody and a secret, and nothing else: no address, no port, no third part. */
const pair = new RegExp(String.raw`^[\w.@+-]{1,64}:(?!${number}$)[^\s:/]{3,128}$`)

/**
 * Whether a value is a user with a password (`admin:hunter2`): of somebody who is called as administrators are, or of anybody
 * where its name says so.
 */
export function isLogin(key: string, value: string): boolean {
  // Nearly every value ends here: addresses are judged as what they are.
  if (!value.includes(':') || /^[a-z][a-z0-9+.-]*:\/\/\S*$/i.test(value)) return false
  if (wellKnown.test(value)) return true
  const last = (key.split(/[./]/).at(-1) ?? key).replace(/([a-z0-9])([A-Z])/g, '$1_$2')
  return named.test(last) && value.split(/[\s,;]+/).some((one) => pair.test(one))
}

/**
 * Whether a list that was written as one text has a name of a secret and what it is, or an option and its value:
 * `password,x`, `--port,80,--requirepass,x`.
 */
export function isNameAndValue(value: string): boolean {
  if (!value.includes(',')) return false
  const [name = '', ...rest] = value.split(',')
  if (rest.length === 1 && rest[0] !== '' && /^[\w.-]{3,64}$/.test(name) && judgeKey(name) === 'secret') return true
  return [...value.matchAll(/(?:^|,)--?([A-Za-z][\w.-]{0,60}),([^,-][^,]*)/g)].some(
    ([, option = '', given = '']) => judgeKey(option) === 'secret' || isSecretOption(option, given),
  )
}

/** `8080`, `80:8080`, `0.0.0.0:80`, a path, a switch. */
const plain = /^(?:[\d.:*]+|(?:\.{0,2}|~)\/.*|[.~]|true|false|yes|no|on|off|all|none)$/i

/**
 * Whether a short option of a command that nobody knows gives a password: `-p x`, `-a x`, `-u name:x`. What is plainly a port, an
 * address, a path or a switch is none.
 */
export function isSecretOption(name: string, value: string): boolean {
  if (value === '' || plain.test(value) || value.startsWith('$')) return false
  return name === 'p' || name === 'a' || name === 'w' || (/^[uU]$/.test(name) && pair.test(value))
}
