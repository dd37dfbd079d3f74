import type { Output } from '../app/surroundings.ts'

/** What is used of a standard stream. */
export interface Stream {
  readonly write: (text: string) => unknown
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
}

/** A standard stream as commands see it. */
export function outputOf(stream: Stream, env: Readonly<Record<string, string | undefined>>): Output {
  const given = Number(env['COLUMNS'])
  return {
    write: (text) => void stream.write(text),
    isTty: stream.isTTY === true,
    colour: colourFor(stream.isTTY === true, env),
    columns: stream.columns ?? (Number.isInteger(given) && given > 0 ? given : 100),
    rows: stream.rows,
  }
}

/**
 * Whether to colour. FORCE_COLOR decides first (0 and false mean no), then NO_COLOR (any text means no), then whether it
 * is a terminal that can. Sources: no-color.org, force-color.org.
 */
export function colourFor(isTty: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  const force = env['FORCE_COLOR']
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false'
  if ((env['NO_COLOR'] ?? '') !== '') return false
  return isTty && env['TERM'] !== 'dumb'
}
