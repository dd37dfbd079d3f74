import { as, flag, keyed, reference, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const routeTable = defineKind({
  id: 'route-table',
  version: 1,
  dimension: 'network',
  title: 'Route table',
  doc: 'Where traffic from subnets goes. Tables that differ only in the zone in their name are one fleet.',
  pairing: 'fleet',
  taggable: true,
  pairedThrough: { kind: 'subnet', field: 'routeTable' },
  fields: {
    network: reference(['network'], 'The network it is in.'),
    main: flag('Whether it holds for every subnet that names no other.', { default: false }),
    propagated: flag('Whether a VPN gateway may add routes to it.', { default: false }),
    routes: keyed(
      ['destination', 'prefixList'],
      {
        destination: as('cidr', 'Where the traffic goes to.'),
        prefixList: word('Where it goes to, as a managed prefix list.'),
        target: word('What takes it: `internet-gateway`, `nat-gateway`, `network-peering`, `transit-gateway`, ...'),
        through: reference(
          ['compute-instance', 'nat-gateway', 'network-endpoint', 'network-peering'],
          'The one that takes it, where it is a resource of ours.',
        ),
        blackhole: flag('Whether what takes it is gone.', { default: false }),
      },
      'Its routes, without those inside the network and those of gateway endpoints.',
    ),
  },
})
