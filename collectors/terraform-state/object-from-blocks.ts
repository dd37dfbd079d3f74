import { apiName, blockName } from './block-names.ts'
import { objectOf, type JsonObject } from './state-parts.ts'

/** Amounts of which the provider writes zero where nothing is set. */
const zeroIsUnset: ReadonlySet<string> = new Set([
  'active_deadline_seconds',
  'average_utilization',
  'end_port',
  'health_check_node_port',
  'host_port',
  'node_port',
  'number',
  'starting_deadline_seconds',
  'target_cpu_utilization_percentage',
])

/** Amounts that the provider keeps as a text, because zero is one of them. */
const numberAsText: ReadonlySet<string> = new Set([
  'replicas',
  'toleration_seconds',
  'ttl_seconds_after_finished',
  'fs_group',
  'run_as_group',
  'run_as_user',
])

/**
 * What the attributes of a Kubernetes resource of Terraform say, in the words of the API: `spec { template { spec { container
 * { … } } } }` is `spec.template.spec.containers`. A block is a list in a state even where there can be one only; what is a map
 * there has keys of its own (labels, selectors, the data of a config map) and is kept as it is. Null, an empty text and an
 * empty list are what is not set. Pure.
 */
export function objectFromBlocks(attributes: JsonObject, parent = ''): JsonObject {
  const found: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(attributes)) {
    const [key, given] = memberOf(parent, name, value)
    if (given !== undefined) found[key] = given
  }
  // A variable has no value of its own where it takes one from elsewhere.
  if (parent === 'env' && found['valueFrom'] === undefined) found['value'] = attributes['value'] ?? ''
  return found
}

function memberOf(parent: string, name: string, value: unknown): readonly [key: string, value: unknown] {
  if (isBlocks(value)) {
    const { key, list } = blockName(parent, name)
    const blocks = value.map((block) => objectFromBlocks(block ?? {}, name))
    return [key, list ? blocks : blocks[0]]
  }
  return [apiName(name), plainOf(name, value)]
}

/** A block without anything in it is written as null: `empty_dir {}`. */
function isBlocks(value: unknown): value is readonly (JsonObject | null)[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => one === null || objectOf(one) !== undefined)
}

function plainOf(name: string, value: unknown): unknown {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return undefined
  if (value === 0 && zeroIsUnset.has(name)) return undefined
  if (typeof value === 'string' && numberAsText.has(name) && /^\d+$/.test(value)) return Number(value)
  return value
}
