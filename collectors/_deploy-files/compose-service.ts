import { clearWord, commandLineOf } from '../_containers/command-line.ts'
import { splitImage } from '../_containers/image.ts'
import { isTrue, itemsOf, memberAt, textAt, textsOf } from '../_settings-files/tree-reading.ts'
import type { Tree } from '../_settings-files/tree.ts'
import type { Attributes } from '../../src/model/field.ts'
import type { workload } from '../../src/model/kinds/workload.ts'
import { child } from '../../src/model/pointer.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { mebibytes, millicores, seconds, wholeNumber } from './amounts.ts'
import { noValue, type Doubts } from './doubts.ts'
import { probeWords } from './compose-probe.ts'
import { deviceWords, hostWords, securityWords } from './compose-security.ts'
import { portOf, volumeOf, type Port } from './short-forms.ts'
import { wordsOf } from './words.ts'

type WorkloadAttributes = Attributes<typeof workload.fields>
type Container = Attributes<typeof workload.fields.containers.of>
type Mount = Attributes<typeof workload.fields.mounts.of>
type Setting = Attributes<typeof workload.fields.settings.of>

/** The members of a service that its workload says; what else it has stays among the settings of the file. */
export const said: readonly (readonly string[])[] = [
  ...(
    'image command entrypoint environment env_file ports expose healthcheck restart scale user privileged read_only cap_add cap_drop ' +
    'security_opt sysctls devices pids_limit volumes tmpfs secrets configs network_mode pid ipc cpus mem_limit mem_reservation ' +
    'stop_grace_period pull_policy platform profiles extends'
  )
    .split(' ')
    .map((key) => [key]),
  ...['replicas', 'mode', 'restart_policy', 'resources', 'placement', 'update_config'].map((key) => ['deploy', key]),
  ['logging', 'driver'],
]

/** A service of Compose as the attributes of a `workload`, one container of its name; its environment is handed in. */
export function serviceAttributes(
  name: string,
  service: Tree,
  environment: readonly Setting[],
  by: { readonly fingerprint: Fingerprinter; readonly doubts: Doubts },
): WorkloadAttributes {
  const { fingerprint, doubts } = by
  const commandLine = commandLineOf(
    name,
    [...wordsOf(memberAt(service, 'entrypoint')), ...wordsOf(memberAt(service, 'command'))],
    fingerprint,
  )
  const volumes = itemsOf(memberAt(service, 'volumes')).flatMap((item) => volumeOf(item) ?? [])
  const mode = textAt(service, 'deploy', 'mode')
  const published = portsOf(name, service, doubts).flatMap((port) => port.published ?? [])
  const network = doubts.known('/networkMode', memberAt(service, 'network_mode'))
  return {
    type: mode === 'global' ? 'DaemonService' : mode?.endsWith('-job') === true ? 'Job' : 'Service',
    replicas: doubts.parsed(
      '/replicas',
      memberAt(service, 'scale') ?? memberAt(service, 'deploy', 'replicas'),
      wholeNumber,
      'a number of replicas',
    ),
    ...some('rollout', rolloutWords(memberAt(service, 'deploy', 'update_config'))),
    ...(textAt(service, 'deploy', 'update_config', 'failure_action') === 'rollback' ? { rollback: true } : {}),
    restart: restartWords(service),
    // Docker waits for 10 s where nothing is said.
    gracePeriod: doubts.parsed('/gracePeriod', memberAt(service, 'stop_grace_period'), seconds, 'a duration') ?? 10,
    ...some(
      'hostAccess',
      hostWords(
        service,
        volumes.flatMap(({ hostPath }) => hostPath ?? []),
      ),
    ),
    ...(network === undefined || network === 'host' ? {} : { networkMode: network }),
    ...some('placement', textsOf(memberAt(service, 'deploy', 'placement', 'constraints')).map(spaced)),
    ...some('spread', spreadWords(memberAt(service, 'deploy', 'placement'))),
    ...some('mounts', mountsOf(name, service, doubts)),
    ...architecture(textAt(service, 'platform')),
    ...some('published', [...new Set(published)].sort()),
    containers: [containerOf(name, service, commandLine.command, by)],
    settings: [...environment, ...commandLine.options],
  }
}

