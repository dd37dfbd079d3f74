import { count, keyed, secret, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const clusterObject = defineKind({
  id: 'cluster-object',
  version: 1,
  dimension: 'deployment',
  title: 'Cluster object',
  doc: 'Any other object of a Kubernetes API, also of one that an operator brought: its specification as settings by path.',
  pairing: 'named',
  taggable: true,
  fields: {
    type: word('Kind and API group: `ServiceMonitor.monitoring.coreos.com`.'),
    settings: keyed(
      ['key'],
      {
        key: text('The path, its lists by their keys: `spec/endpoints/[port=http]/interval`.'),
        value: text('The value; absent where it is secret.'),
        secret: secret('The fingerprint of a secret value.'),
        shape: word('The form of the value.'),
        line: count('Line in its file.', { volatile: true }),
      },
      'What it says, without what the cluster filled in.',
    ),
  },
})
