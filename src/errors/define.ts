/** What an error needs for its sentence: names, places, nearest words. Never a secret. */
export type ErrorParameters = Readonly<Record<string, string | number | undefined>>

/** One entry of the catalogue. */
export interface ErrorEntry<P extends ErrorParameters = ErrorParameters> {
  /** The process's exit code when this ends a command: 2 usage or configuration, 3 could not look. */
  readonly exit: 2 | 3
  /** What happened and where: one sentence, ending with a full stop. */
  readonly sentence: (parameters: P) => string
  /** How to mend it: one sentence. */
  readonly remedy: (parameters: P) => string
  /** When it happens, for the reference page. */
  readonly doc: string
}

/** Declares errors of one room; gives each its parameter type. */
export function entry<P extends ErrorParameters>(definition: ErrorEntry<P>): ErrorEntry<P> {
  return definition
}

/** ` (file.yaml:3:7)` or '' — where something stands, for a sentence. */
export function place(parameters: {
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly column?: number | undefined
}): string {
  const { file, line, column } = parameters
  if (file === undefined) return ''
  return [file, line, column].filter((part) => part !== undefined).join(':')
}

/** ` Did you mean "accounts"?`, or the given fallback. */
export function didYouMean(nearest: string | undefined, fallback: string): string {
  return nearest === undefined ? fallback : `Did you mean "${nearest}"?`
}
