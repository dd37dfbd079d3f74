import { as, count, keyed, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const gateway = defineKind({
  id: 'gateway',
  version: 1,
  dimension: 'network',
  title: 'Gateway',
  doc: 'Where traffic from outside enters a cluster: a Gateway of the Kubernetes Gateway API.',
  pairing: 'named',
  taggable: true,
  fields: {
    class: text('Which controller serves it.'),
    listeners: keyed(
      ['name'],
      {
        name: word('Its name.'),
        port: count('Its port.'),
        protocol: word('`HTTP`, `HTTPS`, `TLS`, `TCP`, `UDP`.'),
        host: as('host', 'The host names that it answers to.'),
        tls: word('`Terminate` or `Passthrough`.'),
        routes: word('From which namespaces routes may join: `Same`, `All`, `Selector`.', { default: 'Same' }),
      },
      'What it listens on.',
    ),
    addresses: setOf(text('An address.'), 'The addresses that it asks for: only the environment’s.', {
      volatile: true,
    }),
  },
})
