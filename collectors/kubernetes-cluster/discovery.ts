import pLimit from 'p-limit'
import { oncePerRun } from '../_files/per-run.ts'
import { at, members, text } from '../_kubernetes/reading.ts'
import { isState } from '../_kubernetes/served-kinds.ts'
import { fail, type EvenkeelError } from '../../src/errors/catalogue.ts'
import { getJson } from './api.ts'
import { connect, type ClusterRequest, type Connection } from './connection.ts'
import { ApiRefusal, clusterError } from './errors.ts'

/** A type of objects that a server has, in the version that it prefers. */
export interface ServedType {
  readonly group: string
  readonly version: string
  readonly kind: string
  /** As it stands in addresses and roles: `ingresses`. */
  readonly plural: string
  readonly namespaced: boolean
}

export interface Discovery {
  readonly types: readonly ServedType[]
  /** Groups whose types could not be learnt: an aggregated API that is down. */
  readonly silent: readonly { readonly group: string; readonly error: EvenkeelError }[]
}

/** How many groups are asked at the same time: a cluster with operators has fifty. */
const atOnce = 6

/**
 * What a server has, once for all reads of a run: only what can be listed and is no state of the cluster. A group that does not
 * answer costs only itself; throws `collect-*` when the core does not.
 *
 * Source: Kubernetes, "API discovery": APIResourceList and APIGroupList.
 */
export const discover = oncePerRun(async (request: ClusterRequest): Promise<Discovery> => {
  const connection = await connect(request)
  const core = await typesOf(connection, request, '', 'v1')
  const groups = members(at(await ask(connection, request, '/apis', 'get /apis'), 'groups'))
  const silent: { readonly group: string; readonly error: EvenkeelError }[] = []
  const ofGroup = async (one: unknown): Promise<readonly ServedType[]> => {
    const group = text(at(one, 'name'))
    const version = text(at(one, 'preferredVersion', 'version'))
    if (group === undefined || version === undefined) return []
    try {
      return await typesOf(connection, request, group, version)
    } catch (error) {
      const { signal, scope } = request
      const known = clusterError(error, { action: `get /apis/${group}`, scope: scope.scope, signal })
      if (known.code === 'collect-cancelled') throw known
      silent.push({ group, error: known })
      return []
    }
  }
  const limit = pLimit(atOnce)
  const types = await Promise.all(groups.map((one) => limit(ofGroup, one)))
  silent.sort((a, b) => (a.group < b.group ? -1 : 1))
  return { types: withoutDoubles([...core, ...types.flat()]), silent }
})

async function typesOf(
  connection: Connection,
  request: ClusterRequest,
  group: string,
  version: string,
): Promise<readonly ServedType[]> {
  const path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`
  const answer = await ask(connection, request, path, `get ${path}`)
  if (!Array.isArray(at(answer, 'resources'))) {
    throw fail('collect-malformed', { what: `get ${path} in ${request.scope.scope}`, detail: 'no list of resources' })
  }
  return members(at(answer, 'resources')).flatMap((one) => {
    const plural = text(at(one, 'name'))
    const kind = text(at(one, 'kind'))
    const listed = members(at(one, 'verbs')).includes('list')
    if (plural === undefined || kind === undefined || plural.includes('/') || !listed || isState(group, kind)) return []
    return [{ group, version, kind, plural, namespaced: at(one, 'namespaced') === true }]
  })
}

async function ask(connection: Connection, request: ClusterRequest, path: string, action: string): Promise<unknown> {
  const asked = { action, scope: request.scope.scope, signal: request.signal }
  try {
    return await getJson(connection, path, { asked })
  } catch (error) {
    if (error instanceof ApiRefusal) throw clusterError(error, asked)
    throw error
  }
}

/** Old servers have some kinds in two groups: the same objects. */
function withoutDoubles(types: readonly ServedType[]): readonly ServedType[] {
  const elsewhere = new Set(types.filter(({ group }) => group !== 'extensions').map(({ kind }) => kind))
  return types.filter(({ group, kind }) => group !== 'extensions' || !elsewhere.has(kind))
}
