import picocolors from 'picocolors'
import type { Severity } from '../../model/severity.ts'

type Paint = (text: string) => string

/** The colours of the table. Without colour every function returns its text as it is, so nothing depends on them. */
export interface Ink {
  readonly bold: Paint
  readonly dim: Paint
  readonly good: Paint
  readonly warn: Paint
  readonly bad: Paint
  readonly candidate: Paint
  readonly baseline: Paint
  readonly severity: Readonly<Record<Severity, Paint>>
}

export function inkOf(colour: boolean): Ink {
  const p = picocolors.createColors(colour)
  return {
    bold: p.bold,
    dim: p.dim,
    good: p.green,
    warn: p.yellow,
    bad: p.red,
    candidate: p.yellow,
    baseline: p.cyan,
    severity: {
      critical: (text) => p.bold(p.red(text)),
      high: p.red,
      medium: p.yellow,
      low: p.blue,
      info: p.dim,
    },
  }
}
