/** What people and URLs call a comparison: `staging..production`, candidate first. */
export type ComparisonName = string

/** The name of a comparison of two environments. */
export function comparisonName(of: { readonly candidate: string; readonly baseline: string }): ComparisonName {
  return `${of.candidate}..${of.baseline}`
}
