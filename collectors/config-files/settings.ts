import { Type } from '../../src/model/schema.ts'

const path = Type.String({ minLength: 1 })

/** What a `files` source entry takes. */
export const configFilesSettings = Type.Object(
  {
    settings: Type.Union([path, Type.Array(path, { minItems: 1 })], {
      description:
        'Settings files (dotenv, YAML, JSON, TOML, INI, Java properties, Terraform variables; Helm values, Compose and Kamal files), patterns, or directories (every `.env`, `.yaml`, `.yml`, `.json`, `.toml`, `.ini`, `.properties` and `.tfvars` in them), relative to the configuration file.',
    }),
    deadlineSeconds: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, description: 'How long reading one file may take, in seconds.' }),
    ),
  },
  { additionalProperties: false, description: 'Files that hold settings.' },
)
