import { as, flag, quantity, reference, text } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const subnet = defineKind({
  id: 'subnet',
  version: 2,
  dimension: 'network',
  title: 'Subnet',
  doc: 'A part of a network in one availability zone.',
  pairing: 'named',
  taggable: true,
  fields: {
    network: reference(['network'], 'The network it is in.'),
    cidr: as('cidr', 'Its range: an offset is only the environment’s.', { volatile: true }),
    prefixLength: quantity('bits', 'Prefix length of its range.', { volatile: true }),
    zone: text('Availability zone.', { volatile: true }),
    routeTable: reference(['route-table'], 'The routes in force in it, its own or the network’s.'),
    networkAcl: reference(
      ['network-acl'],
      'The stateless filter in force on it; absent: the one that lets everything through.',
    ),
    publicAddresses: flag('Whether instances in it get a public address by default.', { default: false }),
  },
})
