import { Type } from '../../src/model/schema.ts'

const path = Type.String({ minLength: 1 })

/** What a `terraform` source entry takes. */
export const terraformSettings = Type.Object(
  {
    state: Type.Union([path, Type.Array(path, { minItems: 1 })], {
      description: 'State files (format version 4): paths or patterns, relative to the configuration file.',
    }),
    deadlineSeconds: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, description: 'How long reading one file may take, in seconds.' }),
    ),
  },
  { additionalProperties: false },
)
