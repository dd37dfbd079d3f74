import { keyed, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'
import { effectiveParameters, unknownEffective } from '../effective-parameters.ts'

export const databaseParameters = defineKind({
  id: 'database-parameters',
  version: 1,
  dimension: 'database',
  title: 'Database parameters',
  doc: 'The parameters of a database (a parameter group), with what a formula comes to on the instances that use it.',
  pairing: 'named',
  taggable: false,
  pairedThrough: { kind: 'database-instance', field: 'parameters' },
  fields: {
    family: word('Parameter group family, `postgres15`.'),
    description: text('A note: not meaning.', { volatile: true }),
    parameters: keyed(
      ['name'],
      {
        name: word('Parameter name.'),
        value: text('The value as set: a literal, or a formula in braces.'),
        effective: text(
          'What the value comes to on the instances that use it, in `unit`; absent where it cannot be known.',
        ),
        unit: word('The unit of a number: `8kB`, `kB`, `ms`, `bytes`.'),
        source: word('`user`, `engine-default` or `system`.', { volatile: true }),
        apply: word('`static` (needs a reboot) or `dynamic`.', { volatile: true }),
      },
      'The parameters by name.',
    ),
  },
  unknownIn: unknownEffective,
  derive: effectiveParameters,
  derivedFrom: { kinds: ['database-instance'], reading: ['/memory', '/parameters', '/port'], unknown: [] },
})
