import { contains, offsetIn, parseRange, type Range } from './cidr.ts'

/**
 * Takes the addresses of an environment's own networks out of text: `redis://10.20.3.17:6379` with the network 10.20.0.0/16
 * becomes `redis://{vpc}+0.0.3.17:6379`. What plays the same part has the same place in its network; other addresses stay.
 */
export function withoutOwnAddresses(text: string, networks: readonly Range[]): string {
  if (networks.length === 0 || !/\d\.\d/.test(text)) return text
  return text.replace(/(?<![0-9A-Za-z.])\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?![0-9A-Za-z.])/g, (written) => {
    const range = parseRange(written)
    const network = range === undefined ? undefined : networks.find((one) => contains(one, range))
    if (range === undefined || network === undefined) return written
    const length = written.includes('/') ? `/${range.prefix}` : ''
    return range.text === network.text ? '{vpc}' : `{vpc}+${offsetIn(network, range)}${length}`
  })
}
