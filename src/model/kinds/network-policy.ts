import { keyed, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

const rule = {
  peer: text('The other end: `pods app=web`, `namespaces team=shop`, `10.0.0.0/8 except 10.1.0.0/16`, `anyone`.'),
  ports: word('`443/TCP`, `8000-8010/TCP`, `all`.'),
} as const

export const networkPolicy = defineKind({
  id: 'network-policy',
  version: 1,
  dimension: 'network',
  title: 'Network policy',
  doc: 'What the pods of a namespace may receive and send: a Kubernetes network policy.',
  pairing: 'named',
  taggable: true,
  fields: {
    selector: text('The pods that it is for: `app=web`, `all`.'),
    directions: setOf(word('`Ingress`, `Egress`.'), 'What it closes, but for its rules.'),
    ingress: keyed(['peer', 'ports'], rule, 'What may come in.'),
    egress: keyed(['peer', 'ports'], rule, 'What may go out.'),
  },
})
