import type { Attributes } from '../../../src/model/field.ts'
import type { loadBalancer } from '../../../src/model/kinds/load-balancer.ts'
import type { targetGroup } from '../../../src/model/kinds/target-group.ts'
import { given } from './origin.ts'

/** Attributes by the names of the API. */
export type NamedValues = ReadonlyMap<string, string | undefined>

type Balancer = Attributes<typeof loadBalancer.fields>
type Group = Attributes<typeof targetGroup.fields>

/** Where logs and cookies go, what they are called, and capacity that follows load: the environment's own. */
const placesAndNames: readonly string[] = [
  'access_logs.s3.bucket',
  'access_logs.s3.prefix',
  'connection_logs.s3.bucket',
  'connection_logs.s3.prefix',
  'health_check_logs.s3.bucket',
  'health_check_logs.s3.prefix',
]

const balancerNames: readonly string[] = [
  ...placesAndNames,
  'access_logs.s3.enabled',
  'client_keep_alive.seconds',
  'connection_logs.s3.enabled',
  'deletion_protection.enabled',
  'dns_record.client_routing_policy',
  'idle_timeout.timeout_seconds',
  'load_balancing.cross_zone.enabled',
  'routing.http.desync_mitigation_mode',
  'routing.http.drop_invalid_header_fields.enabled',
  'routing.http.preserve_host_header.enabled',
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled',
  'routing.http.xff_client_port.enabled',
  'routing.http.xff_header_processing.mode',
  'routing.http2.enabled',
  'waf.fail_open.enabled',
  'zonal_shift.config.enabled',
]

/** The attributes of a load balancer, by their fields. */
export function balancerSettings(values: NamedValues): Balancer {
  const [flag, number, text] = readers(values)
  const choice = (name: string, on: string, off: string): string | undefined => {
    const value = flag(name)
    return value === undefined ? undefined : value ? on : off
  }
  return {
    deletionProtection: flag('deletion_protection.enabled'),
    crossZone: flag('load_balancing.cross_zone.enabled'),
    idleTimeout: number('idle_timeout.timeout_seconds'),
    keepAlive: number('client_keep_alive.seconds'),
    http2: flag('routing.http2.enabled'),
    invalidHeaders: choice('routing.http.drop_invalid_header_fields.enabled', 'drop', 'keep'),
    desync: text('routing.http.desync_mitigation_mode'),
    forwardedFor: text('routing.http.xff_header_processing.mode'),
    forwardedPort: flag('routing.http.xff_client_port.enabled'),
    hostHeader: choice('routing.http.preserve_host_header.enabled', 'preserve', 'rewrite'),
    tlsHeaders: flag('routing.http.x_amzn_tls_version_and_cipher_suite.enabled'),
    firewallFailOpen: flag('waf.fail_open.enabled'),
    accessLogs: flag('access_logs.s3.enabled'),
    connectionLogs: flag('connection_logs.s3.enabled'),
    clientRouting: text('dns_record.client_routing_policy'),
    zonalShift: flag('zonal_shift.config.enabled'),
  }
}

const groupNames: readonly string[] = [
  ...placesAndNames,
  'deregistration_delay.timeout_seconds',
  'load_balancing.algorithm.type',
  'load_balancing.cross_zone.enabled',
  'preserve_client_ip.enabled',
  'proxy_protocol_v2.enabled',
  'slow_start.duration_seconds',
  'stickiness.app_cookie.cookie_name',
  'stickiness.app_cookie.duration_seconds',
  'stickiness.enabled',
  'stickiness.lb_cookie.duration_seconds',
  'stickiness.type',
]

/** The attributes of a target group, by their fields. A cookie's duration counts only while cookies bind. */
export function groupSettings(values: NamedValues): Group {
  const [flag, number, text] = readers(values)
  const sticky = flag('stickiness.enabled')
  const by = sticky === undefined ? undefined : sticky ? text('stickiness.type') : 'off'
  const lasting = by === 'lb_cookie' || by === 'app_cookie' ? number(`stickiness.${by}.duration_seconds`) : undefined
  return {
    deregistrationDelay: number('deregistration_delay.timeout_seconds'),
    slowStart: number('slow_start.duration_seconds'),
    stickiness: by,
    stickinessDuration: lasting,
    algorithm: text('load_balancing.algorithm.type'),
    crossZone: text('load_balancing.cross_zone.enabled'),
    preserveClientAddress: flag('preserve_client_ip.enabled'),
    proxyProtocol: flag('proxy_protocol_v2.enabled'),
  }
}

/** The attributes that have no field of their own. */
export function furtherAttributes(
  values: NamedValues,
  of: 'balancer' | 'group',
): readonly { readonly name: string; readonly value: string }[] {
  const known = of === 'balancer' ? balancerNames : groupNames
  return [...values]
    .filter(([name]) => !known.includes(name))
    .flatMap(([name, value]) => (given(value) === undefined ? [] : [{ name, value: value ?? '' }]))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

type Readers = readonly [
  flag: (name: string) => boolean | undefined,
  number: (name: string) => number | undefined,
  text: (name: string) => string | undefined,
]

function readers(values: NamedValues): Readers {
  const text = (name: string): string | undefined => given(values.get(name))
  return [
    (name) => (text(name) === undefined ? undefined : text(name) === 'true'),
    (name) => (/^\d+$/.test(text(name) ?? '') ? Number(text(name)) : undefined),
    text,
  ]
}
