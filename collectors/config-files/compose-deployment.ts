import { environmentOf } from '../_deploy-files/compose-environment.ts'
import { loadProject, type ProjectFiles } from '../_deploy-files/compose-project.ts'
import { said, serviceAttributes } from '../_deploy-files/compose-service.ts'
import { Doubts } from '../_deploy-files/doubts.ts'
import { asMap } from '../_deploy-files/compose-merge.ts'
import { memberAt, without } from '../_settings-files/tree-reading.ts'
import type { Member, Tree } from '../_settings-files/tree.ts'
import { classifySetting } from '../../src/collect/settings.ts'
import { deployedService, restAsSettings, withoutValues, type DeployedService } from './deployment.ts'
import { filesOfScope, folderOfScope, projectOptions } from './places.ts'
import type { Contents, FileRequest } from './settings-file.ts'

/** A shorter value may be a part of anything. */
const shortestSecret = 6

/**
 * A Compose project: its services as workloads, and the rest of its files as settings.
 *
 * @param isNamed whether the configuration calls the files a project, so that each service must say what it runs
 */
export async function composeDeployment(
  request: FileRequest,
  files: ProjectFiles,
  isNamed: boolean,
): Promise<Contents> {
  const { fingerprint } = request
  const paths = filesOfScope(request.scope.scope)
  const [file = ''] = paths
  const project = await loadProject(paths, files, projectOptions(request.settings))
  const used = new Set(project.used)
  const services: DeployedService[] = []
  const left: Member[] = []
  for (const { name, tree } of project.services) {
    const doubts = new Doubts()
    const environment = await environmentOf(name, tree, {
      files,
      variables: project.variables,
      used,
      doubts,
      fingerprint,
    })
    const attributes = serviceAttributes(name, tree, environment, { fingerprint, doubts })
    if (isNamed && ['image', 'build', 'provider'].every((key) => memberAt(tree, key) === undefined))
      doubts.add('/containers', tree, `the service ${name} has neither an image nor a build`)
    for (const problem of project.problems)
      if (problem.doubtful === name) for (const field of everything) doubts.found.push({ ...problem, field })
    services.push(
      deployedService(
        {
          file,
          project: projectName(project.name, folderOfScope(request.scope.scope)),
          name,
          labels: memberAt(tree, 'labels'),
          at: tree,
          attributes,
          doubts: doubts.found,
        },
        fingerprint,
      ),
    )
    const rest = withNamedLists(without(tree, said))
    const { line, column } = tree
    if (rest.type === 'map' && rest.members.length > 0) left.push({ key: name, line, column, value: rest })
  }
  const secrets = secretValues(project.variables, used, request)
  const { rest } = project
  const members = rest.type === 'map' ? rest.members : []
  const all: Tree = { ...rest, type: 'map', members: [...servicesMember(left), ...members] }
  return {
    file: restAsSettings('compose', all),
    deployment: {
      services: services.map((one) => ({ ...one, resource: withoutValues(one.resource, secrets) })),
      problems: project.problems.filter(({ doubtful }) => doubtful === null),
    },
    secrets,
  }
}

/** Fields that a service gets from what it extends. */
const everything = ['/containers', '/settings', '/mounts', '/published', '/replicas', '/restart']

function servicesMember(members: readonly Member[]): readonly Member[] {
  const [first] = members
  if (first === undefined) return []
  const { line, column } = first
  return [{ key: 'services', line, column, value: { type: 'map', line, column, members } }]
}

/** Labels, arguments and what a service waits for by name, however they are written. */
function withNamedLists(tree: Tree): Tree {
  if (tree.type !== 'map') return tree
  const members = tree.members.map((member) => {
    if (member.key === 'labels' || member.key === 'annotations') return { ...member, value: asMap(member.value) }
    if (member.key !== 'build' || member.value.type !== 'map') return member
    const inner = member.value.members.map((one) => (one.key === 'args' ? { ...one, value: asMap(one.value) } : one))
    return { ...member, value: { ...member.value, members: inner } }
  })
  return { ...tree, members }
}

/** Absent for a project that nobody gave a name and that is in no folder of its own. */
function projectName(name: string | undefined, folder: string): string | undefined {
  return name ?? folder.split('/').at(-1)
}

/** The values of variables that are secrets, longest first: one may be a part of another. */
function secretValues(
  variables: ReadonlyMap<string, string>,
  used: ReadonlySet<string>,
  request: FileRequest,
): readonly string[] {
  return [...used]
    .flatMap((name) => {
      const value = variables.get(name) ?? ''
      const { value: shown } = classifySetting(name, value, request.fingerprint)
      return value.length >= shortestSecret && shown === undefined ? [value] : []
    })
    .sort((a, b) => b.length - a.length)
}
