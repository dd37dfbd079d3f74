import { reference, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const natGateway = defineKind({
  id: 'nat-gateway',
  version: 1,
  dimension: 'network',
  title: 'NAT gateway',
  doc: 'The way out for subnets without public addresses. Gateways that differ only in the zone in their name are one fleet.',
  pairing: 'fleet',
  taggable: true,
  fields: {
    network: reference(['network'], 'The network it is in.'),
    subnet: reference(['subnet'], 'The subnet it is in: a placement.', { volatile: true }),
    connectivity: word('`public`, or `private` for other networks alone.', { default: 'public' }),
    state: word('`available`, `failed`: a moment.', { volatile: true }),
  },
})
