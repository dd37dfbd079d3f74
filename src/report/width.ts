/** Ranges of code points that take two columns (Unicode 16, East Asian Width W and F). */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f2ff],
  [0x20000, 0x3fffd],
]

let segmenter: Intl.Segmenter | undefined

/** The user-perceived characters of a text: an emoji sequence or a letter with its accents is one. */
export function graphemes(text: string): readonly string[] {
  if (isPlain(text)) return [...text]
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return [...segmenter.segment(text)].map((part) => part.segment)
}

/** Columns that a text without escape sequences takes on a terminal. */
export function displayWidth(text: string): number {
  if (isPlain(text)) return text.length
  return graphemes(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0)
}

/** A text filled with spaces up to a width. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** Lines of at most `width` columns, broken at spaces, inside a word only where it is longer than a line; never inside a grapheme. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`
    if (displayWidth(joined) <= width) {
      line = joined
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = breakWord(word, width)
    lines.push(...pieces.slice(0, -1))
    line = pieces.at(-1) ?? ''
  }
  return [...lines, line]
}

/** A text cut to a width, with an ellipsis where something was cut. */
export function cut(text: string, width: number): string {
  return displayWidth(text) <= width ? text : `${breakWord(text, width - 1)[0] ?? ''}…`
}

function breakWord(word: string, width: number): readonly string[] {
  const pieces: string[] = []
  let piece = ''
  let used = 0
  for (const grapheme of graphemes(word)) {
    const size = graphemeWidth(grapheme)
    if (used + size > width && piece !== '') {
      pieces.push(piece)
      piece = ''
      used = 0
    }
    piece += grapheme
    used += size
  }
  return [...pieces, piece]
}

function graphemeWidth(grapheme: string): number {
  if (/^[\p{Mark}\u200c\u200d]+$/u.test(grapheme)) return 0
  if (/\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|^\p{Regional_Indicator}|\u20e3/u.test(grapheme)) return 2
  const point = grapheme.codePointAt(0) ?? 0
  return wide.some(([from, to]) => point >= from && point <= to) ? 2 : 1
}

/**
 * Whether every code unit is a character of one column: those of most languages of Europe, and the signs that reports are made of. All
 * others are looked at one by one, by tables that take a start longer to load than the report.
 */
function isPlain(text: string): boolean {
  return /^[ -~\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u25cb-\u25cf\u2713\u2717]*$/.test(text)
}
