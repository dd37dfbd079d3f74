import { network } from '../model/kinds/network.ts'
import { networkPeering } from '../model/kinds/network-peering.ts'
import { subnet } from '../model/kinds/subnet.ts'
import { contains, parseRange, type Range } from './cidr.ts'
import type { ComparedSide } from './side.ts'

/** Where a range lies that no subnet has: in one of the environment's networks, behind a peering, or in nothing that was read. */
export type Whereabouts = 'in-network' | 'behind-peer' | 'elsewhere'

/**
 * Whether it cannot be told what a range is, because what it would be was not read: of one in a network, whether it is a subnet; of one
 * that a peering tells, whether it is of the peer or of the environment's own end; of a private one elsewhere, whether it is of a network
 * or of one that is peered with. What is public is nobody's network, and stays what is written, and so does everything where nobody
 * was asked for networks.
 */
export function unreadRanges({
  snapshot: { coverage },
}: Pick<ComparedSide, 'snapshot'>): (range: Range, where: Whereabouts) => boolean {
  const isUnread = (...kinds: readonly string[]): boolean =>
    coverage.some(({ kind, status }) => kinds.includes(kind) && status !== 'complete')
  const unread = {
    'in-network': isUnread(subnet.id),
    'behind-peer': isUnread(network.id),
    elsewhere: isUnread(network.id, networkPeering.id),
  }
  return (range, where) => unread[where] && (where === 'in-network' ? !isOneAddress(range) : isPrivate(range))
}

/** Whether networks have such a range. Of version 6, any range that is routed may be a network's. */
export function isPrivate(range: Range): boolean {
  return privately.some((outer) => contains(outer, range))
}

function isOneAddress({ bytes, prefix }: Range): boolean {
  return prefix === 8 * bytes.length
}

const privately = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7', '2000::/3'].flatMap(
  (text) => parseRange(text) ?? [],
)
