/**
 * Whether the last word of a name is what CloudFormation makes up: twelve letters and digits in both cases, behind a logical id
 * (`shop-Imports-tTs1RxCWHzkB`). Words in camel case that are as long are none. The older form, in capitals alone, can be told without what
 * stands before it.
 */
export function isMixedTail(before: string, tail: string): boolean {
  return (
    /(?:^|-)[A-Z][A-Za-z0-9]*$/.test(before) &&
    /^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])[A-Za-z0-9]{12}$/.test(tail) &&
    !/^(?:[A-Z]?[a-z]{2,}(?:[A-Z][a-z]{2,})*|[A-Z]{2,}[a-z]{2,})\d*$/.test(tail)
  )
}
