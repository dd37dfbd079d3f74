import { as, flag, quantity, reference, secret, setOf, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const storedSecret = defineKind({
  id: 'stored-secret',
  version: 2,
  dimension: 'configuration',
  title: 'Stored secret',
  doc: 'A secret that programs read by its name. Of the value, a fingerprint at most, and only where it is asked for.',
  pairing: 'named',
  taggable: true,
  fields: {
    description: text('What it is for.'),
    key: reference(['encryption-key'], 'The key that it is encrypted with; absent: the provider’s own.'),
    rotation: flag('Whether it is replaced by itself.', { default: false }),
    rotationPeriod: quantity('days', 'How often.'),
    rotationSchedule: word('When, where it is no number of days: `cron(0 16 1,15 * ? *)`.'),
    rotator: reference(['serverless-function'], 'What replaces it.'),
    replicas: setOf(text('Region.'), 'The regions that it is copied to.'),
    secret: secret('The fingerprint of the value.'),
    shape: word('The form of the value.'),
    changed: as('instant', 'When it was last changed.', { volatile: true }),
    rotated: as('instant', 'When it was last replaced by itself.', { volatile: true }),
    rotationDue: as('instant', 'When it should be replaced by itself the next time.', { volatile: true }),
  },
})
