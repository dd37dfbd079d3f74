import { keyed, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const clusterBinding = defineKind({
  id: 'cluster-binding',
  version: 1,
  dimension: 'access',
  title: 'Cluster role binding',
  doc: 'Who has a role in a cluster: a Kubernetes role binding or cluster role binding.',
  pairing: 'named',
  taggable: true,
  fields: {
    type: word('`RoleBinding`, `ClusterRoleBinding`.'),
    role: text('The role: `Role edit`, `ClusterRole view`.'),
    subjects: keyed(
      ['subject'],
      { subject: text('`ServiceAccount shop/web`, `Group developers`, `User ci`.') },
      'Who has it.',
    ),
  },
})
