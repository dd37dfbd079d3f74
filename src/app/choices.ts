import { nearest } from '../config/nearest.ts'
import { fail } from '../errors/catalogue.ts'

export { thresholds, type Threshold } from '../model/severity.ts'
export { reportFormats, type ReportFormat } from '../report/formats.ts'

/** The number that an option's value is; throws `cli-usage` when it is none above 0, or above the most. */
export function positiveNumber(option: string, value: string, most: number): number {
  const number = Number(value)
  if (value.trim() !== '' && number > 0 && number <= most) return number
  throw fail('cli-usage', {
    problem: `${option} cannot be "${value}"`,
    hint: `It takes a number above 0, at most ${most}.`,
  })
}

/** The choice that an option's value names; throws `cli-unknown-choice` with the nearest. */
export function choose<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value)
  if (found !== undefined) return found
  throw fail('cli-unknown-choice', { option, value, nearest: nearest(value, choices), choices: choices.join(', ') })
}
