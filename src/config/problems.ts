import type { EvenkeelError } from '../errors/catalogue.ts'

/** One error as it is; several as one AggregateError, in the order of files, then lines. Undefined when there is none. */
export function asError(problems: readonly EvenkeelError[], what: string): Error | undefined {
  const [first, ...more] = [...problems].sort(byPlace)
  if (first === undefined || more.length === 0) return first
  return new AggregateError([first, ...more], `${problems.length} problems in ${what}`)
}

function byPlace(a: EvenkeelError, b: EvenkeelError): number {
  const file = (error: EvenkeelError): string => String(error.parameters['file'] ?? '')
  const number = (error: EvenkeelError, part: string): number => Number(error.parameters[part] ?? 0)
  if (file(a) !== file(b)) return file(a) < file(b) ? -1 : 1
  return number(a, 'line') - number(b, 'line') || number(a, 'column') - number(b, 'column')
}
