import { at, entriesOf, members, scalarText } from './reading.ts'

/** Labels that only say which release or copy something is: not what it is. */
const ofRelease =
  /^(?:pod-template-hash|controller-revision-hash|app\.kubernetes\.io\/version|helm\.sh\/chart|chart|heritage)$/

/** The words of a plain selector, sorted: `app=web`. */
export function labelWords(labels: unknown): readonly string[] {
  return entriesOf(labels)
    .filter(([key]) => !ofRelease.test(key))
    .map(([key, value]) => `${key}=${scalarText(value) ?? ''}`)
    .sort()
}

/** The words of a label selector: `app=web`, `tier in a|b`, `canary exists`. */
export function selectorWords(selector: unknown): readonly string[] {
  const expressions = members(at(selector, 'matchExpressions')).map(requirementWords)
  return [...labelWords(at(selector, 'matchLabels')), ...expressions].sort()
}

/** A selector as one text; `all` for one that selects everything. */
export function selectorText(selector: unknown): string {
  const words = selectorWords(selector)
  return words.length === 0 ? 'all' : words.join(', ')
}

/** One requirement of a selector of labels or of nodes. */
export function requirementWords(requirement: unknown): string {
  const key = scalarText(at(requirement, 'key')) ?? ''
  const values = members(at(requirement, 'values'))
    .map((value) => scalarText(value) ?? '')
    .sort()
    .join('|')
  switch (scalarText(at(requirement, 'operator'))) {
    case 'In':
      return values.includes('|') ? `${key} in ${values}` : `${key}=${values}`
    case 'NotIn':
      return `${key} not in ${values}`
    case 'Exists':
      return `${key} exists`
    case 'DoesNotExist':
      return `${key} does not exist`
    case 'Gt':
      return `${key} > ${values}`
    case 'Lt':
      return `${key} < ${values}`
    default:
      return `${key} ${values}`
  }
}
