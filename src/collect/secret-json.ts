import { redactAddress } from './secret-address.ts'
import { hasKnownSecret, looksSecret } from './secret-formats.ts'
import { judgeKey } from './secret-keys.ts'
import { isLogin } from './secret-logins.ts'

/** Whether a JSON text holds anything secret, by name or by value. What only looks like JSON is judged as text. */
export function jsonHoldsSecret(text: string): boolean {
  let root: unknown
  try {
    root = JSON.parse(text)
  } catch {
    return looksSecret(text) || /pass|secret|token|key/i.test(text)
  }
  // A list of work, not recursion: the depth of a value is not ours to choose.
  const work: unknown[] = [root]
  while (work.length > 0) {
    const next = work.pop()
    if (typeof next === 'string' && isSecretText(next)) return true
    if (typeof next !== 'object' || next === null) continue
    if (namesItsValue(next)) return true
    for (const [key, value] of Object.entries(next)) {
      if (value === null || value === '' || typeof value === 'boolean') continue
      if (!Array.isArray(next) && judgeKey(key) !== 'open') return true
      work.push(value)
    }
  }
  return false
}

/** `["password", "x"]`, `{ "name": "password", "value": "x" }`: what is called a secret stands beside it. */
function namesItsValue(node: object): boolean {
  if (Array.isArray(node)) {
    const [name, value, ...more] = node as readonly unknown[]
    return typeof name === 'string' && more.length === 0 && isSaid(value) && judgeKey(name) === 'secret'
  }
  const entries = Object.entries(node)
  const isNamed = entries.some(
    ([key, name]) => typeof name === 'string' && naming.test(key) && !/\s/.test(name) && judgeKey(name) === 'secret',
  )
  return isNamed && entries.some(([key, value]) => valuing.test(key) && isSaid(value))
}

const naming = /^(?:name|key|variable|var|param(?:eter)?|field|option|property|setting|header)$/i
const valuing = /^(?:val(?:ue)?s?|default(?:Value)?|data|contents?|text|plain(?:text)?|literal|string(?:Value)?|raw)$/i

function isSaid(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}

function isSecretText(text: string): boolean {
  if (isLogin('', text)) return true
  const address = redactAddress(text)
  return address === undefined ? looksSecret(text) : address.taken.length > 0 || hasKnownSecret(text)
}