function containerOf(
  name: string,
  service: Tree,
  command: string | undefined,
  { fingerprint, doubts }: { readonly fingerprint: Fingerprinter; readonly doubts: Doubts },
): Container {
  const at = (field: string): string => child(child('/containers', name), field)
  const amount = (
    field: string,
    parse: (text: string) => number | undefined,
    ...trees: readonly (Tree | undefined)[]
  ) =>
    doubts.parsed(
      at(field),
      trees.find((tree) => tree !== undefined),
      parse,
      parse === mebibytes ? 'a size' : 'a number of CPUs',
    )
  const part = (what: 'limits' | 'reservations', key: string): Tree | undefined =>
    memberAt(service, 'deploy', 'resources', what, key)
  const probe = probeWords(memberAt(service, 'healthcheck'), (words) =>
    words
      .split(' ')
      .map((word) => clearWord(word, fingerprint))
      .join(' '),
  )
  const policy = textAt(service, 'pull_policy')
  return {
    name,
    ...imagePart(name, memberAt(service, 'image'), doubts),
    ...(command === undefined ? {} : { command }),
    cpuRequest: amount('cpuRequest', millicores, part('reservations', 'cpus')),
    cpuLimit: amount('cpuLimit', millicores, part('limits', 'cpus'), memberAt(service, 'cpus')),
    memoryRequest: amount(
      'memoryRequest',
      mebibytes,
      part('reservations', 'memory'),
      memberAt(service, 'mem_reservation'),
    ),
    memoryLimit: amount('memoryLimit', mebibytes, part('limits', 'memory'), memberAt(service, 'mem_limit')),
    readinessProbe: false,
    livenessProbe: probe !== undefined,
    ...(probe === undefined ? {} : { liveness: probe }),
    ...(isTrue(memberAt(service, 'privileged')) ? { privileged: true } : {}),
    ...(isTrue(memberAt(service, 'read_only')) ? { readOnly: true } : {}),
    user: doubts.known(at('user'), memberAt(service, 'user')),
    ...some('security', securityWords(service)),
    ...some('devices', deviceWords(service)),
    ...some('ports', listening(service)),
    ...(policy === undefined || policy === 'missing' || policy === 'if_not_present'
      ? {}
      : { pullPolicy: pullWord(policy) }),
    logDriver: textAt(service, 'logging', 'driver'),
  }
}

function pullWord(policy: string): string {
  return { always: 'Always', never: 'Never' }[policy] ?? policy
}

/** Of an image with a variable in it, what stands before the variable is known, and what stands behind is not. */
function imagePart(name: string, image: Tree | undefined, doubts: Doubts): Partial<Container> {
  const at = (field: string): string => child(child('/containers', name), field)
  if (image?.type !== 'scalar' || image.text === '') return {}
  if (image.open === undefined) return splitImage(image.text)
  const colon = image.text.search(/:(?=[^/]*$)/)
  const before = colon < 0 ? image.text : image.text.slice(0, colon)
  const { tag: _, ...parts } = splitImage(before)
  for (const field of ['tag', 'digest']) doubts.known(at(field), image)
  if (!before.includes('$')) return parts
  doubts.known(at('image'), image)
  return {}
}

/** The ports that can be understood; the others put all that are said in doubt. */
function portsOf(name: string, service: Tree, doubts: Doubts): readonly Port[] {
  return itemsOf(memberAt(service, 'ports')).flatMap((item) => {
    const port = portOf(item)
    if (port !== undefined) return [port]
    const why = item.type === 'scalar' && item.open !== undefined ? noValue(item.open) : 'not a port'
    doubts.add('/published', item, why)
    doubts.add(child(child('/containers', name), 'ports'), item, why)
    return []
  })
}

