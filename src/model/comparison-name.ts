/** What people and URLs call a comparison: `staging..production`, candidate first. */
export type ComparisonName = string

/** The two environments of a comparison's name; a name that is none stands for both. */
export function sidesOfComparison(name: ComparisonName): { readonly candidate: string; readonly baseline: string } {
  const at = name.indexOf('..')
  return at < 0 ? { candidate: name, baseline: name } : { candidate: name.slice(0, at), baseline: name.slice(at + 2) }
}

/** The name of a comparison of two environments. */
export function comparisonName(of: { readonly candidate: string; readonly baseline: string }): ComparisonName {
  return `${of.candidate}..${of.baseline}`
}
