import { Type, type TSchema } from 'typebox'
import type { Config } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'

/** Settings schemas that stand for those of real families. */
export const families: ReadonlyMap<string, TSchema> = new Map<string, TSchema>([
  [
    'aws',
    Type.Object(
      {
        account: Type.Optional(Type.String()),
        regions: Type.Optional(Type.Array(Type.String())),
        services: Type.Optional(Type.Array(Type.Union([Type.Literal('ec2'), Type.Literal('rds')]))),
        assumeRole: Type.Optional(
          Type.Union([
            Type.String(),
            Type.Array(Type.String()),
            Type.Array(
              Type.Object(
                { arn: Type.String(), externalId: Type.Optional(Type.String()) },
                { additionalProperties: false },
              ),
            ),
          ]),
        ),
        deadlineSeconds: Type.Optional(Type.Integer({ minimum: 1 })),
      },
      { additionalProperties: false },
    ),
  ],
  [
    'files',
    Type.Object({ settings: Type.Union([Type.String(), Type.Array(Type.String())]) }, { additionalProperties: false }),
  ],
])

export interface World {
  readonly env?: Readonly<Record<string, string>>
  /** Contents of files by absolute path. */
  readonly files?: Readonly<Record<string, string>>
}

/** Loads a text as /etc/shop/evenkeel.yaml. */
export async function load(text: string, { env = {}, files = {} }: World = {}): Promise<Config> {
  const all: Readonly<Record<string, string>> = { ...files, '/etc/shop/evenkeel.yaml': text }
  return loadConfig('evenkeel.yaml', {
    families,
    env,
    cwd: '/etc/shop',
    readFile: async (path) => {
      const found = all[path]
      if (found === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
      return found
    },
  })
}

/** The problems that loading a text gives, as `code line:column sentence | remedy`. */
export async function problems(text: string, world: World = {}): Promise<readonly string[]> {
  try {
    await load(text, world)
  } catch (error) {
    const all: readonly unknown[] = error instanceof AggregateError ? (error.errors as readonly unknown[]) : [error]
    return all.map((one) => {
      if (!(one instanceof EvenkeelError)) throw one
      return `${one.code}: ${one.message} | ${one.remedy}`
    })
  }
  return []
}

/** A configuration that stands, as lines to change. */
export const valid = `environments:
  production:
    domains: [shop.example]
    accounts: { main: "111111111111" }
    regions: { primary: eu-west-1 }
    sources:
      - aws: { account: main, regions: [primary] }
  staging:
    accounts: "222222222222"
    regions: eu-central-1
    sources:
      - aws: {}
      - files: { settings: deploy/staging.env, include: { tags: { System: shop } }, deadlineSeconds: 5 }
comparisons:
  - { candidate: staging, baseline: production }
`
