/** One document of a YAML stream, as text. */
export interface Chunk {
  readonly text: string
  /** Lines of the file before it. */
  readonly linesBefore: number
}

/**
 * Cuts a YAML stream at its document markers. A marker at the start of a line ends a document wherever it stands, even in a
 * block of text (YAML 1.2.2, section 9.1.2), so that no parser is needed, and a document that cannot be parsed costs no other.
 */
export function splitDocuments(text: string): readonly Chunk[] {
  const chunks: Chunk[] = []
  const marker = /^(?:---(?=\s|$)|\.\.\.(?=\s|$).*\r?\n?)/gm
  let start = 0
  let lines = 0
  const close = (end: number): void => {
    const chunk = text.slice(start, end)
    if (!isEmpty(chunk)) chunks.push({ text: chunk, linesBefore: lines })
    lines += countLines(chunk)
  }
  for (const found of text.matchAll(marker)) {
    const end = found[0].startsWith('...') ? found.index + found[0].length : found.index
    close(end)
    start = end
  }
  close(text.length)
  return chunks
}

/** Nothing but blanks, comments, directives and markers. */
function isEmpty(chunk: string): boolean {
  return /^(?:[ \t]*(?:#[^\n]*)?\r?\n|%[^\n]*\r?\n|(?:---|\.\.\.)[ \t]*(?:#[^\n]*)?(?:\r?\n|$))*[ \t]*(?:#[^\n]*)?$/.test(
    chunk,
  )
}

function countLines(text: string): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
