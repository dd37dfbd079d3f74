import { loadBalancerResource } from '../_aws/shapes/load-balancer.ts'
import type { Attributes } from '../../src/model/field.ts'
import { loadBalancer } from '../../src/model/kinds/load-balancer.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { listenerCertificateTypes, listenerRuleTypes, listenersOf, listenerTypes } from './listeners.ts'
import { defineMapping } from './mapping.ts'
import { originOf } from './origin.ts'
import type { State } from './state.ts'

function balancerOf(reader: AttributeReader, state: State): CollectedResource {
  const arn = reader.text('arn') ?? reader.required('id')
  const type = reader.text('load_balancer_type') ?? 'application'
  const subnets = reader.blocks('subnet_mapping').flatMap((one) => one.text('subnet_id') ?? [])
  const listeners = listenersOf(state, arn, (part, field) => {
    for (const why of part.withheld.values()) reader.withheld.set(field, why)
  })
  if (listeners.length === 0) {
    // They may stand in another state: not known is not none.
    for (const field of ['listeners', 'rules', 'order']) reader.withheld.set(field, 'may stand in another state')
  }
  return loadBalancerResource({
    ...originOf(reader),
    arn,
    name: reader.required('name'),
    type,
    scheme: reader.flag('internal') === true ? 'internal' : 'internet-facing',
    addressType: reader.text('ip_address_type'),
    network: reader.text('vpc_id'),
    zones: subnets.length > 0 ? subnets : reader.texts('subnets'),
    firewalls: reader.texts('security_groups'),
    dnsName: reader.text('dns_name'),
    settings: { ...settingsOfAll(reader, type), ...(type === 'application' ? settingsOfRequests(reader) : {}) },
    listeners: listeners.length === 0 ? undefined : listeners,
  })
}

/** An application load balancer always uses all zones, whatever older providers wrote. */
function settingsOfAll(reader: AttributeReader, type: string): Attributes<typeof loadBalancer.fields> {
  return {
    deletionProtection: reader.flag('enable_deletion_protection'),
    crossZone: type === 'application' ? true : reader.flag('enable_cross_zone_load_balancing'),
    accessLogs: reader.blocks('access_logs')[0]?.flag('enabled') ?? false,
    clientRouting: type === 'network' ? reader.text('dns_record_client_routing_policy') : undefined,
    zonalShift: reader.flag('enable_zonal_shift'),
  }
}

function settingsOfRequests(reader: AttributeReader): Attributes<typeof loadBalancer.fields> {
  const choice = (name: string, on: string, off: string): string | undefined => {
    const value = reader.flag(name)
    return value === undefined ? undefined : value ? on : off
  }
  return {
    idleTimeout: reader.number('idle_timeout'),
    keepAlive: reader.number('client_keep_alive'),
    http2: reader.flag('enable_http2'),
    invalidHeaders: choice('drop_invalid_header_fields', 'drop', 'keep'),
    desync: reader.text('desync_mitigation_mode'),
    forwardedFor: reader.text('xff_header_processing_mode'),
    forwardedPort: reader.flag('enable_xff_client_port'),
    hostHeader: choice('preserve_host_header', 'preserve', 'rewrite'),
    tlsHeaders: reader.flag('enable_tls_version_and_cipher_suite_headers'),
    firewallFailOpen: reader.flag('enable_waf_fail_open'),
    connectionLogs: reader.blocks('connection_logs')[0]?.flag('enabled') ?? false,
  }
}

export const loadBalancerMapping = defineMapping({
  kind: loadBalancer,
  types: ['aws_lb', 'aws_alb'],
  parts: [...listenerTypes, ...listenerRuleTypes, ...listenerCertificateTypes],
  cannotKnow: ['/attributes'],
  fields: {
    client_keep_alive: 'keepAlive',
    desync_mitigation_mode: 'desync',
    dns_record_client_routing_policy: 'clientRouting',
    drop_invalid_header_fields: 'invalidHeaders',
    enable_cross_zone_load_balancing: 'crossZone',
    enable_deletion_protection: 'deletionProtection',
    enable_http2: 'http2',
    enable_tls_version_and_cipher_suite_headers: 'tlsHeaders',
    enable_waf_fail_open: 'firewallFailOpen',
    enable_xff_client_port: 'forwardedPort',
    enable_zonal_shift: 'zonalShift',
    internal: 'scheme',
    ip_address_type: 'addressType',
    load_balancer_type: 'type',
    preserve_host_header: 'hostHeader',
    security_groups: 'firewalls',
    subnet_mapping: 'zones',
    subnets: 'zones',
    xff_header_processing_mode: 'forwardedFor',
  },
  normalise: (reader, { state }) => balancerOf(reader, state),
})
