import { count, flag, keyed, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const databaseOptions = defineKind({
  id: 'database-options',
  version: 1,
  dimension: 'database',
  title: 'Database options',
  doc: 'Features that are added to a database engine (an option group): audit, encryption, native backup.',
  pairing: 'named',
  taggable: false,
  fields: {
    engine: word('The engine it is for.'),
    majorVersion: word('The major version it is for.'),
    description: text('A note: not meaning.', { volatile: true }),
    options: keyed(
      ['name'],
      {
        name: word('Option name, `MARIADB_AUDIT_PLUGIN`.'),
        version: word('Version of the option.'),
        port: count('Port of the option.'),
        permanent: flag('Whether it can never be removed again.', { volatile: true }),
      },
      'The options by name.',
    ),
    settings: keyed(
      ['option', 'name'],
      {
        option: word('The option.'),
        name: word('The setting.'),
        value: text('Its value; absent where its name tells a secret.'),
      },
      'The settings of options that are not the defaults.',
    ),
  },
})
