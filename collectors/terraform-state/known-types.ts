import { firewallTypes } from './loose-rules.ts'
import { mappings } from './mappings.ts'
import { looseRuleTypes } from './permissions.ts'

/** Every type that becomes a resource of a kind of its own, or a part of one. */
export const knownTypes: ReadonlySet<string> = new Set([
  ...mappings.flatMap(({ types, parts = [] }) => [...types, ...parts]),
  ...firewallTypes,
  ...looseRuleTypes,
])
