import { quantity, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const volumeClaim = defineKind({
  id: 'volume-claim',
  version: 1,
  dimension: 'data',
  title: 'Volume claim',
  doc: 'Storage that a workload asks for: a Kubernetes persistent volume claim.',
  pairing: 'fleet',
  taggable: true,
  fields: {
    storageClass: text('Its storage class; absent: the default one.'),
    size: quantity('GiB', 'The size that it asks for.'),
    accessModes: setOf(word('`ReadWriteOnce`, `ReadWriteMany`.'), 'How it can be mounted.'),
    volumeMode: word('`Filesystem`, `Block`.', { default: 'Filesystem' }),
  },
})
