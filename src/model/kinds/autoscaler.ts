import { count, keyed, reference, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const autoscaler = defineKind({
  id: 'autoscaler',
  version: 1,
  dimension: 'deployment',
  title: 'Autoscaler',
  doc: 'Bounds and policy by which a workload is scaled: a Kubernetes horizontal pod autoscaler.',
  pairing: 'named',
  taggable: true,
  fields: {
    target: reference(['workload'], 'What it scales.'),
    minReplicas: count('Least replicas.', { default: 1 }),
    maxReplicas: count('Most replicas.'),
    metrics: keyed(
      ['name'],
      {
        name: word('What is measured: `cpu`, `memory`, `web/cpu` of one container, the name of another metric.'),
        type: word('`Resource`, `ContainerResource`, `Pods`, `Object`, `External`.'),
        target: text('What it is held at: `utilization 80`, `average 500m`, `value 30`.'),
      },
      'What it scales by.',
    ),
  },
})
