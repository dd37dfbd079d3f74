/**
 * A word. AWS Config writes some as an object with nothing else in it (`{ "value": "eu-west-1a" }`). Undefined for what is neither.
 */
export function wordOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  if (typeof value !== 'object' || value === null || !('Value' in value)) return undefined
  return wordOf(value.Value)
}

/** A list of words, in either form. */
export function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.flatMap((one) => wordOf(one) ?? []) : []
}

/** A moment: a text, or the milliseconds since 1970 that queries answer with (`1.611066134335E12`). */
export function momentOf(value: unknown): Date | string | undefined {
  if (typeof value === 'number') return new Date(value)
  return typeof value === 'string' ? value : undefined
}

/** The account in `arn:aws:rds:eu-west-1:111111111111:cluster:orders`. */
export function accountOf(arn: string | undefined): string | undefined {
  const account = arn?.split(':')[4]
  return account === '' ? undefined : account
}
