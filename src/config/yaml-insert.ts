import {
  Document,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  stringify,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { canonicalJson } from '../model/digest.ts'
import type { Json } from '../model/json.ts'

/**
 * Adds an item to a list in a YAML text, and leaves every other byte as it is: comments, quotes, indentation and line ends
 * are people's own. `key` names the list at the top of the file; without one the file is the list. A list that is not there
 * yet is begun. What comes out was read again and holds what it held, and the item; undefined where that cannot be done
 * (an alias, a flow mapping around it).
 */
export function insertItem(text: string, key: string | undefined, item: unknown): string | undefined {
  const before = read(text)
  if (before === undefined) return undefined
  const result = placed(text, before.root, key, item)
  if (result === undefined) return undefined
  const after = read(result)
  return after !== undefined && same(after.value, withItem(before.value, key, item)) ? result : undefined
}

/** Puts a list that is the whole file under a key, so that other lists can stand beside it; undefined where it is none. */
export function nameList(text: string, key: string): string | undefined {
  const before = read(text)
  if (before === undefined || !isSeq(before.root) || before.root.flow === true || indentOf(before.root) !== 0)
    return undefined
  const start = before.root.range?.[0] ?? 0
  const result = `${text.slice(0, start)}${key}:${eolOf(text)}${text.slice(start)}`
  return same(read(result)?.value, { [key]: before.value }) ? result : undefined
}

/**
 * Adds a text to a key that takes one or a list of them: `exceptions: a.yaml` becomes `[a.yaml, b.yaml]`, and a key that is
 * not there is begun with the one. Otherwise as insertItem.
 */
export function insertText(text: string, key: string, added: string): string | undefined {
  const before = read(text)
  if (before === undefined || !isMap(before.root)) return undefined
  const node = valueOf(before.root, key)
  const holding = (result: string, value: unknown): string | undefined =>
    same(read(result)?.value, { ...(before.value as object), [key]: value }) ? result : undefined
  if (node === undefined && before.root.flow !== true)
    return holding(atEnd(text, `${key}: ${entryInBraces(added)}\n`), added)
  if (!isScalar(node) || typeof node.value !== 'string') return insertItem(text, key, added)
  const [start = 0, end = 0] = node.range ?? []
  const list = `[${text.slice(start, end)}, ${entryInBraces(added)}]`
  return holding(`${text.slice(0, start)}${list}${text.slice(end)}`, [node.value, added])
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a as Json) === canonicalJson(b as Json)
}

interface Reading {
  readonly root: Node | null
  readonly value: unknown
}

function read(text: string): Reading | undefined {
  const document = parseDocument(text, { keepSourceTokens: true, merge: true, logLevel: 'error' })
  if (document.errors.length > 0) return undefined
  try {
    return { root: document.contents as Node | null, value: document.toJS() as unknown }
  } catch {
    // An alias without its anchor.
    return undefined
  }
}

/** What the value should be afterwards. */
function withItem(value: unknown, key: string | undefined, item: unknown): unknown {
  if (key === undefined) return [...((value ?? []) as readonly unknown[]), item]
  const map = (value ?? {}) as Readonly<Record<string, unknown>>
  return { ...map, [key]: [...((map[key] ?? []) as readonly unknown[]), item] }
}

function placed(text: string, root: Node | null, key: string | undefined, item: unknown): string | undefined {
  if (root === null || isEmpty(root)) {
    return atEnd(text, key === undefined ? block([item], '') : `${key}:\n${block([item], '  ')}`)
  }
  if (key === undefined) return isSeq(root) ? intoList(text, root, item) : undefined
  if (!isMap(root)) return undefined
  const list = valueOf(root, key)
  if (list === undefined) {
    return root.flow === true || indentOf(root) !== 0 ? undefined : atEnd(text, `${key}:\n${block([item], '  ')}`)
  }
  if (isSeq(list)) return intoList(text, list, item)
  const name = keyNode(root, key)
  return list === null || isEmpty(list) ? afterLine(text, name?.range?.[1] ?? 0, block([item], '  ')) : undefined
}

