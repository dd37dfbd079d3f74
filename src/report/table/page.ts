import { displayWidth, padTo, wrap } from '../width.ts'

/** Bounds of the table: narrower cannot be read, wider is too long for the eye. */
const narrowest = 60
const widest = 160

/** The width that a terminal of `columns` gives the table; one that does not know its width says 0. */
export function pageWidth(columns: number): number {
  return columns > 0 ? Math.max(narrowest, Math.min(widest, Math.floor(columns))) : 100
}

/** A label before a text, on as many lines as it takes: the text hangs in its own column. Paint is laid on after wrapping. */
export interface Entry {
  readonly label: string
  readonly text: string
  readonly paint?: ((text: string) => string) | undefined
}

/** Wraps a text under an indentation; an item of a list (`- ...`) hangs under its first word. */
export function paragraph(text: string, indent: number, width: number, paint = (t: string): string => t): string[] {
  const hanging = text.startsWith('- ') ? 2 : 0
  return wrap(text.slice(hanging), width - indent - hanging).map(
    (line, i) => ' '.repeat(indent) + paint((i === 0 ? text.slice(0, hanging) : ' '.repeat(hanging)) + line),
  )
}

/** Entries with their texts aligned in one column. */
export function entries(
  list: readonly Entry[],
  indent: number,
  width: number,
  paintLabel: (text: string) => string,
): string[] {
  const column = Math.max(...list.map((entry) => displayWidth(entry.label)), 0) + 2
  return list.flatMap(({ label, text, paint }) =>
    wrap(text, Math.max(20, width - indent - column)).map((line, i) => {
      const shown = paint === undefined ? line : paint(line)
      return ' '.repeat(indent) + paintLabel(padTo(i === 0 ? label : '', column)) + shown
    }),
  )
}

/** Rows of cells in columns; the first is aligned left, the others right. */
export function columns(rows: readonly (readonly string[])[], indent: number): string[] {
  const widths: number[] = []
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell))))
  return rows.map((row) => {
    const cells = row.map((cell, i) => {
      const filled = padTo('', (widths[i] ?? 0) - displayWidth(cell))
      return i === 0 ? cell + filled : filled + cell
    })
    return (' '.repeat(indent) + cells.join('   ')).trimEnd()
  })
}
