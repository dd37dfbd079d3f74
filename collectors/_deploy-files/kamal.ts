import { commandLineOf } from '../_containers/command-line.ts'
import { splitImage } from '../_containers/image.ts'
import { itemsOf, memberAt, membersOf, textAt, textsOf, without } from '../_settings-files/tree-reading.ts'
import type { Tree } from '../_settings-files/tree.ts'
import { classifySetting } from '../../src/collect/settings.ts'
import type { Attributes } from '../../src/model/field.ts'
import type { workload } from '../../src/model/kinds/workload.ts'
import { child } from '../../src/model/pointer.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { mebibytes, millicores } from './amounts.ts'
import { Doubts } from './doubts.ts'
import { portOf, volumeOf } from './short-forms.ts'
import { wordsOf } from './words.ts'

type WorkloadAttributes = Attributes<typeof workload.fields>
type Setting = Attributes<typeof workload.fields.settings.of>

/** A role or an accessory of a Kamal file. */
export interface KamalWorkload {
  readonly name: string
  readonly attributes: WorkloadAttributes
  /** Where it stands. */
  readonly at: Tree
  readonly doubts: Doubts
}

/** Whether a file is one of Kamal: it says a service, its image and its servers. */
export function isKamal(tree: Tree): boolean {
  return ['service', 'image', 'servers'].every((key) => memberAt(tree, key) !== undefined)
}

/**
 * One Kamal file over another (`deploy.yml`, `deploy.production.yml`): mappings merge, all else is replaced.
 *
 * Source: Kamal, "Configuration overview", destinations.
 */
export function mergedKamal(base: Tree, over: Tree): Tree {
  if (base.type !== 'map' || over.type !== 'map') return over
  const members = new Map(base.members.map((member) => [member.key, member]))
  for (const member of over.members) {
    const before = members.get(member.key)
    members.set(
      member.key,
      before === undefined ? member : { ...member, value: mergedKamal(before.value, member.value) },
    )
  }
  return { ...over, members: [...members.values()] }
}

/** What the workloads of a Kamal file say of it; the rest stays among its settings. */
export const saidOfKamal: readonly (readonly string[])[] = [
  ...['service', 'image', 'servers', 'env', 'volumes', 'boot', 'primary_role'].map((key) => [key]),
  ['logging', 'driver'],
  ['proxy', 'app_port'],
  ['proxy', 'healthcheck'],
]
const saidOfAccessory = 'service image host hosts role roles port cmd env volumes files directories options'.split(' ')

/** A Kamal file without what its workloads say, and without its extensions. */
export function restOfKamal(tree: Tree): Tree {
  const accessories = membersOf(memberAt(tree, 'accessories')).flatMap(({ key }) =>
    saidOfAccessory.map((field) => ['accessories', key, field]),
  )
  const extensions = membersOf(tree).flatMap(({ key }) => (key.startsWith('x-') ? [[key]] : []))
  return without(tree, [...saidOfKamal, ...accessories, ...extensions])
}

/**
 * The roles of a Kamal file, one workload each with as many replicas as it has hosts, and its accessories. Which version of the
 * image runs is decided when it is deployed, so that only its name is known.
 *
 * Source: Kamal 2, "Configuration": servers, roles, environment variables, accessories, proxy.
 */
export function kamalWorkloads(tree: Tree, fingerprint: Fingerprinter): readonly KamalWorkload[] {
  const service = textAt(tree, 'service') ?? ''
  const servers = memberAt(tree, 'servers')
  const primary = textAt(tree, 'primary_role') ?? 'web'
  const roles =
    servers?.type === 'map'
      ? servers.members.map(({ key, value }) => ({ role: key, value }))
      : [{ role: primary, value: servers }]
  return [
    ...roles.map(({ role, value }) =>
      roleWorkload(tree, { service, role, value, primary: role === primary }, fingerprint),
    ),
    ...membersOf(memberAt(tree, 'accessories')).map(({ key, value }) =>
      accessoryWorkload(service, key, value, fingerprint),
    ),
  ]
}

interface Role {
  readonly service: string
  readonly role: string
  readonly value: Tree | undefined
  readonly primary: boolean
}

