import { flag, keyed, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const storageClass = defineKind({
  id: 'storage-class',
  version: 1,
  dimension: 'data',
  title: 'Storage class',
  doc: 'What kind of volumes a cluster makes: a Kubernetes storage class.',
  pairing: 'named',
  taggable: true,
  fields: {
    provisioner: word('Who makes the volumes: `ebs.csi.aws.com`.'),
    reclaimPolicy: word('What becomes of a volume when its claim goes: `Delete`, `Retain`.', { default: 'Delete' }),
    binding: word('When a volume is made: `Immediate`, `WaitForFirstConsumer`.', { default: 'Immediate' }),
    expandable: flag('Whether its volumes can grow.', { default: false }),
    isDefault: flag('Whether claims that name no class get it.', { default: false }),
    mountOptions: setOf(word('An option.'), 'How its volumes are mounted.'),
    parameters: keyed(
      ['key'],
      { key: word('Its name.'), value: text('Its value.') },
      'What the provisioner is told: type, encryption, throughput.',
    ),
  },
})
