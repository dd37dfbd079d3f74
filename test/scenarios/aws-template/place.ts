/** All that two environments of the one template differ in. */
export interface Place {
  readonly environment: 'staging' | 'production'
  readonly account: string
  readonly region: string
  /** Second byte of the network's range. */
  readonly octet: number
  readonly domain: string
  /** Begins the name of everything that has one. */
  readonly prefix: string
}

export const staging: Place = {
  environment: 'staging',
  account: '222222222222',
  region: 'eu-west-1',
  octet: 30,
  domain: 'staging.shop.example',
  prefix: 'shop-staging',
}

export const production: Place = {
  environment: 'production',
  account: '111111111111',
  region: 'eu-central-1',
  octet: 10,
  domain: 'shop.example',
  prefix: 'shop-production',
}

/** Begins every secret: must be found in no output. */
export const canary = 'canary-41c9d07be2'

/** A secret of a place: each has its own. */
export const secretOf = (place: Place, of: string): string => `${canary}-${place.environment}-${of}`

/** An id that the simulator must have given. */
export function given(id: string | undefined): string {
  if (id === undefined) throw new Error('the simulator gave no id')
  return id
}
