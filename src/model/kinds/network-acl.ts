import { as, count, flag, keyed, reference, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

const entries = {
  protocol: word('`tcp`, `udp`, `icmp`, `icmpv6`, `all`, or a number that has no name.'),
  ports: word('`443`, `8000-8010`, `all`; for ICMP `type/code`.'),
  cidr: as('cidr', 'The other end, as a range with its host bits cleared.'),
  action: word('`allow` or `deny`.'),
  behind: count(
    'How many entries of the other action come before it and take a part of its traffic; their numbers have no meaning.',
    { default: 0 },
  ),
} as const

export const networkAcl = defineKind({
  id: 'network-acl',
  version: 1,
  dimension: 'network',
  title: 'Network ACL',
  doc: 'A stateless filter on subnets. Only entries that ever decide are kept: what an earlier one decides already has no effect.',
  pairing: 'named',
  taggable: true,
  pairedThrough: { kind: 'subnet', field: 'networkAcl' },
  fields: {
    network: reference(['network'], 'The network it is in.'),
    default: flag('Whether it holds for every subnet that names no other.', { default: false }),
    ingress: keyed(
      ['protocol', 'ports', 'cidr'],
      entries,
      'What decides on traffic that comes in; the rest is denied.',
    ),
    egress: keyed(['protocol', 'ports', 'cidr'], entries, 'What decides on traffic that goes out; the rest is denied.'),
  },
})
