import { flag, keyed, setOf, text } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const serviceAccount = defineKind({
  id: 'service-account',
  version: 2,
  dimension: 'access',
  title: 'Service account',
  doc: 'As whom a workload acts in its cluster and, by annotation, in its cloud.',
  pairing: 'named',
  taggable: true,
  fields: {
    identities: keyed(
      ['cloud'],
      {
        cloud: text('`aws`, `gcp`, `azure`.'),
        identity: text('The role or account that it acts as, without the account of the cloud.'),
        id: text('As it is written.', { volatile: true }),
      },
      'As whom it acts in a cloud.',
    ),
    mountsToken: flag('Whether its token is put into pods.', { default: true }),
    pullSecrets: setOf(text('Name of a secret.'), 'With which secrets images are pulled.'),
  },
})
