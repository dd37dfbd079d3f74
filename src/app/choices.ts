import { nearest } from '../config/nearest.ts'
import { fail } from '../errors/catalogue.ts'

export { thresholds, type Threshold } from '../model/severity.ts'
export { reportFormats, type ReportFormat } from '../report/formats.ts'

/** The choice that an option's value names; throws `cli-unknown-choice` with the nearest. */
export function choose<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value)
  if (found !== undefined) return found
  throw fail('cli-unknown-choice', { option, value, nearest: nearest(value, choices), choices: choices.join(', ') })
}
