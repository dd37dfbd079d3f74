import { isIP } from 'node:net'

/** Where to connect to. */
export interface Endpoint {
  /** Lower case, without brackets. */
  readonly host: string
  readonly port: number
}

/** Reads `host`, `host:port` or `[address]:port`. What the settings' schema lets through is well formed. */
export function endpointOf(written: string): Endpoint {
  const found = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(written)
  return { host: (found?.[1] ?? found?.[2] ?? written).toLowerCase(), port: Number(found?.[3] ?? 443) }
}

/** `www.shop.example:443`, `[::1]:443`: the one way an endpoint is written in scopes, ids and names. */
export function endpointText({ host, port }: Endpoint): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`
}
