import type { Problem } from '../_settings-files/problem.ts'
import { memberAt, membersOf, textAt, without } from '../_settings-files/tree-reading.ts'
import type { Member, Tree } from '../_settings-files/tree.ts'
import { merged } from './compose-merge.ts'
import { beside, folderOf } from './paths.ts'

/** What services are taken from. */
export interface Sources {
  /** The files before this one, laid over each other. */
  readonly before: Tree | undefined
  /** The tree of another file; undefined for an empty one. */
  readonly load: (path: string) => Promise<Tree | undefined>
  readonly exists: (path: string) => Promise<boolean>
  readonly problems: Problem[]
}

/**
 * A Compose file whose services have what they extend. What is not there to be extended, or extends itself, is a problem that puts the
 * service in doubt.
 *
 * Source: the Compose Specification, `extends`.
 */
export async function extended(tree: Tree, path: string, sources: Sources): Promise<Tree> {
  if (tree.type !== 'map') return tree
  const services = memberAt(tree, 'services')
  if (services?.type !== 'map' || !services.members.some(({ value }) => memberAt(value, 'extends') !== undefined))
    return tree
  const made: Member[] = []
  for (const member of services.members)
    made.push({ ...member, value: await whole(member.key, member.value, { tree, path, sources, above: [] }) })
  const members = tree.members.map((member) =>
    member.key === 'services' ? { ...member, value: { ...services, members: made } } : member,
  )
  return { ...tree, members }
}

interface Where {
  readonly tree: Tree
  readonly path: string
  readonly sources: Sources
  readonly above: readonly string[]
}

async function whole(name: string, service: Tree, where: Where): Promise<Tree> {
  const link = memberAt(service, 'extends')
  if (link === undefined || service.type !== 'map') return service
  const own = without(service, [['extends']])
  const doubt = (detail: string): Tree => {
    const { line, column, file } = link
    where.sources.problems.push({ line, column, ...(file === undefined ? {} : { file }), detail, doubtful: name })
    return own
  }
  const from = link.type === 'scalar' ? link.text : textAt(link, 'service')
  const file = link.type === 'map' ? textAt(link, 'file') : undefined
  if (from === undefined) return doubt('extends nothing that has a name')
  const path = file === undefined ? where.path : beside(folderOf(where.path), file)
  const step = `${path}#${from}`
  if (where.above.includes(step) || step === `${where.path}#${name}`) return doubt('extends itself')
  if (file !== undefined && !(await where.sources.exists(path)))
    return doubt('extends a service of a file that is not there')
  const tree = file === undefined ? where.tree : await where.sources.load(path)
  const base =
    memberAt(tree, 'services', from) ??
    (file === undefined ? memberAt(where.sources.before, 'services', from) : undefined)
  if (tree === undefined || base === undefined) return doubt('extends a service that is not there')
  return over(await whole(from, base, { ...where, tree, path, above: [...where.above, step] }), own)
}

/** A service over another, by the rules for services. */
function over(base: Tree, own: Tree): Tree {
  const file = (value: Tree): Tree => wrapped('services', wrapped('one', value))
  return memberAt(merged(file(base), file(own)), 'services', 'one') ?? own
}

function wrapped(key: string, value: Tree): Tree {
  const { line, column } = value
  return { type: 'map', line, column, members: membersOf(undefined).concat({ key, line, column, value }) }
}