function intoList(text: string, list: YAMLSeq, item: unknown): string | undefined {
  const [start = 0, end = 0] = list.range ?? []
  const last = list.items.at(-1) as Node | undefined
  if (list.flow === true) {
    const inner = text.slice(start + 1, end - 1)
    if (last === undefined) {
      // Under a key an empty list becomes one of lines; at the top there is no key to indent by.
      const lineStart = text.lastIndexOf('\n', start) + 1
      const lead = /^[\w-]+:\s*$/.test(text.slice(lineStart, start)) && inner.trim() === ''
      const rest = text.slice(end, lineEnd(text, end))
      if (lead && rest.trim() === '') {
        return `${text.slice(0, start).trimEnd()}${eolOf(text)}${lines(block([item], '  '), text)}${text.slice(lineEnd(text, end) + eolAt(text, lineEnd(text, end)).length)}`
      }
      return `${text.slice(0, start)}[${entryInBraces(item)}]${text.slice(end)}`
    }
    const after = last.range?.[1] ?? end - 1
    return `${text.slice(0, after)}, ${entryInBraces(item)}${text.slice(after).replace(/^\s*,(?=\s*\])/, '')}`
  }
  if (last?.range === undefined || last.range === null) return undefined
  const indent = indentOf(list)
  if (indent === undefined) return undefined
  return afterLine(text, lastByte(text, last.range), block([item], ' '.repeat(indent)), indent)
}

/** The last byte that belongs to a node: a block scalar ends with its line. */
function lastByte(text: string, [start, end]: readonly [number, number, number]): number {
  let at = end
  while (at > start && /\s/.test(text[at - 1] ?? '')) at -= 1
  return at
}

/** Puts lines under the line of a byte, and under comments that follow it deeper than the list. */
function afterLine(text: string, offset: number, added: string, indent = 0): string {
  let at = lineEnd(text, offset)
  for (;;) {
    const next = at + eolAt(text, at).length
    const line = text.slice(next, lineEnd(text, next))
    const comment = /^( *)#/.exec(line)
    if (next === at || comment === null || (comment[1]?.length ?? 0) <= indent) break
    at = lineEnd(text, next)
  }
  const eol = eolAt(text, at)
  const head = eol === '' ? `${text}${eolOf(text)}` : text.slice(0, at + eol.length)
  return `${head}${lines(added, text)}${text.slice(at + eol.length)}`
}

function atEnd(text: string, added: string): string {
  const head = text === '' || text.endsWith('\n') ? text : `${text}${eolOf(text)}`
  return `${head}${lines(added, text)}`
}

/** An entry as people would write it: a key on each line, what is nested in braces. */
function block(value: unknown, indent: string): string {
  const document = new Document(value)
  visit(document, {
    Map: (_, node, path) => {
      if (path.length > 2) node.flow = true
    },
  })
  const text = document.toString({ lineWidth: 0, indentSeq: true })
  return text.replace(/^(?=.)/gm, indent)
}

/** An entry on one line, in braces: to be shown, or pasted. */
export function entryInBraces(value: unknown): string {
  return stringify(value, { lineWidth: 0, collectionStyle: 'flow', defaultStringType: 'PLAIN' }).trimEnd()
}

function lines(added: string, text: string): string {
  return added.replaceAll('\n', eolOf(text))
}

function eolOf(text: string): string {
  return /\r\n/.test(text) ? '\r\n' : '\n'
}

function eolAt(text: string, at: number): string {
  return /^\r?\n/.exec(text.slice(at, at + 2))?.[0] ?? ''
}

/** Where the line of a byte ends, before its line break. */
function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  if (found < 0) return text.length
  return text[found - 1] === '\r' && found > from ? found - 1 : found
}

function isEmpty(node: unknown): boolean {
  return isScalar(node) && node.value === null && (node.source ?? '') === ''
}

/** The value of a key: undefined where there is no such key, null where nothing follows it. */
function valueOf(map: YAMLMap, key: string): Node | null | undefined {
  const pair = map.items.find((one) => isScalar(one.key) && one.key.value === key)
  return pair === undefined ? undefined : (pair.value as Node | null)
}

function keyNode(map: YAMLMap, key: string): Node | undefined {
  return map.items.map((one) => one.key as Node).find((node) => isScalar(node) && node.value === key)
}

/** The column of the dashes of a block list, or of the keys of a block mapping, from 0. */
function indentOf(node: YAMLSeq | YAMLMap): number | undefined {
  const token = node.srcToken
  return token !== undefined && 'indent' in token ? token.indent : undefined
}
