import { isAlias, isMap, isScalar, type Node, type ParsedNode, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml'
import { Unreadable } from './problem.ts'
import type { Member, Tree } from './tree.ts'

type PlaceOf = (offset: number) => { readonly line: number; readonly column: number }

/**
 * The tree of a YAML document. Anchors are looked up as they were met: asking the document for each alias would search all of
 * it each time. An alias shares its anchor’s tree, so that a thousand aliases cost no more than one here.
 */
export function treeOfYaml(root: ParsedNode, placeOf: PlaceOf): Tree {
  const anchors = new Map<string, Tree | undefined>()

  const convert = (node: Node | null | undefined, fallback: number): Tree => {
    const offset = node?.range?.[0] ?? fallback
    const place = placeOf(offset)
    if (node === null || node === undefined) return { type: 'scalar', ...place, text: '', absent: true }
    if (isAlias(node)) {
      const known = anchors.get(node.source)
      if (known !== undefined) return known
      const detail = anchors.has(node.source) ? 'an alias inside of its own anchor' : 'an alias without its anchor'
      throw new Unreadable(place.line, place.column, detail)
    }
    const anchor = node.anchor
    if (anchor !== undefined) anchors.set(anchor, undefined)
    const tree = tagged(content(node, place), node.tag)
    if (anchor !== undefined) anchors.set(anchor, tree)
    return tree
  }

  const content = (node: Scalar | YAMLMap | YAMLSeq, place: ReturnType<PlaceOf>): Tree => {
    const offset = node.range?.[0] ?? 0
    if (isScalar(node))
      return { type: 'scalar', ...place, text: textOf(node), ...(node.value === null ? { absent: true as const } : {}) }
    if (!isMap(node))
      return { type: 'list', ...place, items: node.items.map((item) => convert(item as Node | null, offset)) }
    const own: Member[] = []
    const merged: Member[] = []
    for (const { key, value } of node.items as { key: Node | null; value: Node | null }[]) {
      const at = key?.range?.[0] ?? offset
      const inner = convert(value, at)
      if (isScalar(key) && key.value === '<<' && key.type === 'PLAIN') merged.push(...mergedMembers(inner))
      else own.push({ key: keyText(convert(key, at)), ...placeOf(at), value: inner })
    }
    return { type: 'map', ...place, members: [...withoutRepeats(merged, own), ...own] }
  }

  return convert(root, 0)
}

/** Tags that only the file's own program knows; those of YAML itself say what a value is written like anyway. */
function tagged(tree: Tree, tag: string | undefined): Tree {
  return tag?.startsWith('!') === true && !tag.startsWith('!!') ? { ...tree, tag } : tree
}

/** As written for what is plain: `1.10` is not 1.1, and `no` is not false in every reader. */
function textOf(scalar: Scalar): string {
  if (scalar.value === null) return ''
  if (typeof scalar.value === 'string') return scalar.value
  return scalar.source ?? JSON.stringify(scalar.value)
}

function keyText(tree: Tree): string {
  if (tree.type === 'scalar') return tree.text
  throw new Unreadable(tree.line, tree.column, 'a key that is itself a mapping or a list')
}

/** What `<<` brings in: a mapping, or several of which the first that has a key wins. */
function mergedMembers(value: Tree): readonly Member[] {
  if (value.type === 'map') return value.members
  if (value.type === 'list' && value.items.every((item) => item.type === 'map')) {
    const found: Member[] = []
    for (const item of value.items) found.push(...withoutRepeats(item.members, found))
    return found
  }
  throw new Unreadable(value.line, value.column, 'a merge key whose value is no mapping')
}

function withoutRepeats(members: readonly Member[], stronger: readonly Member[]): readonly Member[] {
  if (members.length === 0) return members
  const keys = new Set(stronger.map(({ key }) => key))
  return members.filter(({ key }) => !keys.has(key))
}
