import { withoutKustomizeHash } from './generated-name.ts'
import type { ManifestObject } from './objects.ts'

/** How an object is called: the kind is in id and address, so that a deployment and a config map of one name never clash. */
export interface ObjectIdentity {
  readonly id: string
  readonly name: string
  /** `namespace/Kind:name`; without a namespace `Kind:name`. */
  readonly address: string
  readonly identifiers: readonly string[]
}

/**
 * The identity of an object. Config maps and secrets that kustomize generated keep their full name as id, and are called
 * without the hash of their content, which is another in each environment.
 */
export function identityOf(object: ManifestObject): ObjectIdentity {
  const generated = object.kind === 'ConfigMap' || object.kind === 'Secret'
  const name = generated ? withoutKustomizeHash(object.name) : object.name
  const placed = (own: string): string =>
    object.namespace === undefined ? `${object.kind}:${own}` : `${object.namespace}/${object.kind}:${own}`
  return { id: placed(object.name), name, address: placed(name), identifiers: [placed(object.name)] }
}
