import { isJsonObject, type Json } from '../model/json.ts'
import type { Seen } from '../model/twin.ts'
import { UNKNOWN } from '../model/unknown.ts'
import { referenceWords } from './print.ts'

/** The traffic of a firewall rule, for a sentence: `tcp 443`, `all udp`, `everything`. */
export function trafficWords(seen: Seen | undefined): string | undefined {
  if (!isJsonObject(seen?.raw)) return undefined
  const [protocol, ports] = [text(seen.raw['protocol']), text(seen.raw['ports'])]
  if (protocol === undefined || protocol === 'all') return 'everything'
  return ports === undefined || ports === 'all' ? `all ${protocol}` : `${protocol} ${ports}`
}

/** The other end of a firewall rule: a range as it was written, a firewall by the name that both sides know. */
export function peerWords(seen: Seen | undefined): string | undefined {
  if (!isJsonObject(seen?.raw)) return undefined
  const cidr = text(seen.raw['cidr'])
  if (cidr === '0.0.0.0/0' || cidr === '::/0') return `the whole internet (${cidr})`
  if (cidr !== undefined) return cidr
  const named = isJsonObject(seen.canonical) ? text(seen.canonical['group']) : undefined
  if (named !== undefined && named !== UNKNOWN) return referenceWords(named)
  return text(seen.raw['group']) ?? text(seen.raw['prefixList'])
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
