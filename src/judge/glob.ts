/**
 * Whether a word answers to a pattern in which `*` stands for any text, also none. Everything else is itself. Linear:
 * the parts between the stars are searched for from left to right.
 */
export function globMatches(pattern: string, word: string): boolean {
  const parts = pattern.split('*')
  const first = parts[0] ?? ''
  if (parts.length === 1) return pattern === word
  const last = parts[parts.length - 1] ?? ''
  if (!word.startsWith(first) || !word.endsWith(last) || word.length < first.length + last.length) return false
  let from = first.length
  const end = word.length - last.length
  for (const part of parts.slice(1, -1)) {
    const found = word.indexOf(part, from)
    if (found < 0 || found + part.length > end) return false
    from = found + part.length
  }
  return true
}
