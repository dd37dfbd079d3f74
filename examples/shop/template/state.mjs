import { uuidOf } from './identity.mjs'

/** One resource instance of a state, by its address. */
export function instance(address, schemaVersion, attributes, sensitive = []) {
  return { address, schemaVersion, attributes, sensitive }
}

/** The tags of a resource, as the provider keeps them twice. */
export function tagsOf(environment, name, service) {
  const tags = { Environment: environment.name, ManagedBy: 'terraform', Name: name, Service: service }
  return { tags, tags_all: { ...tags, Account: environment.account } }
}

/** The text of a Terraform state, format version 4. */
export function stateText(environment, instances) {
  const resources = new Map()
  for (const { address, schemaVersion, attributes, sensitive } of instances) {
    const { module, type, name, index } = parse(address)
    const key = `${module}.${type}.${name}`
    const resource = resources.get(key) ?? {
      ...(module === undefined ? {} : { module }),
      mode: 'managed',
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"]',
      instances: [],
    }
    resource.instances.push({
      ...(index === undefined ? {} : { index_key: index }),
      schema_version: schemaVersion,
      attributes,
      sensitive_attributes: sensitive.map((value) => [{ type: 'get_attr', value }]),
    })
    resources.set(key, resource)
  }
  const state = {
    version: 4,
    terraform_version: environment.terraform.version,
    serial: environment.terraform.serial,
    lineage: uuidOf(environment, 'lineage'),
    outputs: {},
    resources: [...resources.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, resource]) => resource),
    check_results: null,
  }
  return `${JSON.stringify(state, null, 2)}\n`
}

function parse(address) {
  const found = /^(?:(module\.[\w-]+)\.)?(\w+)\.([\w-]+)(?:\[(.+)\])?$/.exec(address)
  if (found === null) throw new Error(`not an address: ${address}`)
  const [, module, type, name, index] = found
  return { module, type, name, index: index === undefined ? undefined : JSON.parse(index) }
}
