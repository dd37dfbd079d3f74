import type { Attributes } from '../../../src/model/field.ts'
import { routeTable } from '../../../src/model/kinds/route-table.ts'
import { collected, type CollectedResource } from '../../../src/model/resource.ts'
import { canonicalCidr } from '../firewall-rule.ts'
import { ec2Arn, readTags, wordsOf } from '../names.ts'
import { given, type AwsOrigin } from './origin.ts'
import { zoneFreeName } from './zone-free-name.ts'

/** One route. Of the prefix list either its service or, for one of the account's own, its ranges each as a route. */
export interface RouteInput {
  /** IPv4 or IPv6 range. */
  readonly cidr?: string | null | undefined
  readonly prefixList?: string | null | undefined
  /** Ids of what takes the traffic; the first that is given counts. */
  readonly targets: readonly (string | null | undefined)[]
  readonly blackhole?: boolean | undefined
}

/** A route table. */
export interface RouteTableInput extends AwsOrigin {
  readonly id: string
  readonly network?: string | null | undefined
  readonly main: boolean
  readonly propagated?: boolean | undefined
  /** Whether subnets name it. */
  readonly used: boolean
  readonly routes: readonly RouteInput[]
}

type Route = Attributes<typeof routeTable.fields.routes.of>

/** What an id is of, by its prefix, and whether it is a resource of ours. */
const targets: readonly (readonly [prefix: string, target: string, ours: boolean])[] = [
  ['nat-', 'nat-gateway', true],
  ['pcx-', 'network-peering', true],
  ['vpce-', 'network-endpoint', true],
  ['i-', 'instance', true],
  ['igw-', 'internet-gateway', false],
  ['eigw-', 'egress-only-gateway', false],
  ['vgw-', 'vpn-gateway', false],
  ['tgw-', 'transit-gateway', false],
  ['cagw-', 'carrier-gateway', false],
  ['lgw-', 'local-gateway', false],
  ['eni-', 'network-interface', false],
  ['arn:', 'core-network', false],
]

/**
 * A route table as a `route-table`, called by its Name tag without the zone; undefined for the main one of a network as
 * AWS makes it, while nobody uses it. Routes within the network and those of gateway endpoints, which AWS writes, are left out.
 */
export function routeTableResource(input: RouteTableInput): CollectedResource<typeof routeTable.fields> | undefined {
  const routes = routesOf(input.routes)
  if (input.main && !input.used && routes.length === 0) return undefined
  const { tags, name, address } = readTags(input.tags)
  return collected(routeTable, {
    id: input.id,
    name: zoneFreeName(name) ?? (input.main ? 'main' : undefined),
    address: input.address ?? address,
    identifiers: wordsOf(input.id, ec2Arn(input.account, input.region, 'route-table', input.id)),
    account: input.account,
    region: input.region,
    tags,
    attributes: { network: given(input.network), main: input.main, propagated: input.propagated, routes },
  })
}

function routesOf(given: readonly RouteInput[]): readonly Route[] {
  const byKey = new Map<string, Route>()
  for (const input of given) {
    const route = routeOf(input)
    if (route !== undefined) byKey.set(`${route.destination ?? ''}/${route.prefixList ?? ''}`, route)
  }
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, route]) => route)
}

function routeOf(input: RouteInput): Route | undefined {
  const id = input.targets.map(given).find((one) => one !== undefined)
  if (id === undefined || id === 'local') return undefined
  const cidr = given(input.cidr)
  const prefixList = given(input.prefixList)
  if (cidr === undefined && id.startsWith('vpce-')) return undefined
  const known = targets.find(([prefix]) => id.startsWith(prefix))
  return {
    ...(cidr === undefined ? {} : { destination: canonicalCidr(cidr) }),
    ...(cidr !== undefined || prefixList === undefined ? {} : { prefixList }),
    target: known?.[1] ?? 'other',
    ...(known?.[2] === true ? { through: id } : {}),
    ...(input.blackhole === true ? { blackhole: true } : {}),
  }
}
