import type { ProjectFiles } from '../_deploy-files/compose-project.ts'
import { kamalWorkloads, mergedKamal, restOfKamal } from '../_deploy-files/kamal.ts'
import { parseYaml } from '../_settings-files/parse-yaml.ts'
import { Unreadable } from '../_settings-files/problem.ts'
import type { Member, Tree } from '../_settings-files/tree.ts'
import { deployedService, restAsSettings } from './deployment.ts'
import { filesOfScope } from './places.ts'
import type { Contents, FileRequest } from './settings-file.ts'

/** A Kamal file, with that of its destination over it: its roles and accessories as workloads, and the rest as settings. */
export async function kamalDeployment(request: FileRequest, files: ProjectFiles, base: Tree): Promise<Contents> {
  const [file = '', ...overlays] = filesOfScope(request.scope.scope)
  let tree = stamped(base, file)
  for (const path of overlays) {
    const over = await overlay(path, files)
    if (over !== undefined) tree = mergedKamal(tree, over)
  }
  const services = kamalWorkloads(tree, request.fingerprint).map(({ name, at, attributes, doubts }) =>
    deployedService(
      { file, project: undefined, name, labels: undefined, at, attributes, doubts: doubts.found },
      request.fingerprint,
    ),
  )
  return {
    file: restAsSettings('kamal', withNamedSecrets(restOfKamal(tree))),
    deployment: { services, problems: [] },
    secrets: [],
  }
}

async function overlay(path: string, files: ProjectFiles): Promise<Tree | undefined> {
  const text = await files.read(path)
  try {
    const [tree] = parseYaml(text)
    return tree === undefined ? undefined : stamped(tree, path)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    throw new Unreadable(error.problem.line, error.problem.column, error.problem.detail, path)
  }
}

/** A tree that says in which file it stands. What an alias repeats stays one object. */
function stamped(tree: Tree, file: string): Tree {
  const made = new Map<Tree, Tree>()
  const of = (node: Tree): Tree => {
    const known = made.get(node)
    if (known !== undefined) return known
    const result: Tree =
      node.type === 'list'
        ? { ...node, file, items: node.items.map(of) }
        : node.type === 'map'
          ? { ...node, file, members: node.members.map((member) => ({ ...member, value: of(member.value) })) }
          : { ...node, file }
    made.set(node, result)
    return result
  }
  return of(tree)
}

/** A password or user that is a list is the name of what holds it: not a secret, and not to be compared as one. */
function withNamedSecrets(tree: Tree): Tree {
  if (tree.type !== 'map') return tree
  const members = tree.members.map((member): Member => {
    const { key, value } = member
    if (value.type === 'list' && (key === 'password' || key === 'username' || key === 'secrets'))
      return { ...member, value: { ...value, items: value.items.map(asReference) } }
    return { ...member, value: withNamedSecrets(value) }
  })
  return { ...tree, members }
}

function asReference(item: Tree): Tree {
  return item.type === 'scalar' ? { ...item, text: `\${${item.text}}` } : item
}
