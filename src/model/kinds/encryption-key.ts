import { flag, quantity, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'
import { policyStatements } from '../policy-statements.ts'

export const encryptionKey = defineKind({
  id: 'encryption-key',
  version: 1,
  dimension: 'access',
  title: 'Encryption key',
  doc: 'A key that the account manages in a key service.',
  pairing: 'named',
  taggable: true,
  fields: {
    description: text('What it is for.'),
    aliases: setOf(text('Without `alias/`.'), 'Its names.'),
    spec: word('`SYMMETRIC_DEFAULT`, `RSA_2048`.', { default: 'SYMMETRIC_DEFAULT' }),
    usage: word('`ENCRYPT_DECRYPT`, `SIGN_VERIFY`, `GENERATE_VERIFY_MAC`, `KEY_AGREEMENT`.', {
      default: 'ENCRYPT_DECRYPT',
    }),
    state: word('`Enabled`, `Disabled`, `PendingDeletion`.', { default: 'Enabled' }),
    origin: word('Where the key comes from: `AWS_KMS`, `EXTERNAL`, `AWS_CLOUDHSM`.', { default: 'AWS_KMS' }),
    multiRegion: flag('Whether it exists in several regions.', { default: false }),
    rotation: flag('Whether it is replaced by itself.', { default: false }),
    rotationPeriod: quantity('days', 'How often.', { default: 365 }),
    policy: policyStatements('Who may use it.'),
  },
})
