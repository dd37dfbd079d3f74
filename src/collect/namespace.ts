import type { CollectedResource } from '../model/resource.ts'

/** The namespace of what lives in a cluster: its address is `namespace/name`, and no account holds it. */
export function namespaceOf(resource: Pick<CollectedResource, 'address' | 'account'>): string | undefined {
  const [namespace = '', name, more] = resource.address?.split('/') ?? []
  const lives = namespace !== '' && name !== undefined && more === undefined && resource.account === undefined
  return lives ? namespace : undefined
}
