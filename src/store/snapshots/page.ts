import { fail } from '../../errors/catalogue.ts'
import type { Page } from '../contract/page.ts'

/** The number behind which a page goes on. Throws `store-bad-cursor`. */
export function numberAfter({ after }: Page): number | undefined {
  if (after === undefined) return undefined
  if (/^[1-9]\d{0,9}$/.test(after)) return Number(after)
  throw fail('store-bad-cursor', {})
}
