import type { Member, Tree } from './tree.ts'

/**
 * Files whose lists mean more than a list does: the environment of a Compose service written as `KEY=value`, and the secrets of a Kamal
 * file, of which only the names stand there. Both are found by name, so each becomes a mapping. Told by what is in the file.
 */
export function knownFile(tree: Tree): Tree {
  const [services, image, servers] = ['services', 'image', 'servers'].map((key) => memberOf(tree, key))
  if (services?.type === 'map') return within(tree, 'services', (all) => each(all, composeService))
  if (image === undefined || servers === undefined || memberOf(tree, 'service') === undefined) return tree
  return within(within(tree, 'env', kamalEnvironment), 'accessories', (all) =>
    each(all, (accessory) => within(accessory, 'env', kamalEnvironment)),
  )
}

function composeService(service: Tree): Tree {
  const named = ['environment', 'labels'].reduce((tree, key) => within(tree, key, pairs), service)
  return within(named, 'build', (build) => within(build, 'args', pairs))
}

function kamalEnvironment(env: Tree): Tree {
  return within(within(env, 'secret', onlyNames), 'tags', (tags) => each(tags, kamalEnvironment))
}

/** `- KEY=value`; without a value it is taken from whoever starts it. */
function pairs(tree: Tree): Tree {
  return mapped(tree, (text) => {
    const is = text.indexOf('=')
    return is < 0 ? { key: text, value: `\${${text}}` } : { key: text.slice(0, is), value: text.slice(is + 1) }
  })
}

function onlyNames(tree: Tree): Tree {
  return mapped(tree, (text) => ({ key: text, value: '' }))
}

function mapped(tree: Tree, split: (text: string) => { readonly key: string; readonly value: string }): Tree {
  if (tree.type !== 'list') return tree
  const members: Member[] = []
  for (const item of tree.items) {
    if (item.type !== 'scalar') return tree
    const { key, value } = split(item.text)
    members.push({ key, line: item.line, column: item.column, value: { ...item, text: value } })
  }
  return { type: 'map', line: tree.line, column: tree.column, members }
}

function within(tree: Tree, key: string, change: (tree: Tree) => Tree): Tree {
  if (tree.type !== 'map') return tree
  return { ...tree, members: tree.members.map((one) => (one.key === key ? { ...one, value: change(one.value) } : one)) }
}

function each(tree: Tree, change: (tree: Tree) => Tree): Tree {
  if (tree.type !== 'map') return tree
  return { ...tree, members: tree.members.map((one) => ({ ...one, value: change(one.value) })) }
}

function memberOf(tree: Tree, key: string): Tree | undefined {
  return tree.type === 'map' ? tree.members.find((member) => member.key === key)?.value : undefined
}
