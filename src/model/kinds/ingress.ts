import { as, flag, keyed, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const ingress = defineKind({
  id: 'ingress',
  version: 1,
  dimension: 'network',
  title: 'Ingress',
  doc: 'How requests from outside find their service: a Kubernetes ingress, an HTTPRoute or another route of a gateway, an OpenShift route.',
  pairing: 'named',
  taggable: true,
  fields: {
    type: word('`Ingress`, `HTTPRoute`, `GRPCRoute`, `Route`.'),
    class: text('Which controller or gateway serves it.'),
    routes: keyed(
      ['host', 'path'],
      {
        host: as('host', 'Host name; absent where it answers to all, or where the cluster makes one up.'),
        path: word('Path, with what else is asked of a request: `/orders`, `/orders [method POST]`.'),
        match: word('`Prefix`, `Exact`, `ImplementationSpecific`, `RegularExpression`.', { default: 'Prefix' }),
        target: text('Service and port, with their weights where there are several: `web:80`.'),
        filters: text('What is done to a request on its way.'),
        tls: word('How it is encrypted: `certificate`, `edge`, `passthrough`, `reencrypt`. Absent: it is not.'),
      },
      'Which requests go where.',
    ),
    redirectsToTls: flag('Whether requests without encryption are sent to the address with it.'),
    options: keyed(
      ['key'],
      { key: text('The annotation.'), value: text('Its value.') },
      'What is asked of the controller in annotations: limits, timeouts, rewriting, access.',
    ),
  },
})
