import { apiErrors } from './api.ts'
import { cliErrors } from './cli.ts'
import { collectErrors } from './collect.ts'
import { configErrors } from './config.ts'
import type { ErrorEntry } from './define.ts'
import { exceptErrors } from './except.ts'
import { jobsErrors } from './jobs.ts'
import { notifyErrors } from './notify.ts'
import { rulesErrors } from './rules.ts'
import { serverErrors } from './server.ts'
import { snapshotErrors } from './snapshot.ts'
import { storeErrors } from './store.ts'

/** Every error that Evenkeel gives, by code. `docs/reference/errors.md` is generated from it. */
export const catalogue = {
  ...apiErrors,
  ...cliErrors,
  ...collectErrors,
  ...configErrors,
  ...exceptErrors,
  ...jobsErrors,
  ...notifyErrors,
  ...rulesErrors,
  ...serverErrors,
  ...snapshotErrors,
  ...storeErrors,
} as const

export type ErrorCode = keyof typeof catalogue

type ParametersOf<C extends ErrorCode> = (typeof catalogue)[C] extends ErrorEntry<infer P> ? P : never

/** An error that has a code, a sentence and a remedy. Branch on the code, never on the message. */
export class EvenkeelError extends Error {
  override readonly name = 'EvenkeelError'
  readonly code: ErrorCode
  readonly remedy: string
  readonly exit: 2 | 3
  readonly parameters: Readonly<Record<string, string | number | undefined>>

  constructor(
    code: ErrorCode,
    sentence: string,
    remedy: string,
    exit: 2 | 3,
    parameters: Readonly<Record<string, string | number | undefined>>,
    cause?: unknown,
  ) {
    super(sentence, cause === undefined ? undefined : { cause })
    this.code = code
    this.remedy = remedy
    this.exit = exit
    this.parameters = parameters
  }
}

/** Makes the error of a code: `throw fail('config-unknown-key', { key, file, line, column })`. */
export function fail<C extends ErrorCode>(code: C, parameters: ParametersOf<C>, cause?: unknown): EvenkeelError {
  const found = catalogue[code] as unknown as ErrorEntry
  return new EvenkeelError(code, found.sentence(parameters), found.remedy(parameters), found.exit, parameters, cause)
}
