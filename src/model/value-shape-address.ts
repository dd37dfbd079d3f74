/** The port that a scheme has when none is written: writing it changes nothing. */
const ownPort: Readonly<Record<string, string>> = {
  http: '80',
  https: '443',
  ws: '80',
  wss: '443',
  postgres: '5432',
  mysql: '3306',
  redis: '6379',
  rediss: '6379',
  amqp: '5672',
  amqps: '5671',
  mongodb: '27017',
  smtp: '25',
  ldap: '389',
  ldaps: '636',
}

/** Schemes that mean the same to every client. */
const sameScheme: Readonly<Record<string, string>> = { postgresql: 'postgres', 'jdbc:postgresql': 'jdbc:postgres' }

const url = /^((?:jdbc:)?[a-z][a-z0-9+.-]{0,30}):\/\/([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?$/is

/** The shape of an address with a scheme: `url(https,port,path,/)`. See {@link shapeOf} for the grammar. */
export function urlShape(value: string): string | undefined {
  const found = url.exec(value)
  if (found === null) return undefined
  const written = (found[1] ?? '').toLowerCase()
  const scheme = sameScheme[written] ?? written
  const authority = found[2] ?? ''
  const path = found[3] ?? ''
  const at = authority.lastIndexOf('@')
  const port = /:(\d+)$/.exec(authority.slice(at + 1))?.[1]
  const parts = [scheme]
  if (at >= 0) parts.push('userinfo')
  if (port !== undefined && port !== ownPort[scheme.replace('jdbc:', '')]) parts.push('port')
  if (path.replaceAll('/', '') !== '') parts.push('path')
  if (found[4] !== undefined) parts.push('query')
  if (path.endsWith('/')) parts.push('/')
  return `url(${parts.join(',')})`
}

const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const ip4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`)
const label = '[a-z0-9_](?:[a-z0-9_-]{0,62})'
const hostName = new RegExp(`^(?:${label}\\.)+[a-z][a-z0-9-]{1,62}\\.?$|^localhost$`, 'i')

function isIp(text: string): boolean {
  if (ip4.test(text)) return true
  if (text.length > 45 || !/^[0-9a-f:]+(?:\d{1,3}(?:\.\d{1,3}){3})?$/i.test(text)) return false
  const colons = text.split(':').length - 1
  return text.includes('::') ? colons <= 7 : colons === 7
}

/** The shape of a host, with or without a port, an address or range, an e-mail address; undefined if it is none. */
export function authorityShape(value: string): string | undefined {
  if (value.length > 320) return undefined
  if (isIp(value)) return 'ip'
  const range = /^(.+)\/(\d{1,3})$/.exec(value)
  if (range !== null && isIp(range[1] ?? '')) return 'cidr'
  const withPort = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+):(\d{1,5})$/i.exec(value)
  if (withPort !== null && Number(withPort[2]) <= 65_535 && isEndpoint(withPort[1] ?? '')) return 'host:port'
  if (hostName.test(value)) return 'host'
  if (value.startsWith('*.') && hostName.test(value.slice(2))) return 'host(*)'
  if (value.endsWith('/') && hostName.test(value.slice(0, -1))) return 'host(/)'
  return /^[^\s@<>]{1,64}@[a-z0-9.-]+\.[a-z]{2,}$/i.test(value) ? 'email' : undefined
}

/** `redis:6379` is an endpoint; `12:30` is not. */
function isEndpoint(host: string): boolean {
  return host.startsWith('[') || isIp(host) || /[a-z]/i.test(host)
}
