import { Type } from '../../src/model/schema.ts'

const path = Type.String({ minLength: 1 })

/** What a `kubernetes` source entry takes. */
export const kubernetesSettings = Type.Object(
  {
    manifests: Type.Union([path, Type.Array(path, { minItems: 1 })], {
      description:
        'Rendered manifests: files, patterns, or directories (every `.yaml`, `.yml` and `.json` in them), relative to the configuration file.',
    }),
    deadlineSeconds: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, description: 'How long reading one file may take, in seconds.' }),
    ),
  },
  { additionalProperties: false },
)
