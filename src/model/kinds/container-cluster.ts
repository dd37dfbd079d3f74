import { flag, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const containerCluster = defineKind({
  id: 'container-cluster',
  version: 1,
  dimension: 'compute',
  title: 'Container cluster',
  doc: 'Where workloads of containers run.',
  pairing: 'named',
  taggable: true,
  fields: {
    insights: word('How much is measured of its containers: `disabled`, `enabled`, `enhanced`.', {
      default: 'disabled',
    }),
    capacityProviders: setOf(text('Name.'), 'What it may run workloads on.'),
    defaultStrategy: setOf(text('`FARGATE weight 1 base 2`.'), 'What workloads run on that do not say.'),
    shellLogging: word('Where sessions in containers are logged: `NONE`, `DEFAULT`, `OVERRIDE`.', {
      default: 'DEFAULT',
    }),
    shellEncrypted: flag('Whether sessions in containers are encrypted with a key of the account.', { default: false }),
    discoveryNamespace: text('The namespace in which its services find each other.'),
  },
})
