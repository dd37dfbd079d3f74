import { setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const disruptionBudget = defineKind({
  id: 'disruption-budget',
  version: 1,
  dimension: 'deployment',
  title: 'Disruption budget',
  doc: 'How many instances have to stay while nodes are drained: a Kubernetes pod disruption budget.',
  pairing: 'named',
  taggable: true,
  fields: {
    minAvailable: word('How many, or which share, must stay.'),
    maxUnavailable: word('How many, or which share, may be away.'),
    selector: setOf(text('`app=web`.'), 'The labels of what it is about.'),
    unhealthy: word('Whether unhealthy instances may be evicted: `IfHealthyBudget`, `AlwaysAllow`.', {
      default: 'IfHealthyBudget',
    }),
  },
})
