import type { CollectedResource } from '../model/resource.ts'
import type { ScopeYield } from './assemble.ts'

/** The address in code of something that was seen; undefined where no code that was read says that it made it. */
export type AddressOf = (resource: CollectedResource) => string | undefined

/**
 * A state of Terraform knows which id came of which address. What was seen under such an id has that address too, so that two
 * environments pair by the code that both are made of. An id that several addresses claim says nothing. Pure.
 */
export function codeAddresses(yields: readonly Pick<ScopeYield, 'origin' | 'found'>[]): AddressOf {
  const claims = new Map<string, CollectedResource | 'several'>()
  for (const { origin, found } of yields) {
    if (origin.mode !== 'declared') continue
    for (const { resource } of found) {
      if (resource.address === undefined) continue
      const known = claims.get(claimOf(resource))
      const same = known === undefined || (known !== 'several' && known.address === resource.address)
      claims.set(claimOf(resource), same ? resource : 'several')
    }
  }
  if (claims.size === 0) return () => undefined
  return (resource) => {
    const claim = claims.get(claimOf(resource))
    if (claim === undefined || claim === 'several') return undefined
    return agree(claim.account, resource.account) && agree(claim.region, resource.region) ? claim.address : undefined
  }
}

function claimOf({ kind, id }: CollectedResource): string {
  return `${kind}\n${id}`
}

/** A database may have one name in two regions; a source that does not know where it is contradicts nobody. */
function agree(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other
}
