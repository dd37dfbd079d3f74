import { firewallTypes } from './loose-rules.ts'
import { isObjectType } from './kubernetes-types.ts'
import { mappings } from './mappings.ts'
import { looseRuleTypes } from './permissions.ts'

const mapped: ReadonlySet<string> = new Set([
  ...mappings.flatMap(({ types, parts = [] }) => [...types, ...parts]),
  ...firewallTypes,
  ...looseRuleTypes,
])

/** Whether a type becomes a resource of a kind of its own, or a part of one. */
export function isKnownType(type: string): boolean {
  return mapped.has(type) || isObjectType(type)
}
