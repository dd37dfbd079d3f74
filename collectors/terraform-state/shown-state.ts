import {
  listOf,
  NotAState,
  objectOf,
  own,
  type AttributePath,
  type JsonObject,
  type State,
  type StateInstance,
} from './state-parts.ts'

/**
 * The instances of what `terraform show -json` gives: of a state by its `values`, of a plan by its `planned_values`, which are
 * what code declares. Throws {@link NotAState}.
 *
 * Source: developer.hashicorp.com/terraform/internals/json-format, format version 1.
 */
export function shownStateOf(root: JsonObject): State {
  const version = own(root, 'format_version')
  if (typeof version !== 'string' || !/^(?:0|1)\./.test(version)) {
    throw new NotAState(
      `its \`format_version\` is another than 1: this program is older than the Terraform that wrote it`,
    )
  }
  const planned = objectOf(own(root, 'planned_values'))
  // A state without a resource has no `values`.
  const values = planned ?? objectOf(own(root, 'values')) ?? {}
  const pending = planned === undefined ? new Map<string, JsonObject>() : pendingOf(root)
  const looked = objectOf(own(objectOf(own(root, 'prior_state')), 'values'))
  const instances = [values, ...(planned === undefined || looked === undefined ? [] : [lookedUpOnly(looked)])].flatMap(
    (part) => instancesOf(objectOf(own(part, 'root_module')) ?? {}, pending, own(part, 'data') === true),
  )
  return { managed: instances.filter(({ data }) => !data), lookedUp: instances.filter(({ data }) => data), unread: [] }
}

/** Of the state before a plan, only what was looked up counts: the rest is planned. */
function lookedUpOnly(values: JsonObject): JsonObject {
  return { ...values, data: true }
}

function instancesOf(
  module: JsonObject,
  pending: ReadonlyMap<string, JsonObject>,
  dataOnly: boolean,
): readonly StateInstance[] {
  const found: StateInstance[] = []
  // A list of work, not recursion.
  const work: JsonObject[] = [module]
  for (let here = work.pop(); here !== undefined; here = work.pop()) {
    for (const given of listOf(here, 'resources', 'a module')) {
      const one = instanceOf(objectOf(given), pending)
      if (one !== undefined && (!dataOnly || one.data)) found.push(one)
    }
    for (const child of listOf(here, 'child_modules', 'a module')) work.push(objectOf(child) ?? {})
  }
  return found
}

function instanceOf(
  given: JsonObject | undefined,
  pending: ReadonlyMap<string, JsonObject>,
): StateInstance | undefined {
  const [address, type] = [own(given, 'address'), own(given, 'type')]
  if (typeof address !== 'string' || typeof type !== 'string')
    throw new NotAState('a resource in it has no address or no type')
  if (own(given, 'deposed_key') !== undefined) return undefined
  return {
    address,
    type,
    data: own(given, 'mode') === 'data',
    attributes: objectOf(own(given, 'values')) ?? {},
    sensitive: marked(objectOf(own(given, 'sensitive_values'))),
    sensitivePaths: markedPaths(own(given, 'sensitive_values')),
    pending: marked(pending.get(address)),
    pendingPaths: markedPaths(pending.get(address)),
  }
}

/** Attributes that are known only once the plan was applied, by address. */
function pendingOf(root: JsonObject): ReadonlyMap<string, JsonObject> {
  return new Map(
    listOf(root, 'resource_changes', 'the plan').flatMap((given) => {
      const change = objectOf(given)
      const address = own(change, 'address')
      const unknown = objectOf(own(objectOf(own(change, 'change')), 'after_unknown'))
      return typeof address === 'string' && unknown !== undefined ? [[address, unknown] as const] : []
    }),
  )
}

/** Names whose value is true, or holds a true somewhere: an empty list or object marks nothing. */
function marked(marks: JsonObject | undefined): ReadonlySet<string> {
  return new Set(Object.keys(marks ?? {}).filter((name) => /\btrue\b/.test(JSON.stringify(own(marks, name)))))
}

/** The paths that lead to a true. */
function markedPaths(marks: unknown): readonly AttributePath[] {
  const found: AttributePath[] = []
  // A list of work, not recursion.
  const work: [marks: unknown, path: AttributePath][] = [[marks, []]]
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const [here, path] = next
    if (here === true) found.push(path)
    else if (Array.isArray(here)) for (const [i, one] of here.entries()) work.push([one, [...path, i]])
    else for (const [name, one] of Object.entries(objectOf(here) ?? {})) work.push([one, [...path, name]])
  }
  return found
}
