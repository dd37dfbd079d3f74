import type { Notice } from '../model/assessment.ts'
import type { Coverage } from '../model/coverage.ts'
import type { Kind } from '../model/kind.ts'
import { kinds } from '../model/kinds/index.ts'
import type { ServicePlan, SourcePlan } from '../model/plan.ts'
import { keyOf, type Key, type Origin, type Resource } from '../model/resource.ts'
import { codeAddresses, type AddressOf } from './code-addresses.ts'
import { contentDigest } from './content-digest.ts'
import { deriveAll, withUnderived, type Placed } from './derive.ts'
import { narrow, narrowsByTags, networkNames } from './narrowing.ts'
import type { Found } from './read-scope.ts'
import { serviceOf } from './services.ts'
import { joinRows, saidTwice, Tally } from './tally.ts'
import { withoutOthers } from './users-left-out.ts'

/** What one scope gave, and to which source entry. */
export interface ScopeYield {
  readonly source: SourcePlan
  readonly origin: Origin
  readonly found: readonly Found[]
  readonly coverage: readonly Coverage[]
}

export interface Assembly {
  readonly resources: readonly Resource[]
  readonly coverage: readonly Coverage[]
  readonly notices: readonly Notice[]
}

/**
 * Makes one environment of what its scopes gave: narrows, keys, gives services, joins what was seen twice, derives. Pure.
 * The content digest covers the derived attributes too, so that equal digests mean equal bodies.
 */
export function assemble(yields: readonly ScopeYield[], services: readonly ServicePlan[]): Assembly {
  const networks = networkNames(yields.flatMap((one) => one.found))
  const placed = new Map<Key, Placed>()
  const addressOf = codeAddresses(yields)
  const rows = yields.flatMap((one) => one.coverage)
  const notices: Notice[] = []
  for (const [source, group] of bySource(yields)) {
    const keeps = narrow(source, networks)
    const kept = group.map((one) => {
      const { found } = one
      return { ...one, found: withoutOthers({ found, kept: found.filter(keeps) }) }
    })
    notices.push(...emptied(source, group, kept))
    for (const one of kept) rows.push(...place(one, services, placed, addressOf))
  }
  const coverage = joinRows(rows)
  return {
    resources: deriveAll([...placed.values()], coverage, reseal),
    coverage: withUnderived(coverage, kinds),
    notices,
  }
}

function bySource(yields: readonly ScopeYield[]): ReadonlyMap<SourcePlan, readonly ScopeYield[]> {
  const groups = new Map<SourcePlan, ScopeYield[]>()
  for (const one of yields) {
    const group = groups.get(one.source)
    if (group === undefined) groups.set(one.source, [one])
    else group.push(one)
  }
  return groups
}

/** Gives each resource its key and place; answers with coverage for those that another source saw differently. */
function place(
  given: ScopeYield,
  services: readonly ServicePlan[],
  placed: Map<Key, Placed>,
  addressOf: AddressOf,
): readonly Coverage[] {
  const { origin, found } = given
  const differing = new Map<string, string[]>()
  for (const { kind, resource: seen } of found) {
    const address = seen.address ?? (origin.mode === 'observed' ? addressOf(seen) : undefined)
    const resource = address === seen.address ? seen : { ...seen, address }
    const sealed = seal(kind, origin, resource, serviceOf(services, resource))
    const other = placed.get(sealed.key)
    if (other === undefined) placed.set(sealed.key, { kind, resource: sealed })
    else if (other.resource.contentDigest !== sealed.contentDigest) {
      differing.set(kind.id, [...(differing.get(kind.id) ?? []), resource.id])
    }
  }
  const tally = new Tally()
  for (const [kind, ids] of differing) tally.fall(kind, saidTwice(origin, kind, ids), true)
  const row = given.coverage[0]
  return row === undefined ? [] : tally.rows({ ...facts(row), origin })
}

function facts(row: Coverage): Pick<Coverage, 'environment' | 'role' | 'required'> {
  return { environment: row.environment, role: row.role, required: row.required }
}

function seal(kind: Kind, origin: Origin, resource: Found['resource'], service: string | undefined): Resource {
  const { name, address, account, region, asOf } = resource
  return {
    key: keyOf(kind.id, origin.collector, origin.scope, resource.id),
    kind: kind.id,
    id: resource.id,
    origin,
    ...(name === undefined ? {} : { name }),
    ...(address === undefined ? {} : { address }),
    identifiers: resource.identifiers ?? [],
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...(service === undefined ? {} : { service }),
    contentDigest: contentDigest(kind, resource),
    tags: resource.tags ?? {},
    ...(asOf === undefined ? {} : { asOf }),
    attributes: resource.attributes,
  }
}

function reseal(kind: Kind, resource: Resource): Resource {
  return seal(kind, resource.origin, resource, resource.service)
}

/** A source whose `include` keeps nothing of much is more often a mistyped tag than an empty environment. */
function emptied(source: SourcePlan, read: readonly ScopeYield[], kept: readonly ScopeYield[]): readonly Notice[] {
  const asked = (yields: readonly ScopeYield[]): number =>
    yields.flatMap((one) => one.found).filter(({ kind }) => narrowsByTags(source, kind)).length
  const before = asked(read)
  if (before === 0 || asked(kept) > 0) return []
  const message = `${source.where}: \`include\` keeps none of the ${before} resources with tags that "${source.family}" read.`
  return [{ code: 'collect-include-keeps-nothing', message }]
}
