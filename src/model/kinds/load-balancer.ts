import { as, count, flag, keyed, quantity, reference, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

const answer = {
  action: text(
    'What is done, in order: `forward`, `redirect 301 to HTTPS://<host>:443/<path>?<query>`; of a classic one `forward to HTTP:8080`.',
  ),
  targets: setOf(reference(['target-group'], 'A target group.'), 'The target groups that it forwards to.'),
  weights: word('The weights of several target groups, least first: `10/90`.'),
} as const

export const loadBalancer = defineKind({
  id: 'load-balancer',
  version: 2,
  dimension: 'network',
  title: 'Load balancer',
  doc: 'A load balancer with its listeners and their rules.',
  pairing: 'named',
  taggable: true,
  fields: {
    type: word('`application`, `network`, `gateway` or `classic`.'),
    scheme: word('`internet-facing` or `internal`.'),
    addressType: word('`ipv4`, `dualstack`, `dualstack-without-public-ipv4`.'),
    network: reference(['network'], 'The network it is in.'),
    zones: count('Number of availability zones it is in.'),
    firewalls: setOf(reference(['firewall'], 'A firewall.'), 'The firewalls (security groups) on it.'),
    dnsName: as('host', 'Host name: made by the provider.', { volatile: true }),
    deletionProtection: flag('Protected against deletion.', { default: false }),
    crossZone: flag('Whether each of its nodes sends to the targets of all zones.'),
    idleTimeout: quantity('s', 'How long a silent connection is kept.'),
    keepAlive: quantity('s', 'How long a connection of a client is kept at most.', { default: 3600 }),
    http2: flag('Whether clients may speak HTTP/2.', { default: true }),
    invalidHeaders: word('Headers with invalid names: `keep` or `drop`.', { default: 'keep' }),
    desync: word('Protection against request smuggling: `monitor`, `defensive`, `strictest`.', {
      default: 'defensive',
    }),
    forwardedFor: word('The X-Forwarded-For header: `append`, `preserve`, `remove`.', { default: 'append' }),
    forwardedPort: flag('Whether X-Forwarded-For tells the port of the client.', { default: false }),
    hostHeader: word('The Host header: `preserve`, or `rewrite` to what the targets get by default.', {
      default: 'rewrite',
    }),
    tlsHeaders: flag('Whether the targets are told the TLS version and cipher.', { default: false }),
    firewallFailOpen: flag('Whether requests pass when the web application firewall does not answer.', {
      default: false,
    }),
    accessLogs: flag('Whether requests are logged.', { default: false }),
    connectionLogs: flag('Whether connections are logged.', { default: false }),
    clientRouting: word('How names are resolved over zones: `any_availability_zone`.', {
      default: 'any_availability_zone',
    }),
    zonalShift: flag('Whether traffic can be shifted away from a zone.', { default: false }),
    attributes: keyed(
      ['name'],
      { name: word('The provider’s name of it.'), value: text('Its value.') },
      'Further attributes, by the provider’s names.',
    ),
    listeners: keyed(
      ['listener'],
      {
        listener: word('Protocol and port, `HTTPS:443`.'),
        tlsPolicy: word('The policy of protocols and ciphers.'),
        tlsLeast: as('version', 'The least version of TLS that the policy lets in.'),
        certificate: reference(['certificate'], 'The certificate that is served by default.'),
        certificates: setOf(reference(['certificate'], 'A certificate.'), 'The certificates served by name beside it.'),
        clientCertificates: word('Certificates of clients: `off`, `passthrough`, `verify`.', { default: 'off' }),
        alpn: word('Policy of protocols above TLS, `HTTP2Preferred`.'),
        ...answer,
      },
      'Where it listens, and what it does by default.',
    ),
    rules: keyed(
      ['listener', 'conditions'],
      {
        listener: word('The listener, `HTTPS:443`.'),
        conditions: text('What a request must be: `host-header api.shop.example; path-pattern /v1/*`.'),
        priority: count('Its number in the order of rules.', { volatile: true }),
        ...answer,
      },
      'The rules of its listeners, by what they ask for.',
    ),
    order: setOf(
      text('`HTTPS:443: path-pattern /v1/* before path-pattern /*`.'),
      'Which rule comes before which, where both may fit one request and do not do the same with it.',
    ),
  },
})
