import { reasonOf } from '../config/reason.ts'
import { fail, type EvenkeelError } from '../errors/catalogue.ts'

/** Why a file could not be written. What does not exist then is not the file, which would be made. */
export function writeFailure(file: string, cause: unknown): EvenkeelError {
  const reason = hasCode(cause, 'ENOENT') ? 'its folder does not exist' : reasonOf(cause)
  return fail('cli-output', { file, reason }, cause)
}

/** Whether something thrown has this code of the system. */
export function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code
}
