import { itemsOf, memberAt, membersOf, textAt, textsOf } from '../_settings-files/tree-reading.ts'
import type { Tree } from '../_settings-files/tree.ts'
import { asMap } from './compose-merge.ts'

/** What a service may do beyond or short of what Docker allows anyway, in the words for containers of a cluster. */
export function securityWords(service: Tree): readonly string[] {
  const capabilities = (['add', 'drop'] as const).flatMap((what) =>
    textsOf(memberAt(service, `cap_${what}`)).map((one) => `${what} ${one.replace(/^CAP_/i, '').toUpperCase()}`),
  )
  const options = textsOf(memberAt(service, 'security_opt')).map(optionWords)
  const kernel = membersOf(asMap(memberAt(service, 'sysctls') ?? service)).flatMap(({ key }) =>
    memberAt(service, 'sysctls') === undefined ? [] : [`sysctl ${key}`],
  )
  return [...new Set([...capabilities, ...options, ...kernel])].sort()
}

function optionWords(option: string): string {
  if (/^no-new-privileges(?:[:=]true)?$/.test(option)) return 'no privilege escalation'
  return option.replace(/^(seccomp|apparmor)[:=]/, (_, what: string) => (what === 'seccomp' ? 'seccomp ' : 'AppArmor '))
}

/** Paths of the host that give away more than a folder of data: its own system, and what drives its containers. */
const system = /^\/(?:etc|var\/run|run|proc|sys|dev|root|boot|usr|lib|var\/lib\/docker)?(?:\/|$)/

/** What of its host a service sees. */
export function hostWords(service: Tree, hostPaths: readonly string[]): readonly string[] {
  const shared = (['network_mode', 'pid', 'ipc'] as const).flatMap((key) =>
    textAt(service, key) === 'host' ? [{ network_mode: 'hostNetwork', pid: 'hostPID', ipc: 'hostIPC' }[key]] : [],
  )
  return [...shared, ...[...new Set(hostPaths)].filter((path) => system.test(path)).map((path) => `hostPath ${path}`)]
}

/** What else it asks for: devices, and how many processes it may have. */
export function deviceWords(service: Tree): readonly string[] {
  const own = textsOf(memberAt(service, 'devices')).map((one) => `device ${one.split(':')[0] ?? one}`)
  const reserved = itemsOf(memberAt(service, 'deploy', 'resources', 'reservations', 'devices')).map((one) => {
    const what = [textAt(one, 'driver'), ...textsOf(memberAt(one, 'capabilities'))].filter((part) => part !== undefined)
    return `request ${what.join('.')}=${textAt(one, 'count') ?? (textsOf(memberAt(one, 'device_ids')).length || 'all')}`
  })
  const processes = textAt(service, 'deploy', 'resources', 'limits', 'pids') ?? textAt(service, 'pids_limit')
  return [...own, ...reserved, ...(processes === undefined ? [] : [`limit pids=${processes}`])]
}
