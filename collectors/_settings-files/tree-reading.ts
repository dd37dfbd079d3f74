import type { Member, Tree } from './tree.ts'

/** A member of a mapping; the last where a key stands twice, as readers of YAML have it. */
export function memberAt(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  let found: Tree | undefined = tree
  for (const key of path) {
    if (found?.type !== 'map') return undefined
    found = found.members.findLast((member) => member.key === key)?.value
  }
  return found
}

/** A scalar as text; undefined for what is none, empty or null. */
export function textAt(tree: Tree | undefined, ...path: readonly string[]): string | undefined {
  const found = memberAt(tree, ...path)
  return found?.type === 'scalar' && found.text !== '' ? found.text : undefined
}

/** The members of a mapping; none for what is none. */
export function membersOf(tree: Tree | undefined): readonly Member[] {
  return tree?.type === 'map' ? tree.members : []
}

/** The elements of a list; a lone text is a list of one, as Compose and Kamal take it. */
export function itemsOf(tree: Tree | undefined): readonly Tree[] {
  if (tree === undefined) return []
  if (tree.type === 'list') return tree.items
  return tree.type === 'scalar' && tree.text !== '' ? [tree] : []
}

/** The texts of a list; see {@link itemsOf}. */
export function textsOf(tree: Tree | undefined): readonly string[] {
  return itemsOf(tree).flatMap((item) => (item.type === 'scalar' && item.text !== '' ? [item.text] : []))
}

/** Whether a scalar says yes. */
export function isTrue(tree: Tree | undefined): boolean {
  return tree?.type === 'scalar' && /^(?:true|yes|on)$/i.test(tree.text)
}

/** A mapping without the members at paths (`deploy.replicas`), and without what they leave empty. */
export function without(tree: Tree, paths: readonly (readonly string[])[]): Tree {
  if (tree.type !== 'map' || paths.length === 0) return tree
  const members = tree.members.flatMap((member) => {
    const own = paths.filter(([first]) => first === member.key)
    if (own.length === 0) return [member]
    if (own.some((path) => path.length === 1)) return []
    const value = without(
      member.value,
      own.map((path) => path.slice(1)),
    )
    return value.type === 'map' && value.members.length === 0 ? [] : [{ ...member, value }]
  })
  return { ...tree, members }
}
