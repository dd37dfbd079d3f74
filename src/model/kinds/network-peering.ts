import { as, flag, reference, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const networkPeering = defineKind({
  id: 'network-peering',
  version: 1,
  dimension: 'network',
  title: 'Network peering',
  doc: 'A direct connection of two networks.',
  pairing: 'named',
  taggable: true,
  pairedBy: ['requester', 'accepter'],
  fields: {
    requester: reference(['network'], 'The network that asked for it.'),
    accepter: reference(['network'], 'The network that was asked.'),
    requesterCidrs: setOf(as('cidr', 'A range.'), 'The ranges of the network that asked: an offset is only its own.', {
      volatile: true,
    }),
    accepterCidrs: setOf(
      as('cidr', 'A range.'),
      'The ranges of the network that was asked: an offset is only its own.',
      {
        volatile: true,
      },
    ),
    requesterAccount: text('The account of the network that asked.'),
    accepterAccount: text('The account of the network that was asked.'),
    requesterDns: flag('Whether the asking network resolves names of the other to private addresses.', {
      default: false,
    }),
    accepterDns: flag('Whether the asked network resolves names of the other to private addresses.', {
      default: false,
    }),
    state: word('`active`, `pending-acceptance`.'),
  },
})
