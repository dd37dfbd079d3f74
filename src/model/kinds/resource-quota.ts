import { count, keyed, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const resourceQuota = defineKind({
  id: 'resource-quota',
  version: 1,
  dimension: 'compute',
  title: 'Resource quota',
  doc: 'What a namespace may use, and what its containers get by default: a Kubernetes resource quota or limit range.',
  pairing: 'named',
  taggable: true,
  fields: {
    type: word('`ResourceQuota`, `LimitRange`.'),
    limits: keyed(
      ['name'],
      {
        name: word('`requests.cpu`, `pods`; of a limit range `Container default memory`.'),
        amount: count('In cores, bytes or pieces; of a ratio its value.'),
      },
      'Its limits.',
    ),
    scopes: setOf(text('A scope.'), 'To which pods it applies: `BestEffort`, `PriorityClass In high`.'),
  },
})
