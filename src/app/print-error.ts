import picocolors from 'picocolors'
import { EvenkeelError, fail } from '../errors/catalogue.ts'
import { safeText } from '../report/safe-text.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Says on stderr what went wrong: per problem one sentence with its code, and the remedy below it. Returns the exit code.
 * What is no error of the catalogue is a defect: only its class and place are shown, for its message may quote a value;
 * EVENKEEL_DEBUG=1 shows all of it.
 */
export function printError(error: unknown, { stderr, env }: Pick<Surroundings, 'stderr' | 'env'>): number {
  const problems = problemsOf(error)
  const { red, bold } = picocolors.createColors(stderr.colour)
  for (const problem of problems) {
    stderr.write(
      `${bold(red(`error[${problem.code}]`))}: ${safeText(problem.message)}\n  ${safeText(problem.remedy)}\n`,
    )
  }
  if (env['EVENKEEL_DEBUG'] === '1' && error instanceof Error) stderr.write(`${stackOf(error)}\n`)
  return problems.some((problem) => problem.exit === 2) ? 2 : 3
}

/** An error from outside this code, said as one of the catalogue. */
export function usageError(problem: string, hint: string | undefined): EvenkeelError {
  return fail('cli-usage', { problem, hint })
}

function problemsOf(error: unknown): readonly EvenkeelError[] {
  if (error instanceof EvenkeelError) return [error]
  if (error instanceof AggregateError) {
    const errors = error.errors as readonly unknown[]
    if (errors.length > 0 && errors.every((inner) => inner instanceof EvenkeelError)) return errors
  }
  return [fail('cli-internal', { what: describe(error) })]
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown'
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  const frame = /\/((?:src|collectors)\/[\w./-]+:\d+):\d+/.exec(error.stack ?? '')?.[1]
  return `${error.name}${code}${frame === undefined ? '' : ` at ${frame}`}`
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by: ${stackOf(error.cause)}` : ''
  return `${error.stack ?? error.message}${cause}`
}
