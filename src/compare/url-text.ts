/** The ports that a scheme has where none is written. */
const ports: Readonly<Record<string, string>> = {
  http: '80',
  https: '443',
  ws: '80',
  wss: '443',
  ftp: '21',
  ssh: '22',
  postgres: '5432',
  postgresql: '5432',
  mysql: '3306',
  redis: '6379',
  rediss: '6379',
  amqp: '5672',
  amqps: '5671',
  mongodb: '27017',
}

const form = /^((?:jdbc:)?[A-Za-z][A-Za-z0-9+.-]*):\/\/(?:([^/?#@]*)@)?([^/?#@]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s

/**
 * A URL with user, hosts, ports, path, each part of its query and fragment by themselves after `plain`: schemes and hosts have no
 * case, the usual port is none, and the parts of a query have no order (those of one name keep theirs). Undefined: it is no URL.
 */
export function canonicalUrl(text: string, plain: (text: string) => string): string | undefined {
  const found = form.exec(text)
  if (found === null || /\s/.test(text)) return undefined
  const [, scheme = '', user, hosts = '', path = '', query, fragment] = found
  const lower = scheme.toLowerCase()
  const usual = ports[lower.replace(/^jdbc:/, '')]
  return [
    `${lower}://`,
    user === undefined ? '' : `${user.split(':').map(plain).join(':')}@`,
    hosts
      .split(',')
      .map((host) => hostOf(host, usual, plain))
      .join(','),
    pathOf(path, plain),
    query === undefined ? '' : `?${queryOf(query, plain)}`,
    fragment === undefined ? '' : `#${plain(fragment)}`,
  ].join('')
}

function hostOf(written: string, usual: string | undefined, plain: (text: string) => string): string {
  const [, host = written, port] = /^(.*?)(?::(\d*))?$/s.exec(written) ?? []
  const name = plain(host.toLowerCase().replace(/\.$/, ''))
  return port === undefined || port === '' || port === usual ? name : `${name}:${port}`
}

/** A path of the environment's word alone (`/staging`, `/production/`) is no path. */
function pathOf(path: string, plain: (text: string) => string): string {
  if (path === '' || path === '/') return ''
  const bare = plain(path)
  return bare === '{env}' || bare === '/' ? '' : bare
}

function queryOf(query: string, plain: (text: string) => string): string {
  return query
    .split('&')
    .map((part, i) => {
      const at = part.indexOf('=')
      const key = at < 0 ? part : part.slice(0, at)
      return { key, i, text: at < 0 ? plain(part) : `${key}=${plain(part.slice(at + 1))}` }
    })
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.i - b.i))
    .map((one) => one.text)
    .join('&')
}
