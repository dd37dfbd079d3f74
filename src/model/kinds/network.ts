import { as, flag, quantity, setOf, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const network = defineKind({
  id: 'network',
  version: 2,
  dimension: 'network',
  title: 'Network',
  doc: 'A virtual private network (VPC).',
  pairing: 'named',
  taggable: true,
  fields: {
    cidrs: setOf(as('cidr', 'A range.'), 'Its address ranges: an offset is only the environment’s.', {
      volatile: true,
    }),
    prefixLength: quantity('bits', 'Prefix length of its primary range.', { volatile: true }),
    tenancy: word('`default` or `dedicated`.', { default: 'default' }),
    dnsSupport: flag('Whether the provider’s own name server answers in it.', { default: true }),
    dnsHostnames: flag(
      'Whether machines with a public address get a name for it, and names of endpoints can be private.',
      {
        default: false,
      },
    ),
  },
  // Who can tell says both: what says neither is of AWS Config, or was written before they were read.
  unknownIn: ({ attributes: { dnsSupport, dnsHostnames } }) => [
    ...(dnsSupport === undefined ? ['/dnsSupport'] : []),
    ...(dnsHostnames === undefined ? ['/dnsHostnames'] : []),
  ],
})
