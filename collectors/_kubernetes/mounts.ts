import type { Attributes } from '../../src/model/field.ts'
import type { workload } from '../../src/model/kinds/workload.ts'
import type { RawContainer } from './containers.ts'
import { withoutKustomizeHash } from './generated-name.ts'
import { gibibytes } from './quantity.ts'
import { at, mapping, members, scalarText, text } from './reading.ts'

type Mount = Attributes<typeof workload.fields.mounts.of>
type Claim = Attributes<typeof workload.fields.claims.of>

/** Where the cluster puts the token of a service account. */
const tokens = /^\/var\/run\/secrets\/(?:kubernetes\.io|eks\.amazonaws\.com|azure\/tokens|tokens)/

/** What is mounted in the containers of a pod, by container and path, and where it comes from. */
export function mountsOf(pod: unknown, containers: readonly RawContainer[]): readonly Mount[] {
  const volumes = new Map(
    members(at(pod, 'volumes')).map((volume) => [text(at(volume, 'name')) ?? '', sourceOf(volume)] as const),
  )
  return containers.flatMap(({ name, content }) =>
    members(content['volumeMounts']).flatMap((mount) => {
      const path = text(at(mount, 'mountPath'))
      if (path === undefined || tokens.test(path)) return []
      const volume = text(at(mount, 'name')) ?? ''
      const inside = text(at(mount, 'subPath'))
      // What no volume is named for is a claim of a stateful set.
      const from = volumes.get(volume) ?? `claim/${volume}`
      return [
        {
          key: `${name}${path === '/' ? '/' : `/${path.replace(/^\/|\/$/g, '')}`}`,
          from: inside === undefined ? from : `${from}/${inside}`,
          ...(at(mount, 'readOnly') === true ? { readOnly: true } : {}),
        },
      ]
    }),
  )
}

/** The paths of its node that a pod mounts. */
export function hostPathsOf(pod: unknown): readonly string[] {
  return members(at(pod, 'volumes')).flatMap((volume) => {
    const path = text(at(volume, 'hostPath', 'path'))
    return path === undefined ? [] : [`hostPath ${path}`]
  })
}

function sourceOf(volume: unknown): string {
  const named = (word: string, name: unknown): string => `${word}/${withoutKustomizeHash(scalarText(name) ?? '')}`
  if (mapping(at(volume, 'configMap')) !== undefined) return named('config-map', at(volume, 'configMap', 'name'))
  if (mapping(at(volume, 'secret')) !== undefined) return named('secret', at(volume, 'secret', 'secretName'))
  if (mapping(at(volume, 'persistentVolumeClaim')) !== undefined)
    return named('claim', at(volume, 'persistentVolumeClaim', 'claimName'))
  if (mapping(at(volume, 'hostPath')) !== undefined) return `host/${text(at(volume, 'hostPath', 'path')) ?? ''}`
  if (mapping(at(volume, 'csi')) !== undefined) return `csi/${text(at(volume, 'csi', 'driver')) ?? ''}`
  if (mapping(at(volume, 'projected')) !== undefined) return projected(at(volume, 'projected', 'sources'))
  if (mapping(at(volume, 'nfs')) !== undefined) return 'nfs'
  const other = Object.keys(mapping(volume) ?? {}).find((key) => key !== 'name')
  return other === undefined || other === 'emptyDir' ? 'empty' : other
}

function projected(sources: unknown): string {
  const parts = members(sources).map((source) =>
    mapping(at(source, 'configMap')) !== undefined || mapping(at(source, 'secret')) !== undefined
      ? sourceOf({ configMap: at(source, 'configMap'), secret: secretOf(at(source, 'secret')) })
      : (Object.keys(mapping(source) ?? {})[0] ?? 'nothing'),
  )
  return [...new Set(parts)].sort().join('+')
}

function secretOf(secret: unknown): unknown {
  return mapping(secret) === undefined ? undefined : { secretName: at(secret, 'name') }
}

/** The storage that each instance of a stateful set gets. */
export function claimsOf(spec: unknown): readonly Claim[] {
  return members(at(spec, 'volumeClaimTemplates')).flatMap((template) => {
    const name = text(at(template, 'metadata', 'name'))
    if (name === undefined) return []
    const storageClass = text(at(template, 'spec', 'storageClassName'))
    const size = gibibytes(at(template, 'spec', 'resources', 'requests', 'storage'))
    return [{ name, ...(storageClass === undefined ? {} : { storageClass }), ...(size === undefined ? {} : { size }) }]
  })
}
