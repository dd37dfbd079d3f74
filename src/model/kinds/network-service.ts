import { as, count, flag, keyed, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const networkService = defineKind({
  id: 'network-service',
  version: 1,
  dimension: 'network',
  title: 'Network service',
  doc: 'A stable name and ports in front of the instances of a workload: a Kubernetes service.',
  pairing: 'named',
  taggable: true,
  fields: {
    type: word('`ClusterIP`, `NodePort`, `LoadBalancer`, `ExternalName`.', { default: 'ClusterIP' }),
    headless: flag('Whether it has no address of its own, only those behind it.', { default: false }),
    ports: keyed(
      ['port', 'protocol'],
      {
        port: count('The port that it listens on.'),
        protocol: word('`TCP`, `UDP`, `SCTP`.', { default: 'TCP' }),
        target: word('The port behind it, by number or name; absent where it is the same.'),
        application: word('The protocol that is spoken: `http`, `grpc`, `kubernetes.io/h2c`.'),
        name: word('What others call the port.'),
      },
      'Its ports.',
    ),
    selector: setOf(text('`app=web`.'), 'The labels of what is behind it.'),
    externalName: as('host', 'The host outside of the cluster that it stands for.'),
    affinity: word('Whether a client keeps to one instance: `None`, `ClientIP`.', { default: 'None' }),
    trafficPolicy: word(
      'Where traffic from outside goes: `Cluster`, or `Local`, which keeps the address of the client.',
      {
        default: 'Cluster',
      },
    ),
    sourceRanges: setOf(as('cidr', 'A range.'), 'From where its load balancer may be reached.'),
    options: keyed(
      ['key'],
      { key: text('The annotation.'), value: text('Its value.') },
      'What is asked of its load balancer: annotations of the cloud’s controller.',
    ),
  },
})
