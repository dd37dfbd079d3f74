import { at, scalarText } from './reading.ts'
import type { ObjectSchema } from './schema.ts'

/**
 * By which keys the lists of an object are maps, by the last part of their path: `x-kubernetes-list-map-keys` of the published
 * OpenAPI, and the patch merge keys of older kinds. Where a list has none that is known, the first of `likely` by which its members differ is
 * taken.
 *
 * Source: OpenAPI of Kubernetes 1.34; the definitions of Gateway API 1.3, Prometheus Operator 0.85, External Secrets 0.19.
 */
const declared: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  imagePullSecrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  webhooks: ['name'],
  validations: ['expression'],
  matchConditions: ['name'],
  variables: ['name'],
  listeners: ['name'],
  conditions: ['type'],
  resourceClaims: ['name'],
  versions: ['name'],
  data: ['secretKey'],
  groups: ['name'],
}

const likely: readonly (readonly string[])[] = [
  ['name'],
  ['secretKey'],
  ['key'],
  ['variable'],
  ['alert'],
  ['record'],
  ['port', 'protocol'],
  ['port'],
  ['host'],
  ['path'],
  ['topologyKey'],
  ['type'],
  ['kind', 'name'],
  ['kind'],
  ['selector/kind'],
  ['metadata/name'],
  ['secretRef/name'],
  ['configMapRef/name'],
]

/** Whether a value of a member is part of the word that it is found by: `name` of `[name=web]`. */
export function isKeyOf(word: string, path: readonly string[]): boolean {
  const name = path.join('/')
  return word.startsWith(`[${name}=`) || word.includes(`,${name}=`)
}

/** One word for each member of a list of mappings, each another; undefined where no keys tell them apart. */
export function memberKeys(
  list: string,
  all: readonly unknown[],
  schema?: ObjectSchema,
): readonly string[] | undefined {
  const published = schema?.mapKeys
  if (published !== undefined) {
    // A key that is not written is what the server fills in.
    const filledIn = (key: string): string | undefined => scalarText(schema?.member()?.property(key)?.filledIn)
    const words = all.map((member) => wordOf(member, published, filledIn))
    if (areDistinct(words)) return words
  }
  const proposals = [...(declared[list] === undefined ? [] : [declared[list]]), ...likely]
  for (const keys of proposals) {
    const words = all.map((member) => wordOf(member, keys))
    if (areDistinct(words)) return words
  }
  return undefined
}

function areDistinct(words: readonly (string | undefined)[]): words is readonly string[] {
  return words.every((word) => word !== undefined) && new Set(words).size === words.length
}

function wordOf(
  member: unknown,
  keys: readonly string[],
  filledIn: (key: string) => string | undefined = () => undefined,
): string | undefined {
  const parts = keys.map((key) => {
    const value = scalarText(at(member, ...key.split('/'))) ?? filledIn(key)
    return value === undefined || value === '' ? undefined : `${key}=${value}`
  })
  return parts.includes(undefined) ? undefined : `[${parts.join(',')}]`
}