function listening(service: Tree): readonly string[] {
  const published = itemsOf(memberAt(service, 'ports')).flatMap((item) => portOf(item)?.listens ?? [])
  const exposed = textsOf(memberAt(service, 'expose')).map((port) => (port.includes('/') ? port : `${port}/tcp`))
  return [...new Set([...published, ...exposed])].sort()
}

function mountsOf(name: string, service: Tree, doubts: Doubts): readonly Mount[] {
  const key = (target: string): string => `${name}/${target.replace(/^\/|\/$/g, '')}`
  const volumes = itemsOf(memberAt(service, 'volumes')).flatMap((item) => {
    const volume = volumeOf(item)
    if (volume?.from.includes('$') === true && item.type === 'scalar' && item.open !== undefined)
      doubts.add(child(child('/mounts', key(volume.target)), 'from'), item, noValue(item.open))
    return volume === undefined ? [] : [{ target: volume.target, from: volume.from, readOnly: volume.readOnly }]
  })
  const scratch = textsOf(memberAt(service, 'tmpfs')).map((path) => ({
    target: path.split(':')[0] ?? path,
    from: 'empty',
    readOnly: false,
  }))
  const handed = (what: 'secrets' | 'configs', kind: string, folder: string) =>
    itemsOf(memberAt(service, what)).flatMap((item) => {
      const source = item.type === 'scalar' ? item.text : textAt(item, 'source')
      if (source === undefined) return []
      const target = textAt(item, 'target') ?? source
      return [
        { target: target.startsWith('/') ? target : `${folder}${target}`, from: `${kind}/${source}`, readOnly: true },
      ]
    })
  const all = [
    ...volumes,
    ...scratch,
    ...handed('configs', 'config-map', '/'),
    ...handed('secrets', 'secret', '/run/secrets/'),
  ]
  return [...new Map(all.map((one) => [one.target, one])).values()].map(({ target, from, readOnly }) => ({
    key: key(target),
    from,
    ...(readOnly ? { readOnly } : {}),
  }))
}

/** `no`, `always`, `unless-stopped`, `on-failure, at most 5 times`. What a deployment says goes before what a service does. */
function restartWords(service: Tree): string {
  const policy = memberAt(service, 'deploy', 'restart_policy')
  if (policy === undefined) {
    const [word = 'no', times] = (textAt(service, 'restart') ?? 'no').split(':')
    return times === undefined ? (word === 'false' ? 'no' : word) : `${word}, at most ${times} times`
  }
  const condition = textAt(policy, 'condition') ?? 'any'
  const word = { none: 'no', any: 'always' }[condition] ?? condition
  const times = textAt(policy, 'max_attempts')
  return times === undefined || word === 'no' ? word : `${word}, at most ${times} times`
}

function rolloutWords(update: Tree | undefined): readonly string[] {
  return ['parallelism', 'delay', 'order', 'failure_action', 'monitor', 'max_failure_ratio'].flatMap((key) => {
    const value = textAt(update, key)
    return value === undefined ? [] : [`${key} ${value}`]
  })
}

function spreadWords(placement: Tree | undefined): readonly string[] {
  const most = textAt(placement, 'max_replicas_per_node')
  const over = itemsOf(memberAt(placement, 'preferences')).flatMap((one) => textAt(one, 'spread') ?? [])
  return [...over.map((what) => `over ${what}`), ...(most === undefined ? [] : [`at most ${most} on a node`])]
}

function spaced(constraint: string): string {
  return constraint.replace(/\s*([=!]=)\s*/, ' $1 ')
}

function architecture(platform: string | undefined): { readonly architecture?: string } {
  const word = platform?.split('/')[1]
  if (word === undefined) return {}
  return { architecture: { amd64: 'X86_64', arm64: 'ARM64' }[word] ?? word }
}

function some<const K extends string, T>(name: K, list: readonly T[]): { readonly [P in K]?: readonly T[] } {
  return (list.length === 0 ? {} : { [name]: list }) as { readonly [P in K]?: readonly T[] }
}