function roleWorkload(tree: Tree, { service, role, value, primary }: Role, fingerprint: Fingerprinter): KamalWorkload {
  const doubts = new Doubts()
  const hosts = value?.type === 'map' ? memberAt(value, 'hosts') : value
  const commandLine = commandLineOf(role, wordsOf(memberAt(value, 'cmd')), fingerprint)
  const proxied = primary ? textAt(value, 'proxy') !== 'false' : memberAt(value, 'proxy') !== undefined
  const port = textAt(tree, 'proxy', 'app_port') ?? '80'
  const options = memberAt(value, 'options')
  const attributes: WorkloadAttributes = {
    type: 'Service',
    replicas: hostsOf(hosts, doubts),
    ...some(
      'rollout',
      membersOf(memberAt(tree, 'boot')).flatMap((one) => word(one.key, one.value)),
    ),
    restart: 'unless-stopped',
    ...some('mounts', mountsOf(role, [...itemsOf(memberAt(tree, 'volumes')), ...itemsOf(memberAt(value, 'volumes'))])),
    containers: [
      {
        name: role,
        ...imageWithoutTag(role, tree, doubts),
        ...(commandLine.command === undefined ? {} : { command: commandLine.command }),
        ...limits(role, options, doubts),
        readinessProbe: proxied,
        livenessProbe: false,
        ...(proxied ? { readiness: checkWords(memberAt(tree, 'proxy', 'healthcheck'), port) } : {}),
        ...(proxied ? { ports: [`${port}/tcp`] } : {}),
        logDriver: textAt(value, 'logging', 'driver') ?? textAt(tree, 'logging', 'driver'),
      },
    ],
    settings: [
      ...environment(role, [memberAt(tree, 'env'), memberAt(value, 'env')], fingerprint),
      ...commandLine.options,
      ...otherOptions(role, options, fingerprint),
    ],
  }
  return { name: `${service}-${role}`, attributes, at: value ?? tree, doubts }
}

function accessoryWorkload(service: string, name: string, tree: Tree, fingerprint: Fingerprinter): KamalWorkload {
  const doubts = new Doubts()
  const commandLine = commandLineOf(name, wordsOf(memberAt(tree, 'cmd')), fingerprint)
  const port = memberAt(tree, 'port')
  const one = port === undefined ? undefined : portOf(port)
  const image = doubts.known(child(child('/containers', name), 'image'), memberAt(tree, 'image'))
  const options = memberAt(tree, 'options')
  const mounted = ['volumes', 'directories', 'files'].flatMap((key) => itemsOf(memberAt(tree, key)))
  const attributes: WorkloadAttributes = {
    type: 'Service',
    replicas: hostsOf(memberAt(tree, 'hosts') ?? memberAt(tree, 'host'), doubts),
    restart: 'unless-stopped',
    ...some('mounts', mountsOf(name, mounted)),
    ...some('published', one?.published === undefined ? [] : [one.published]),
    containers: [
      {
        name,
        ...(image === undefined ? {} : splitImage(image)),
        ...(commandLine.command === undefined ? {} : { command: commandLine.command }),
        ...limits(name, options, doubts),
        readinessProbe: false,
        livenessProbe: false,
        ...some('ports', one === undefined ? [] : [one.listens]),
      },
    ],
    settings: [
      ...environment(name, [memberAt(tree, 'env')], fingerprint),
      ...commandLine.options,
      ...otherOptions(name, options, fingerprint),
    ],
  }
  return { name: textAt(tree, 'service') ?? `${service}-${name}`, attributes, at: tree, doubts }
}

/** How many hosts; a host may have tags. Undefined where they come out of a template. */
function hostsOf(hosts: Tree | undefined, doubts: Doubts): number | undefined {
  const all = itemsOf(hosts)
  const open = all.find((item) => item.type === 'scalar' && item.text.includes('<%'))
  if (open === undefined) return all.length === 0 ? undefined : all.length
  doubts.add('/replicas', open, 'its hosts come out of a template')
  return undefined
}

