import { keyed, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const cacheParameters = defineKind({
  id: 'cache-parameters',
  version: 1,
  dimension: 'database',
  title: 'Cache parameters',
  doc: 'The parameters of a cache (a parameter group).',
  pairing: 'named',
  taggable: false,
  pairedThrough: { kind: 'cache', field: 'parameters' },
  fields: {
    family: word('Parameter group family, `valkey8`.'),
    description: text('A note: not meaning.', { volatile: true }),
    parameters: keyed(
      ['name'],
      {
        name: word('Parameter name.'),
        value: text('The value as set.'),
        source: word('`user` or `system`.', { volatile: true }),
        apply: word('`immediate` or `requires-reboot`.', { volatile: true }),
      },
      'The parameters by name.',
    ),
  },
})
