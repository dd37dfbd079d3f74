import { as, count, reference, secret, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const storedParameter = defineKind({
  id: 'stored-parameter',
  version: 2,
  dimension: 'configuration',
  title: 'Stored parameter',
  doc: 'A value that programs read by its name. Whether the value is looked at is a setting.',
  pairing: 'named',
  taggable: true,
  fields: {
    type: word('`String`, `StringList`, `SecureString`.'),
    tier: word('`Standard`, `Advanced`.', { default: 'Standard' }),
    dataType: word('`text`, `aws:ec2:image`.', { default: 'text' }),
    key: reference(['encryption-key'], 'The key that it is encrypted with; absent: the provider’s own.'),
    pattern: text('What values it allows.'),
    policies: setOf(
      text('`ends`, `tells 15 days before it ends`, `tells after 30 days without a change`.'),
      'What becomes of it with time.',
    ),
    expires: as('instant', 'When it is deleted by itself.', { volatile: true }),
    value: text('The value; absent where it is secret, or was not asked for.'),
    secret: secret('The fingerprint of a secret value.'),
    shape: word('The form of the value.'),
    changed: as('instant', 'When it was last changed.', { volatile: true }),
    version: count('How often it was changed.', { volatile: true }),
  },
})
