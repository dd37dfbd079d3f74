import type { Threshold } from '../model/severity.ts'

/** What to do when nobody can tell. */
export const onUnknownChoices = ['pass', 'warn', 'fail'] as const

export type OnUnknown = (typeof onUnknownChoices)[number]

export const gateFormats = ['text', 'json'] as const

export interface GateOptions {
  readonly comparison: string
  readonly service?: string | undefined
  readonly failOn: Threshold
  /** `1h`. */
  readonly maxAge?: string | undefined
  /** Seconds. */
  readonly wait?: number | undefined
  readonly newOnly?: boolean | undefined
  readonly onUnknown: OnUnknown
  readonly override?: boolean | undefined
  readonly reason?: string | undefined
  readonly by?: string | undefined
  readonly format: (typeof gateFormats)[number]
  readonly server?: string | undefined
  readonly data?: string | undefined
  readonly config?: string | undefined
}
