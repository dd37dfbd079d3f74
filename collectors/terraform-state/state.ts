import { addressOf } from './address.ts'
import { shownStateOf } from './shown-state.ts'
import { listOf, NotAState, objectOf, own, type AttributePath, type State, type StateInstance } from './state-parts.ts'

export { NotAState, type State, type StateInstance } from './state-parts.ts'

const wanted = 'a Terraform state of format version 4'

/**
 * The instances of a parsed state, or of what `terraform show -json` gives, without what is waiting to be destroyed (`deposed`). Throws {@link NotAState}.
 *
 * Source: Terraform's own `internal/states/statefile/version4.go`.
 */
export function stateOf(parsed: unknown): State {
  const root = objectOf(parsed)
  if (root === undefined) throw new NotAState(`it is not ${wanted}`)
  if (own(root, 'format_version') !== undefined && own(root, 'version') === undefined) return shownStateOf(root)
  checkVersion(root)
  const instances = listOf(root, 'resources', 'the state').flatMap(instancesOf)
  return { managed: instances.filter(({ data }) => !data), lookedUp: instances.filter(({ data }) => data), unread: [] }
}

function checkVersion(root: Readonly<Record<string, unknown>>): void {
  const version = own(root, 'version')
  if (version === 4) return
  if (own(root, 'encrypted_data') !== undefined) {
    throw new NotAState('the state is encrypted: give the output of `tofu state pull`')
  }
  if (typeof version !== 'number') throw new NotAState(`it has no format version, so it is not ${wanted}`)
  throw new NotAState(
    version < 4
      ? `its format version is ${version}, only 4 can be read: run \`terraform apply -refresh-only\` with Terraform 0.15.4 or later`
      : `its format version is ${version}, only 4 can be read: this program is older than the Terraform that wrote it`,
  )
}

function instancesOf(resource: unknown): readonly StateInstance[] {
  const content = objectOf(resource)
  const type = own(content, 'type')
  const name = own(content, 'name')
  if (content === undefined || typeof type !== 'string' || typeof name !== 'string') {
    throw new NotAState('a resource in it has no type or no name')
  }
  const data = own(content, 'mode') === 'data'
  const inModule = own(content, 'module')
  const module = typeof inModule === 'string' ? { module: inModule } : {}
  const where = addressOf({ ...module, type, name })
  return listOf(content, 'instances', where).flatMap((given) => {
    const instance = objectOf(given)
    if (instance === undefined) throw new NotAState(`an instance of ${where} is no object`)
    if (own(instance, 'deposed') !== undefined) return []
    const index = own(instance, 'index_key')
    const key = typeof index === 'number' || typeof index === 'string' ? { index } : {}
    const address = addressOf({ ...module, type, name, ...key })
    const attributes = objectOf(own(instance, 'attributes'))
    const sensitivePaths = pathsOf(own(instance, 'sensitive_attributes'))
    const sensitive = new Set(sensitivePaths.flatMap(([name]) => (typeof name === 'string' ? [name] : [])))
    return [{ address, type, data, attributes, sensitive, sensitivePaths }]
  })
}

/** Each path is a list of steps: the name of an attribute, or an index with its type. */
function pathsOf(paths: unknown): readonly AttributePath[] {
  return (Array.isArray(paths) ? (paths as readonly unknown[]) : []).map((path) => {
    const found: (string | number)[] = []
    for (const step of Array.isArray(path) ? (path as readonly unknown[]) : []) {
      const value = own(objectOf(step), 'value')
      const key = objectOf(value) === undefined ? value : own(objectOf(value), 'value')
      // What a set holds has no index: all of it is meant.
      if (typeof key !== 'string' && typeof key !== 'number') break
      found.push(key)
    }
    return found
  })
}
