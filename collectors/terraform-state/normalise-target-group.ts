import { groupSettings } from '../_aws/shapes/load-balancer-attributes.ts'
import { targetGroupResource } from '../_aws/shapes/target-group.ts'
import { targetGroup } from '../../src/model/kinds/target-group.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { defineMapping } from './mapping.ts'
import { originOf } from './origin.ts'

function groupOf(reader: AttributeReader): CollectedResource {
  const [health] = reader.blocks('health_check')
  return targetGroupResource({
    ...originOf(reader),
    arn: reader.text('arn') ?? reader.required('id'),
    name: reader.required('name'),
    type: reader.text('target_type'),
    protocol: reader.text('protocol'),
    protocolVersion: reader.text('protocol_version'),
    port: reader.number('port'),
    addressType: reader.text('ip_address_type'),
    network: reader.text('vpc_id'),
    health: {
      enabled: health?.flag('enabled'),
      protocol: health?.text('protocol'),
      port: health?.text('port'),
      path: health?.text('path'),
      matcher: health?.text('matcher'),
      interval: health?.number('interval'),
      timeout: health?.number('timeout'),
      healthy: health?.number('healthy_threshold'),
      unhealthy: health?.number('unhealthy_threshold'),
    },
    settings: groupSettings(attributesOf(reader)),
  })
}

/** The attributes by the names of the API, so that both are read alike. */
function attributesOf(reader: AttributeReader): ReadonlyMap<string, string | undefined> {
  const [sticky] = reader.blocks('stickiness')
  const by = sticky?.text('type')
  const word = (value: boolean | number | undefined): string | undefined =>
    value === undefined ? undefined : String(value)
  return new Map([
    ['deregistration_delay.timeout_seconds', word(reader.number('deregistration_delay'))],
    ['slow_start.duration_seconds', word(reader.number('slow_start'))],
    ['load_balancing.algorithm.type', reader.text('load_balancing_algorithm_type')],
    ['load_balancing.cross_zone.enabled', reader.text('load_balancing_cross_zone_enabled')],
    ['preserve_client_ip.enabled', word(reader.switch('preserve_client_ip'))],
    ['proxy_protocol_v2.enabled', word(reader.flag('proxy_protocol_v2'))],
    ['stickiness.enabled', word(sticky?.flag('enabled') ?? false)],
    ['stickiness.type', by],
    [`stickiness.${by ?? ''}.duration_seconds`, word(sticky?.number('cookie_duration'))],
  ])
}

export const targetGroupMapping = defineMapping({
  kind: targetGroup,
  types: ['aws_lb_target_group', 'aws_alb_target_group'],
  parts: ['aws_lb_target_group_attachment', 'aws_alb_target_group_attachment'],
  cannotKnow: ['/attributes'],
  fields: {
    health_check: 'healthCheck',
    ip_address_type: 'addressType',
    load_balancing_algorithm_type: 'algorithm',
    load_balancing_cross_zone_enabled: 'crossZone',
    preserve_client_ip: 'preserveClientAddress',
    proxy_protocol_v2: 'proxyProtocol',
    target_type: 'type',
  },
  normalise: groupOf,
})
