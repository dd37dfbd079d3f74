import type { RuleScope } from '../model/rule.ts'

/** A scope as its schema lets it through: one word, or several. */
export interface RawScope {
  readonly service?: string | readonly string[]
  readonly tier?: string | readonly string[]
  readonly name?: string | readonly string[]
  readonly tags?: Readonly<Record<string, string>>
}

/** The `only` and `except` of a rule or an adjustment. */
export function scopesOf(raw: { readonly only?: RawScope; readonly except?: RawScope }): {
  readonly only?: RuleScope
  readonly except?: RuleScope
} {
  return {
    ...(raw.only === undefined ? {} : { only: scopeOf(raw.only) }),
    ...(raw.except === undefined ? {} : { except: scopeOf(raw.except) }),
  }
}

function scopeOf({ service, tier, name, tags }: RawScope): RuleScope {
  return {
    ...(service === undefined ? {} : { service: wordsOf(service) }),
    ...(tier === undefined ? {} : { tier: wordsOf(tier) }),
    ...(name === undefined ? {} : { name: wordsOf(name) }),
    ...(tags === undefined ? {} : { tags }),
  }
}

/** One word or several, as a list. */
export function wordsOf(given: string | readonly string[]): readonly string[] {
  return typeof given === 'string' ? [given] : given
}
