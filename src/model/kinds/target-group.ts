import { count, flag, keyed, quantity, reference, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const targetGroup = defineKind({
  id: 'target-group',
  version: 1,
  dimension: 'network',
  title: 'Target group',
  doc: 'Where a load balancer sends requests, and how it finds out who can take them.',
  pairing: 'named',
  taggable: true,
  fields: {
    type: word('What its targets are: `instance`, `ip`, `lambda`, `alb`.'),
    protocol: word('`HTTP`, `HTTPS`, `TCP`, `TLS`, `UDP`.'),
    protocolVersion: word('`HTTP1`, `HTTP2`, `GRPC`.'),
    port: count('Port of the targets, unless they say another.'),
    addressType: word('`ipv4` or `ipv6`.', { default: 'ipv4' }),
    network: reference(['network'], 'The network it is in.'),
    healthCheck: flag('Whether the health of targets is checked.', { default: true }),
    healthProtocol: word('Protocol of the health check.'),
    healthPort: word('Port of the health check; `traffic-port` is the target’s own.'),
    healthPath: text('Path of the health check.'),
    healthMatcher: word('Answers that count as healthy: `200-299`.'),
    healthInterval: quantity('s', 'Time between two checks.'),
    healthTimeout: quantity('s', 'Time in which a check must be answered.'),
    healthyThreshold: count('Good answers in a row until a target is healthy.'),
    unhealthyThreshold: count('Failures in a row until a target is unhealthy.'),
    deregistrationDelay: quantity('s', 'How long a target that leaves may finish its requests.'),
    slowStart: quantity('s', 'How long a new target’s share grows; 0 is off.', { default: 0 }),
    stickiness: word('What binds a client to a target: `lb_cookie`, `app_cookie`, `source_ip`; `off`.', {
      default: 'off',
    }),
    stickinessDuration: quantity('s', 'How long a cookie binds a client.'),
    algorithm: word('How targets take turns.', { default: 'round_robin' }),
    crossZone: word('Whether targets of all zones are used: `true`, `false`, `use_load_balancer_configuration`.', {
      default: 'use_load_balancer_configuration',
    }),
    preserveClientAddress: flag('Whether targets see the client’s address.'),
    proxyProtocol: flag('Whether the connection begins with a line of the proxy protocol.', { default: false }),
    attributes: keyed(
      ['name'],
      { name: word('The provider’s name of it.'), value: text('Its value.') },
      'Further attributes, by the provider’s names.',
    ),
  },
})
