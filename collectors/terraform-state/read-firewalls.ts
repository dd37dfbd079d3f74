import type { ReadRequest } from '../../src/collect/contract.ts'
import { fail } from '../../src/errors/catalogue.ts'
import { firewall } from '../../src/model/kinds/firewall.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { firewallTypes, groupIds, looseRulesOf, noOtherStates, readOtherStates } from './loose-rules.ts'
import { defineMapping } from './mapping.ts'
import { firewallOf } from './normalise-firewall.ts'
import type { LooseRule } from './permissions.ts'
import { prefixListsOf } from './prefix-lists.ts'
import { readResources } from './read-resources.ts'
import type { TerraformSettings } from './settings.ts'
import { readState } from './state-file.ts'

type Request = ReadRequest<TerraformSettings>

/** The security groups of a state, each with the rules that stand beside it here and in the source's other states. */
export async function* readFirewalls(request: Request): AsyncGenerator<CollectedResource> {
  const state = await readState(request)
  const own = looseRulesOf(state)
  const here = new Set(groupIds(state))
  // Without a group to complete, and without a rule to place, the other states are none of this one's business.
  const concerned = here.size > 0 || own.rules.some(({ group }) => !here.has(group))
  const others = concerned ? await readOtherStates(request) : noOtherStates
  if (here.size > 0 && others.unread.length > 0) {
    const reason = `Rules of its groups may stand in ${others.unread.join(', ')}, which could not be read.`
    request.unknown(firewall, ['/ingress', '/egress'], reason)
  }
  const strays = own.rules.filter(({ group }) => !here.has(group) && !others.groups.has(group)).length
  const lists = prefixListsOf(state)
  const rules = byGroup([...own.rules, ...others.rules])
  const mapping = defineMapping({
    kind: firewall,
    types: firewallTypes,
    normalise: (reader) => firewallOf(reader, rules.get(reader.required('id')) ?? [], lists),
  })
  yield* readResources(request, [mapping], own.problems)
  if (strays === 0) return
  const detail = `rules of security groups: ${strays}`
  throw fail('collect-file-incomplete', { what: request.scope.scope, detail })
}

function byGroup(rules: readonly LooseRule[]): ReadonlyMap<string, readonly LooseRule[]> {
  const groups = new Map<string, LooseRule[]>()
  for (const rule of rules) {
    const known = groups.get(rule.group)
    if (known === undefined) groups.set(rule.group, [rule])
    else known.push(rule)
  }
  return groups
}
