import { count, keyed, secret, text, word } from '../forms.ts'
import { defineKind } from '../kind.ts'

export const settingGroup = defineKind({
  id: 'setting-group',
  version: 1,
  dimension: 'configuration',
  title: 'Setting group',
  doc: 'The settings of one file or map. A nested key is a path, `database.pool.size`.',
  pairing: 'named',
  taggable: false,
  fields: {
    format: word('`dotenv`, `yaml`, `json`, `compose`, `config-map`.', { volatile: true }),
    settings: keyed(
      ['key'],
      {
        key: text('The key, after symbols.'),
        value: text('The value; absent where it is secret.'),
        secret: secret('The fingerprint of a secret value.'),
        shape: word('The form of the value: `integer`, `url(https,/)`, `list(uuid)`, `empty`.'),
        file: text('The file that it stands in, where that is another than the first.', { volatile: true }),
        line: count('Line in its file.', { volatile: true }),
      },
      'The settings by key.',
    ),
  },
})
