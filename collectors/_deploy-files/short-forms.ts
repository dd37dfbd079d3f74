import { isTrue, memberAt, textAt } from '../_settings-files/tree-reading.ts'
import type { Tree } from '../_settings-files/tree.ts'

/** A port of a container, and where it is reached from outside. */
export interface Port {
  /** What makes it one port: `{ip, target, published, protocol}`. */
  readonly key: string
  /** `8080/tcp`, `3000-3005/tcp`. */
  readonly listens: string
  /** `443:8443/tcp`, `127.0.0.1:5432:5432/tcp`; absent where it is not published, or on a port that is drawn at random. */
  readonly published?: string
}

/**
 * A port in its short form (`443:8443`, `127.0.0.1:53:53/udp`, `8080`) or its long one. Undefined for what is none.
 *
 * Source: the Compose Specification, `ports`.
 */
export function portOf(item: Tree): Port | undefined {
  if (item.type === 'map') {
    const target = textAt(item, 'target')
    const protocol = textAt(item, 'protocol') ?? 'tcp'
    return target === undefined ? undefined : port(textAt(item, 'host_ip'), textAt(item, 'published'), target, protocol)
  }
  if (item.type !== 'scalar') return undefined
  const found = /^(?:(?:(\[[^\]]*\]|[^:[\]]+):)?([\d-]*):)?([\d-]+)(?:\/(\w+))?$/.exec(item.text)
  if (found === null) return undefined
  const [, ip, published, target = '', protocol = 'tcp'] = found
  return port(ip, published === '' ? undefined : published, target, protocol)
}

function port(ip: string | undefined, published: string | undefined, target: string, protocol: string): Port {
  const listens = `${target}/${protocol.toLowerCase()}`
  const everywhere = ip === undefined || ip === '0.0.0.0' || ip === '[::]' || ip === '::'
  const from = published === undefined ? undefined : everywhere ? published : `${ip}:${published}`
  return {
    key: `${ip ?? ''}|${published ?? ''}|${listens}`,
    listens,
    ...(from === undefined ? {} : { published: `${from}:${listens}` }),
  }
}

/** Something mounted in a container. */
export interface Volume {
  readonly target: string
  /** `claim/data` for a named volume, `host//srv/data` for a path of the host, `empty`, as for objects of a cluster. */
  readonly from: string
  /** The path of the host, where it is one and begins at its root. */
  readonly hostPath?: string
  readonly readOnly: boolean
}

/**
 * A volume in its short form (`data:/var/lib/data:ro`, `./conf:/etc/app`, `/cache`) or its long one. Undefined for what is none.
 *
 * Source: the Compose Specification, `volumes`.
 */
export function volumeOf(item: Tree): Volume | undefined {
  if (item.type === 'map') {
    const target = textAt(item, 'target')
    if (target === undefined) return undefined
    const type = textAt(item, 'type') ?? 'volume'
    const readOnly = isTrue(memberAt(item, 'read_only'))
    if (type === 'tmpfs') return { target, from: 'empty', readOnly }
    return { target, ...sourceOf(textAt(item, 'source'), type === 'bind'), readOnly }
  }
  if (item.type !== 'scalar') return undefined
  const parts = partsOf(item.text)
  const [first = '', second, modes = ''] = parts
  if (first === '') return undefined
  if (second === undefined) return { target: first, from: 'empty', readOnly: false }
  return { target: second, ...sourceOf(first, false), readOnly: modes.split(',').includes('ro') }
}

/** Where a volume or a device is in the container: what makes two of them one. */
export function targetOfVolume(item: Tree): string | undefined {
  return volumeOf(item)?.target
}

/** At colons; those within `${…}`, whose value nobody knows, are none. */
function partsOf(text: string): readonly string[] {
  return text.match(/(?:\$\{[^}]*\}|[^:])+/g) ?? []
}

function sourceOf(source: string | undefined, bound: boolean): Pick<Volume, 'from' | 'hostPath'> {
  if (source === undefined) return { from: 'empty' }
  if (source.startsWith('/')) return { from: `host/${source}`, hostPath: source }
  if (bound || /^[.~]/.test(source)) return { from: `host/${source.replace(/^(?:\.\/)+/, '')}` }
  return { from: `claim/${source}` }
}
