import type { ContainerDefinition, HealthCheck, LinuxParameters } from '@aws-sdk/client-ecs'
import type { Attributes } from '../../../src/model/field.ts'
import type { workload } from '../../../src/model/kinds/workload.ts'
import type { Fingerprinter } from '../../../src/platform/fingerprint.ts'
import { clearWords } from '../../_containers/command-line.ts'
import { sortedSet } from './origin.ts'

type Container = Attributes<typeof workload.fields.containers.of>

/**
 * What a container of a task definition is held to by its host, and how it is started, watched and stopped, where that is not the
 * default. In words, as a container of Kubernetes has them.
 *
 * Source: Amazon ECS API Reference, ContainerDefinition, HealthCheck, LinuxParameters.
 */
export function containerLimits(
  definition: ContainerDefinition,
  fingerprint: Fingerprinter,
): Pick<Container, 'limits' | 'lifecycle' | 'devices' | 'security' | 'liveness'> {
  const { linuxParameters: linux } = definition
  return {
    limits: said(
      (definition.ulimits ?? []).map(({ name, softLimit: soft, hardLimit: hard }) =>
        soft === hard ? `${name ?? ''} ${hard ?? ''}` : `${name ?? ''} ${soft ?? ''}:${hard ?? ''}`,
      ),
    ),
    lifecycle: said([
      ...(definition.dependsOn ?? []).map(
        ({ containerName, condition }) =>
          `after ${containerName ?? ''} ${conditions[condition ?? ''] ?? condition ?? ''}`,
      ),
      ...words(definition.startTimeout, (n) => `starts within ${n} s`),
      ...words(definition.stopTimeout, (n) => `stops within ${n} s`),
    ]),
    devices: said([
      ...(definition.resourceRequirements ?? []).map(({ type, value }) => `${type ?? ''} ${value ?? ''}`),
      ...(linux === undefined || linux === null ? [] : devicesOf(linux)),
    ]),
    security: said([
      ...(linux?.capabilities?.add ?? []).map((one) => `add ${one}`),
      ...(linux?.capabilities?.drop ?? []).map((one) => `drop ${one}`),
      ...(linux?.initProcessEnabled === true ? ['init process'] : []),
      ...(definition.systemControls ?? []).map(({ namespace, value }) => `sysctl ${namespace ?? ''}=${value ?? ''}`),
      ...(definition.dockerSecurityOptions ?? []),
    ]),
    liveness: healthWords(definition.healthCheck, fingerprint),
  }
}

const conditions: Readonly<Record<string, string>> = {
  START: 'has started',
  COMPLETE: 'has ended',
  SUCCESS: 'has ended well',
  HEALTHY: 'is healthy',
}

function devicesOf(linux: LinuxParameters): readonly string[] {
  return [
    ...words(linux.sharedMemorySize, (n) => `shared memory ${n} MiB`),
    ...words(linux.maxSwap, (n) => `swap ${n} MiB`),
    ...(linux.tmpfs ?? []).map(({ containerPath, size }) => `memory at ${containerPath ?? ''} ${size ?? 0} MiB`),
    ...(linux.devices ?? []).map(({ hostPath }) => hostPath ?? ''),
  ]
}

/** With what ECS fills in left out: every 30 s, within 5 s, three tries, none spared. */
function healthWords(check: HealthCheck | null | undefined, fingerprint: Fingerprinter): string | undefined {
  const [how = 'NONE', ...command] = check?.command ?? []
  if (how === 'NONE') return undefined
  // The shell gets one text, of which each word may be a secret.
  const line = how === 'CMD-SHELL' ? command.join(' ').split(/\s+/) : how === 'CMD' ? command : [how, ...command]
  return [
    `runs ${clearWords(line, fingerprint)}`.slice(0, longest),
    ...words(check?.startPeriod, (n) => `after ${n} s`, 0),
    ...words(check?.interval, (n) => `every ${n} s`, 30),
    ...words(check?.timeout, (n) => `within ${n} s`, 5),
    ...words(check?.retries, (n) => `fails at ${n}`, 3),
  ].join(', ')
}

/** Characters of a command that are kept. */
const longest = 200

function words(
  amount: number | null | undefined,
  say: (amount: number) => string,
  standard?: number,
): readonly string[] {
  return amount === undefined || amount === null || amount === standard ? [] : [say(amount)]
}

function said(list: readonly string[]): readonly string[] | undefined {
  return list.length === 0 ? undefined : sortedSet(list)
}
