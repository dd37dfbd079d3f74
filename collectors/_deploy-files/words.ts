import { textsOf } from '../_settings-files/tree-reading.ts'
import type { Tree } from '../_settings-files/tree.ts'

/**
 * The words of a command: the elements of a list, or a text cut as a shell cuts it, quotation marks taken off. What is a script stays
 * what it is: nothing is expanded.
 */
export function wordsOf(tree: Tree | undefined): readonly string[] {
  if (tree?.type === 'list') return textsOf(tree)
  if (tree?.type !== 'scalar') return []
  const words: string[] = []
  let word = ''
  let quote = ''
  let begun = false
  for (let at = 0; at < tree.text.length; at++) {
    const char = tree.text[at] ?? ''
    if (quote !== '') {
      if (char === quote) quote = ''
      else if (char === '\\' && quote === '"' && at + 1 < tree.text.length) word += tree.text[++at] ?? ''
      else word += char
    } else if (char === '"' || char === "'") {
      quote = char
      begun = true
    } else if (char === '\\' && at + 1 < tree.text.length) {
      word += tree.text[++at] ?? ''
      begun = true
    } else if (/\s/.test(char)) {
      if (begun) words.push(word)
      word = ''
      begun = false
    } else {
      word += char
      begun = true
    }
  }
  return begun ? [...words, word] : words
}
