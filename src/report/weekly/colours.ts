import type { Severity } from '../../model/severity.ts'
import type { Mood } from '../verdict.ts'

/** Colours of the report. Text has a contrast of 4.5 at least, on white and on the panel. */
export const colours = {
  ink: '#1f2430',
  soft: '#5b6472',
  line: '#d9dde3',
  panel: '#f6f7f9',
  accent: '#2f5d8c',
  mood: { well: '#1a7048', fair: '#8a6100', bad: '#b3261e', unknown: '#5b6472' } satisfies Record<Mood, string>,
  severity: {
    critical: '#b3261e',
    high: '#c24e0c',
    medium: '#8a6100',
    low: '#2f6fb5',
    info: '#5b6472',
  } satisfies Record<Severity, string>,
} as const
