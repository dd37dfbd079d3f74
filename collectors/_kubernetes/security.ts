import { at, entriesOf, mapping, members, scalarText } from './reading.ts'

/**
 * What the security context of a container comes to, together with that of its pod, where it is not what the runtime does
 * anyway. What a container says goes before what its pod says.
 *
 * Source: Kubernetes API reference, SecurityContext and PodSecurityContext.
 */
export function securityWords(pod: unknown, container: unknown): readonly string[] {
  const own = (field: string): unknown => at(container, field) ?? at(pod, field)
  const said: string[] = []
  if (own('runAsNonRoot') === true) said.push('runAsNonRoot')
  const group = scalarText(at(pod, 'fsGroup'))
  if (group !== undefined) said.push(`fsGroup ${group}`)
  if (at(container, 'allowPrivilegeEscalation') === false) said.push('no privilege escalation')
  const seccomp = scalarText(at(own('seccompProfile'), 'type'))
  if (seccomp !== undefined) said.push(`seccomp ${seccomp}`)
  const profile = scalarText(at(own('appArmorProfile'), 'type'))
  if (profile !== undefined) said.push(`AppArmor ${profile}`)
  for (const what of ['add', 'drop']) {
    for (const capability of members(at(container, 'capabilities', what)))
      said.push(`${what} ${(scalarText(capability) ?? '').replace(/^CAP_/i, '').toUpperCase()}`)
  }
  for (const option of members(at(pod, 'sysctls'))) said.push(`sysctl ${scalarText(at(option, 'name')) ?? ''}`)
  const selinux = entriesOf(mapping(own('seLinuxOptions'))).map(([key, value]) => `${key}=${scalarText(value) ?? ''}`)
  if (selinux.length > 0) said.push(`SELinux ${selinux.sort().join(' ')}`)
  return [...new Set(said)].sort()
}
