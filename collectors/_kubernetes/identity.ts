import { withoutKustomizeHash, withoutRelease } from './generated-name.ts'
import type { KubeObject } from './objects.ts'
import { becomes } from './served-kinds.ts'

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
 * without the hash of their content, which is another in each environment. Jobs are called without their release; their
 * address has it, so that the jobs of two releases stay two.
 */
export function identityOf(object: KubeObject): ObjectIdentity {
  const generated = object.kind === 'ConfigMap' || object.kind === 'Secret'
  const own = generated ? withoutKustomizeHash(object.name) : object.name
  // Two operators may have one word for their kinds.
  const kind =
    becomes(object) === 'cluster-object' && object.group !== '' ? `${object.kind}.${object.group}` : object.kind
  const placed = (name: string): string =>
    object.namespace === undefined ? `${kind}:${name}` : `${object.namespace}/${kind}:${name}`
  return {
    id: placed(object.name),
    name: object.kind === 'Job' ? withoutRelease(own) : own,
    address: placed(own),
    identifiers: [placed(object.name)],
  }
}
