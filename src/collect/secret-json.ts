import { redactAddress } from './secret-address.ts'
import { hasKnownSecret, looksSecret } from './secret-formats.ts'
import { judgeKey } from './secret-keys.ts'

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
    for (const [key, value] of Object.entries(next)) {
      if (value === null || value === '' || typeof value === 'boolean') continue
      if (!Array.isArray(next) && judgeKey(key) !== 'open') return true
      work.push(value)
    }
  }
  return false
}

function isSecretText(text: string): boolean {
  const address = redactAddress(text)
  return address === undefined ? looksSecret(text) : address.taken.length > 0 || hasKnownSecret(text)
}
