import type { ContainerDefinition, EnvironmentFile, PortMapping, Secret } from '@aws-sdk/client-ecs'
import { classifySetting } from '../../../src/collect/settings.ts'
import type { Attributes } from '../../../src/model/field.ts'
import type { workload } from '../../../src/model/kinds/workload.ts'
import type { Fingerprinter } from '../../../src/platform/fingerprint.ts'
import { commandLineOf } from '../../_containers/command-line.ts'
import { splitImage } from '../../_containers/image.ts'
import { containerLimits } from './container-limits.ts'
import { given, positive, sortedSet } from './origin.ts'

type Container = Attributes<typeof workload.fields.containers.of>
type Mount = Attributes<typeof workload.fields.mounts.of>
type Setting = Attributes<typeof workload.fields.settings.of>

/** A container with everything that it is told. */
export interface ContainerParts {
  readonly container: Container
  readonly settings: readonly Setting[]
  readonly mounts: readonly Mount[]
}

/**
 * A container of an ECS task definition, in the API's words, which are those of `container_definitions` in Terraform too.
 *
 * Source: Amazon ECS API Reference, ContainerDefinition: 1,024 CPU units are one vCPU; `memory` is a limit,
 * `memoryReservation` a reservation.
 */
export function containerParts(definition: ContainerDefinition, fingerprint: Fingerprinter): ContainerParts {
  const name = definition.name ?? ''
  const words = [...(definition.entryPoint ?? []), ...(definition.command ?? [])]
  const { command, options } = commandLineOf(name, words, fingerprint)
  return {
    container: {
      name,
      ...(definition.image === undefined ? {} : splitImage(definition.image)),
      ...(command === undefined ? {} : { command }),
      cpuRequest: millicores(definition.cpu),
      memoryRequest: positive(definition.memoryReservation),
      memoryLimit: positive(definition.memory),
      livenessProbe: healthChecked(definition),
      ...containerLimits(definition, fingerprint),
      essential: definition.essential ?? undefined,
      privileged: definition.privileged ?? undefined,
      readOnly: definition.readonlyRootFilesystem ?? undefined,
      user: given(definition.user),
      ports: portsOf(definition.portMappings),
      logDriver: given(definition.logConfiguration?.logDriver),
    },
    settings: lastOfEach([
      ...(definition.environmentFiles ?? []).map((file) => fileSetting(name, file)),
      ...(definition.environment ?? []).map((variable) => ({
        key: `${name}/${variable.name ?? ''}`,
        ...classifySetting(variable.name ?? '', variable.value ?? '', fingerprint),
      })),
      ...(definition.secrets ?? []).map((one) => secretSetting(name, one)),
      ...options,
    ]),
    mounts: (definition.mountPoints ?? []).map(({ sourceVolume, containerPath, readOnly }) => ({
      key: `${name}${containerPath ?? ''}`,
      from: `volume/${sourceVolume ?? ''}`,
      readOnly: readOnly ?? undefined,
    })),
  }
}

/** CPU units or vCPUs (`1024`, `1 vCPU`) in millicores; undefined where nothing is reserved. */
export function millicores(units: number | string | null | undefined): number | undefined {
  if (units === undefined || units === null || units === '') return undefined
  const cores = typeof units === 'string' ? /^([\d.]+) ?vCPU$/i.exec(units.trim())?.[1] : undefined
  const value = cores === undefined ? (Number(units) * 1000) / 1024 : Number(cores) * 1000
  return Number.isFinite(value) && value > 0 ? Math.round(value) : undefined
}

/** MiB, or gigabytes as people write them (`2048`, `2 GB`). */
export function mebibytes(size: number | string | null | undefined): number | undefined {
  if (size === undefined || size === null || size === '') return undefined
  const gigabytes = typeof size === 'string' ? /^([\d.]+) ?GB$/i.exec(size.trim())?.[1] : undefined
  return positive(gigabytes === undefined ? Number(size) : Number(gigabytes) * 1024)
}

function healthChecked({ healthCheck }: ContainerDefinition): boolean | undefined {
  const first = healthCheck?.command?.[0]
  return first === undefined || first === 'NONE' ? undefined : true
}

function portsOf(mappings: readonly PortMapping[] | undefined): readonly string[] | undefined {
  const ports = (mappings ?? []).map(
    ({ containerPort, containerPortRange, protocol }) =>
      `${containerPortRange ?? containerPort ?? ''}/${(protocol ?? 'tcp').toLowerCase()}`,
  )
  return ports.length === 0 ? undefined : sortedSet(ports)
}

function fileSetting(container: string, { value }: EnvironmentFile): Setting {
  const file = (value ?? '').replace(/^arn:[^:]*:s3:::/, '')
  return { key: `${container}/* of file/${file}`, from: `file/${file}` }
}

function secretSetting(container: string, { name, valueFrom }: Secret): Setting {
  return { key: `${container}/${name ?? ''}`, from: secretSource(valueFrom ?? '') }
}

/**
 * `secret/shop/db:password` or `parameter/shop/db`: where a variable's secret comes from, without account, region and the
 * six characters that Secrets Manager appends. A version that is pinned stays.
 */
export function secretSource(valueFrom: string): string {
  const secret = /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:([^:]+)(?::([^:]*):([^:]*):([^:]*))?$/.exec(valueFrom)
  if (secret !== null) {
    const [, name = '', ...parts] = secret
    const pinned = parts.filter((part) => part !== undefined && part !== '')
    return [`secret/${name.replace(/-[A-Za-z0-9]{6}$/, '')}`, ...pinned].join(':')
  }
  const parameter = /^arn:[^:]*:ssm:[^:]*:[^:]*:parameter\/(.+)$/.exec(valueFrom)?.[1]
  return `parameter/${(parameter ?? valueFrom).replace(/^\//, '')}`
}

/** Where a name stands twice the last one counts. */
function lastOfEach(settings: readonly Setting[]): readonly Setting[] {
  return [...new Map(settings.map((one) => [one.key, one])).values()]
}
