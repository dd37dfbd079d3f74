import { fail, type EvenkeelError } from '../../src/errors/catalogue.ts'

/** What is wrong with a file, and where. `detail` may name a key, never quote a value. */
export interface Problem {
  /** Where settings are of several files: the one that it is in. */
  readonly file?: string
  readonly line: number
  readonly column: number
  readonly detail: string
  /** The setting whose value is doubtful by it; `null`: any may be. Not given: none but those that could not be read. */
  readonly doubtful?: string | null
}

/** Nothing after it can be understood. */
export class Unreadable extends Error {
  readonly problem: Problem

  constructor(line: number, column: number, detail: string, file?: string) {
    super(detail)
    this.problem = { line, column, detail, ...(file === undefined ? {} : { file }) }
  }
}

/** The error that says what could not be read of a file: the first place to mend, and how many more; undefined if none. */
export function errorOf(file: string, problems: readonly Problem[]): EvenkeelError | undefined {
  const [first, ...rest] = problems
  if (first === undefined) return undefined
  const place = rest.every((one) => one.file === first.file) ? 'in this file' : 'in these files'
  const more = rest.length === 0 ? '' : `; ${rest.length} more ${place}`
  return fail('collect-file-malformed', {
    what: `${first.file ?? file}:${first.line}:${first.column}`,
    detail: `${first.detail}${more}`,
  })
}

/** A key as it may stand in a sentence. */
export function named(key: string): string {
  return JSON.stringify(key.length <= 80 ? key : `${key.slice(0, 79)}…`)
}
