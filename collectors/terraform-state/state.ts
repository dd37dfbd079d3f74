import { addressOf } from './address.ts'

/** One instance of a resource in a state. */
export interface StateInstance {
  readonly address: string
  readonly type: string
  /** Only looked up by the configuration, not made by it. */
  readonly data: boolean
  /** Undefined where the instance is still in the flat form of Terraform 0.11. */
  readonly attributes: Readonly<Record<string, unknown>> | undefined
  /** Names of attributes that Terraform marks as sensitive, in whole or in part: they are not read. */
  readonly sensitive: ReadonlySet<string>
}

/** A state by its instances. What was only looked up is no part of the environment, but may explain a part of it. */
export interface State {
  readonly managed: readonly StateInstance[]
  readonly lookedUp: readonly StateInstance[]
}

/** Why a text is not a state that can be read; one sentence with the remedy. */
export class NotAState extends Error {}

const wanted = 'a Terraform state of format version 4'

/**
 * The instances of a parsed state, without what is waiting to be destroyed (`deposed`). Throws {@link NotAState}.
 *
 * Source: Terraform's own `internal/states/statefile/version4.go`.
 */
export function stateOf(parsed: unknown): State {
  const root = objectOf(parsed)
  if (root === undefined) throw new NotAState(`it is not ${wanted}`)
  checkVersion(root)
  const instances = listOf(root, 'resources', 'the state').flatMap(instancesOf)
  return { managed: instances.filter(({ data }) => !data), lookedUp: instances.filter(({ data }) => data) }
}

function checkVersion(root: Readonly<Record<string, unknown>>): void {
  const version = own(root, 'version')
  if (version === 4) return
  if (own(root, 'encrypted_data') !== undefined) {
    throw new NotAState('the state is encrypted: give the output of `tofu state pull`')
  }
  if (own(root, 'format_version') !== undefined) {
    throw new NotAState(
      'it is the output of `terraform show -json`: give the state itself, from `terraform state pull`',
    )
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
    return [{ address, type, data, attributes, sensitive: sensitiveNames(own(instance, 'sensitive_attributes')) }]
  })
}

/** Each path is a list of steps; the first is the name of an attribute. */
function sensitiveNames(paths: unknown): ReadonlySet<string> {
  const names = (Array.isArray(paths) ? (paths as readonly unknown[]) : []).flatMap((path) => {
    const first = objectOf(Array.isArray(path) ? (path as readonly unknown[])[0] : undefined)
    const value = own(first, 'value')
    return typeof value === 'string' ? [value] : []
  })
  return new Set(names)
}

function listOf(content: Readonly<Record<string, unknown>>, key: string, where: string): readonly unknown[] {
  const value = own(content, key)
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw new NotAState(`\`${key}\` of ${where} is no list`)
  return value as readonly unknown[]
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}

function own(content: Readonly<Record<string, unknown>> | undefined, key: string): unknown {
  return content !== undefined && Object.hasOwn(content, key) ? content[key] : undefined
}