function imageWithoutTag(role: string, tree: Tree, doubts: Doubts): { readonly image?: string } {
  const written = memberAt(tree, 'image')
  if (written?.type !== 'scalar' || written.text.includes('<%')) {
    doubts.add(child(child('/containers', role), 'image'), written ?? tree, 'it comes out of a template')
    return {}
  }
  const server = textAt(tree, 'registry', 'server')
  return { image: splitImage(server === undefined ? written.text : `${server}/${written.text}`).image }
}

function limits(
  name: string,
  options: Tree | undefined,
  doubts: Doubts,
): { readonly cpuLimit?: number; readonly memoryLimit?: number } {
  const at = (field: string): string => child(child('/containers', name), field)
  const cpu = doubts.parsed(at('cpuLimit'), memberAt(options, 'cpus'), millicores, 'a number of CPUs')
  const memory = doubts.parsed(at('memoryLimit'), memberAt(options, 'memory'), mebibytes, 'a size')
  return { ...(cpu === undefined ? {} : { cpuLimit: cpu }), ...(memory === undefined ? {} : { memoryLimit: memory }) }
}

/** Options for Docker, as options of a command line are kept. */
function otherOptions(name: string, options: Tree | undefined, fingerprint: Fingerprinter): readonly Setting[] {
  return membersOf(options)
    .filter(({ key }) => key !== 'cpus' && key !== 'memory')
    .map(({ key, line, value }) => ({
      key: `${name}/--${key}`,
      ...classifySetting(key, textsOf(value).join(','), fingerprint),
      line,
      ...(value.file === undefined ? {} : { file: value.file }),
    }))
}

/** Variables in clear, and the names of those that are secret; of the parts handed in the later goes before the earlier. */
function environment(
  name: string,
  parts: readonly (Tree | undefined)[],
  fingerprint: Fingerprinter,
): readonly Setting[] {
  const all = new Map<string, Setting>()
  for (const part of parts) {
    const sorted = memberAt(part, 'clear') !== undefined || memberAt(part, 'secret') !== undefined
    const clear = sorted ? memberAt(part, 'clear') : part
    for (const { key, line, value } of membersOf(clear)) {
      if (value.type !== 'scalar') continue
      all.set(key, { key: `${name}/${key}`, ...classifySetting(key, value.text, fingerprint), ...at(line, value) })
    }
    for (const item of itemsOf(sorted ? memberAt(part, 'secret') : undefined)) {
      if (item.type !== 'scalar') continue
      // `DB_PASSWORD:MAIN_DB_PASSWORD`: called so here, and otherwise where it is kept.
      const [key = '', kept = key] = item.text.split(':')
      all.set(key, { key: `${name}/${key}`, from: `secret/${kept}`, ...at(item.line, item) })
    }
  }
  return [...all.values()]
}

function at(line: number, { file }: Tree): Pick<Setting, 'line' | 'file'> {
  return { line, ...(file === undefined ? {} : { file }) }
}

/** How kamal-proxy learns that a new version is ready, without what it does where nothing is said. Source: Kamal, "Proxy". */
function checkWords(check: Tree | undefined, port: string): string {
  const path = textAt(check, 'path') ?? '/up'
  const bounds = [
    ['interval', '1', 'every'],
    ['timeout', '5', 'within'],
  ] as const
  const said = bounds.flatMap(([key, standard, how]) => {
    const value = textAt(check, key)
    return value === undefined || value === standard ? [] : [`${how} ${value} s`]
  })
  return [`GET ${path} on ${textAt(check, 'port') ?? port}`, ...said].join(', ')
}

function mountsOf(name: string, items: readonly Tree[]): readonly { key: string; from: string; readOnly?: boolean }[] {
  const all = items.flatMap((item) => volumeOf(item) ?? [])
  return [...new Map(all.map((volume) => [volume.target, volume])).values()].map(({ target, from, readOnly }) => ({
    key: `${name}/${target.replace(/^\/|\/$/g, '')}`,
    from,
    ...(readOnly ? { readOnly } : {}),
  }))
}

function word(key: string, value: Tree): readonly string[] {
  return value.type === 'scalar' && value.text !== '' ? [`${key} ${value.text}`] : []
}

function some<const K extends string, T>(name: K, list: readonly T[]): { readonly [P in K]?: readonly T[] } {
  return (list.length === 0 ? {} : { [name]: list }) as { readonly [P in K]?: readonly T[] }
}
