import { unsafeCharacters } from '../platform/unsafe-characters.ts'

/** A text on one line, without characters that hide or reorder text; at most `most` characters. */
export function plainWords(text: string, most = 600): string {
  return clip(text.replace(unsafeCharacters, ' ').replace(/ {2,}/g, ' ').trim(), most)
}

/** A text of at most so many UTF-16 units, cut between characters; what is cut is told by `…`. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1)
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}

/** `1 difference`, `2 differences`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
