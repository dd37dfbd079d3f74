import { Type } from '../../src/model/schema.ts'

const path = Type.String({ minLength: 1 })

/** What a `files` source entry takes. */
export const configFilesSettings = Type.Object(
  {
    settings: Type.Optional(
      Type.Union([path, Type.Array(path, { minItems: 1 })], {
        description:
          'Settings files (dotenv, YAML, JSON, TOML, INI, Java properties, Terraform variables; Helm values, Compose and Kamal files), patterns, or directories (every `.env`, `.yaml`, `.yml`, `.json`, `.jsonc`, `.toml`, `.ini`, `.cfg`, `.properties` and `.tfvars` in them), relative to the configuration file.',
      }),
    ),
    compose: Type.Optional(
      Type.Union([path, Type.Array(path, { minItems: 1 })], {
        description:
          'The files of one Compose project, the later laid over the earlier as by `docker compose -f a -f b`; or its folder: `compose.yaml`, with `compose.override.yaml` if there is one.',
      }),
    ),
    profiles: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        description:
          'The profiles of the Compose project that are started; `*` is every one. Absent: those of `COMPOSE_PROFILES` among its variables.',
      }),
    ),
    variables: Type.Optional(
      Type.Union([path, Type.Array(path, { minItems: 1 })], {
        description:
          'Dotenv files that fill in `${NAME}` in Compose files, the later before the earlier. Absent: the `.env` beside the first of them.',
      }),
    ),
    kamal: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'A Kamal file, `config/deploy.yml`, relative to the configuration file.',
      }),
    ),
    destination: Type.Optional(
      Type.String({
        pattern: '^[\\w-]+$',
        description: 'The destination of the Kamal file: `production` lays `config/deploy.production.yml` over it.',
      }),
    ),
    deadlineSeconds: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, description: 'How long reading one file may take, in seconds.' }),
    ),
  },
  { additionalProperties: false, minProperties: 1, description: 'Files that hold settings.' },
)

/** What is read of a source entry. */
export interface ConfigFilesSettings {
  readonly settings?: string | readonly string[] | undefined
  readonly compose?: string | readonly string[] | undefined
  readonly profiles?: readonly string[] | undefined
  readonly variables?: string | readonly string[] | undefined
  readonly kamal?: string | undefined
  readonly destination?: string | undefined
}
