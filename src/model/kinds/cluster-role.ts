import { keyed, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const clusterRole = defineKind({
  id: 'cluster-role',
  version: 1,
  dimension: 'access',
  title: 'Cluster role',
  doc: 'What may be done in a cluster: a Kubernetes role or cluster role, with the grants that its rules come to.',
  pairing: 'named',
  taggable: true,
  fields: {
    type: word('`Role`, `ClusterRole`.'),
    grants: keyed(
      ['on'],
      {
        on: text('What it is about: `apps/deployments`, `secrets named web`, `/metrics`, `*`.'),
        verbs: setOf(word('`get`, `list`, `*`.'), 'What may be done.'),
      },
      'Every grant, one entry for each resource, however the rules are grouped.',
    ),
    aggregates: setOf(
      text('A label selector.'),
      'The roles that it is put together from; the cluster fills in the grants.',
    ),
  },
})
