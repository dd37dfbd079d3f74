import type { loadBalancer } from '../../../src/model/kinds/load-balancer.ts'
import type { CollectedResource } from '../../../src/model/resource.ts'
import { partitionOf, wordsOf } from '../names.ts'
import { loadBalancerResource, type ListenerInput } from './load-balancer.ts'
import { given, positive, type AwsOrigin } from './origin.ts'

/** A policy of a classic load balancer, with its attributes by name. */
export interface ClassicPolicy {
  readonly name: string
  /** `SSLNegotiationPolicyType`, `LBCookieStickinessPolicyType`, `AppCookieStickinessPolicyType`. */
  readonly type: string
  readonly values: readonly (readonly [name: string, value: string])[]
}

/** A listener of a classic load balancer. */
export interface ClassicListener {
  readonly protocol?: string | null | undefined
  readonly port?: number | null | undefined
  /** What the instances are spoken to by. */
  readonly to: { readonly protocol?: string | null | undefined; readonly port?: number | null | undefined }
  readonly certificate?: string | null | undefined
  /** Names of its policies. */
  readonly policies: readonly string[]
}

/** A classic load balancer. What the source does not know stays undefined. */
export interface ClassicBalancerInput extends AwsOrigin {
  readonly name: string
  readonly arn?: string | undefined
  readonly scheme?: string | null | undefined
  readonly network?: string | null | undefined
  readonly zones?: readonly string[] | null | undefined
  readonly firewalls?: readonly string[] | null | undefined
  readonly dnsName?: string | null | undefined
  readonly listeners: readonly ClassicListener[]
  /** Undefined: not known. */
  readonly policies?: readonly ClassicPolicy[] | undefined
  readonly check: {
    readonly target?: string | null | undefined
    readonly interval?: number | null | undefined
    readonly timeout?: number | null | undefined
    readonly healthy?: number | null | undefined
    readonly unhealthy?: number | null | undefined
  }
  /** Undefined: not known. */
  readonly settings?:
    | {
        readonly crossZone?: boolean | null | undefined
        readonly accessLogs?: boolean | null | undefined
        /** Seconds. */
        readonly idleTimeout?: number | null | undefined
        /** Seconds for which connections of an instance that leaves are kept; undefined: they are not. */
        readonly draining?: number | null | undefined
        readonly desync?: string | null | undefined
      }
    | undefined
}

/** The ARN of a classic load balancer, which no answer holds; its name where the account is not known. */
export function classicId(
  name: string,
  { account, region }: { readonly account?: string | undefined; readonly region?: string | undefined },
): string {
  if (account === undefined || region === undefined) return name
  return `arn:${partitionOf(region)}:elasticloadbalancing:${region}:${account}:loadbalancer/${name}`
}

/** A classic load balancer as a `load-balancer`. It is referred to by its name. */
export function classicBalancerResource(input: ClassicBalancerInput): CollectedResource<typeof loadBalancer.fields> {
  const { settings, policies } = input
  const attributes = policies === undefined || settings === undefined ? undefined : namedValues(input, policies)
  const resource = loadBalancerResource({
    account: input.account,
    region: input.region,
    tags: input.tags,
    address: input.address,
    arn: input.arn ?? classicId(input.name, input),
    name: input.name,
    type: 'classic',
    scheme: input.scheme,
    network: input.network,
    zones: input.zones,
    firewalls: input.firewalls ?? [],
    dnsName: input.dnsName,
    settings: {
      crossZone: settings?.crossZone ?? undefined,
      accessLogs: settings?.accessLogs ?? undefined,
      idleTimeout: settings?.idleTimeout ?? undefined,
      desync: given(settings?.desync),
      ...(attributes === undefined ? {} : { attributes }),
    },
    listeners: input.listeners.map((one) => listenerOf(one, policies)),
  })
  return { ...resource, identifiers: wordsOf(...(resource.identifiers ?? []), input.name) }
}

function listenerOf(listener: ClassicListener, policies: readonly ClassicPolicy[] | undefined): ListenerInput {
  const { protocol, port } = listener.to
  return {
    protocol: listener.protocol,
    port: listener.port,
    tlsPolicy: policies === undefined ? undefined : tlsOf(listener, policies),
    certificate: listener.certificate,
    certificates: [],
    actions: [{ type: `forward to ${given(protocol) ?? ''}:${port ?? ''}` }],
    rules: [],
  }
}

/** One of Elastic Load Balancing's own, or the protocols and ciphers that somebody chose. */
function tlsOf(listener: ClassicListener, policies: readonly ClassicPolicy[]): string | undefined {
  const own = policiesOf(listener, policies).find(({ type }) => type === 'SSLNegotiationPolicyType')
  if (own === undefined) return undefined
  const values = new Map(own.values)
  const reference = given(values.get('Reference-Security-Policy'))
  if (reference !== undefined) return reference
  const on = own.values.filter(([, value]) => value === 'true').map(([name]) => name)
  return on.length === 0 ? own.name : `custom ${on.sort().join(' ')}`
}

function policiesOf(listener: ClassicListener, policies: readonly ClassicPolicy[]): readonly ClassicPolicy[] {
  return policies.filter(({ name }) => listener.policies.includes(name))
}

/** The health check, draining and cookies, in the words of the newer interface where it has some. */
function namedValues(
  { check, settings, listeners }: ClassicBalancerInput,
  policies: readonly ClassicPolicy[],
): readonly { readonly name: string; readonly value: string }[] {
  const cookies = listeners.flatMap((listener) =>
    policiesOf(listener, policies).flatMap(({ type, values }) => {
      if (!type.endsWith('CookieStickinessPolicyType')) return []
      const kind = type.startsWith('LB') ? 'lb_cookie' : 'app_cookie'
      const told = [kind, ...values.map(([, value]) => value).filter((value) => value !== '' && value !== '0')]
      return [[`stickiness of ${listener.protocol ?? ''}:${listener.port ?? ''}`, told.join(' ')] as const]
    }),
  )
  const all: readonly (readonly [string, string | number | null | undefined])[] = [
    ['deregistration_delay.timeout_seconds', positive(settings?.draining)],
    ['health_check.healthy_threshold', positive(check.healthy)],
    ['health_check.interval_seconds', positive(check.interval)],
    ['health_check.target', given(check.target)],
    ['health_check.timeout_seconds', positive(check.timeout)],
    ['health_check.unhealthy_threshold', positive(check.unhealthy)],
    ...cookies,
  ]
  return all.flatMap(([name, value]) => (value === undefined || value === null ? [] : [{ name, value: String(value) }]))
}
