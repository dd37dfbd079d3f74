import { patternsMeet } from './glob.ts'

/** One condition of a listener rule: the request must fit one of the patterns. */
export interface ConditionInput {
  /** `host-header`, `path-pattern`, `http-header`, `http-request-method`, `query-string`, `source-ip`. */
  readonly field: string
  /** The header, for `http-header`. */
  readonly header?: string | null | undefined
  readonly patterns: readonly string[]
}

/** A condition as it is compared: what it is about (`http-header user-agent`), and its patterns, sorted. */
export interface Condition {
  readonly about: string
  readonly patterns: readonly string[]
}

/** Headers whose values are no secrets. Any other may be one that a content network and a load balancer share. */
const plainHeaders: readonly string[] = [
  'accept',
  'accept-encoding',
  'accept-language',
  'content-type',
  'host',
  'origin',
  'referer',
  'upgrade',
  'user-agent',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-requested-with',
]

const secretNames = /key|token|secret|passw|auth|sign|credential/i

/** What stands for a value that may be a secret. */
const withheld = '(withheld)'

/** What a pattern begins with that is a regular expression: two of them may always meet. */
export const regularExpression = 'regex '

/** The conditions of a rule, in an order of their own: those of a rule are all asked for, whatever their order. */
export function conditionsOf(inputs: readonly ConditionInput[]): readonly Condition[] {
  return inputs.map(conditionOf).sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1))
}

/** `host-header api.shop.example; path-pattern /v1/* or /v2/*`. */
export function conditionsText(conditions: readonly Condition[]): string {
  return conditions.map(textOf).join('; ')
}

function conditionOf({ field, header, patterns }: ConditionInput): Condition {
  const name = header?.toLowerCase()
  const about = name === undefined ? field : `${field} ${name}`
  if (name !== undefined && !plainHeaders.includes(name)) return { about, patterns: [withheld] }
  const shown = field === 'query-string' ? patterns.map(withoutSecret) : patterns
  return { about, patterns: [...new Set(shown)].sort() }
}

function withoutSecret(pattern: string): string {
  const equals = pattern.indexOf('=')
  const key = equals < 0 ? '' : pattern.slice(0, equals)
  return secretNames.test(key) ? `${key}=${withheld}` : pattern
}

function textOf({ about, patterns }: Condition): string {
  return `${about} ${patterns.join(' or ')}`
}

/** Whether a request may fit both: what is said of one thing in both can be true together. */
export function mayFitBoth(one: readonly Condition[], other: readonly Condition[]): boolean {
  return one.every((condition) =>
    other
      .filter(({ about }) => about === condition.about)
      .every((same) =>
        condition.patterns.some((a) => same.patterns.some((b) => patternsMayMeet(condition.about, a, b))),
      ),
  )
}

/** Ranges, query strings and regular expressions are not told apart by their text: they may meet. */
function patternsMayMeet(about: string, one: string, other: string): boolean {
  const isText = (pattern: string): boolean => !pattern.includes(withheld) && !pattern.startsWith(regularExpression)
  if (about === 'source-ip' || about === 'query-string' || !isText(one) || !isText(other)) return true
  return patternsMeet(one, other)
}
