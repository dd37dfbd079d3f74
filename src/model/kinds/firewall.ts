import { as, keyed, reference, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

const rule = {
  protocol: word('`tcp`, `udp`, `icmp`, `icmpv6`, `all`, or a number that has no name.'),
  ports: word('`443`, `8000-8010`, `all`; for ICMP `type/code`.'),
  cidr: as('cidr', 'The other end, as a range with its host bits cleared.'),
  group: reference(['firewall'], 'The other end, as a firewall.'),
  prefixList: word('The other end, as a managed prefix list.'),
  description: text('A note: not meaning.', { volatile: true }),
} as const

export const firewall = defineKind({
  id: 'firewall',
  version: 1,
  dimension: 'network',
  title: 'Firewall',
  doc: 'A stateful firewall (security group), its rules as one tuple per protocol, ports and other end.',
  pairing: 'named',
  taggable: true,
  fields: {
    description: text('A note: not meaning.', { volatile: true }),
    network: reference(['network'], 'The network it is in.'),
    ingress: keyed(['protocol', 'ports', 'cidr', 'group', 'prefixList'], rule, 'What may come in.'),
    egress: keyed(['protocol', 'ports', 'cidr', 'group', 'prefixList'], rule, 'What may go out.'),
  },
})
