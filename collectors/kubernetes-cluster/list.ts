import { at, mapping, members, text } from '../_kubernetes/reading.ts'
import { fail } from '../../src/errors/catalogue.ts'
import { getJson, type GetOptions } from './api.ts'
import { connect, type ClusterRequest } from './connection.ts'
import type { ServedType } from './discovery.ts'
import { ApiRefusal, clusterError, type Asked } from './errors.ts'

export type RawObject = Readonly<Record<string, unknown>>

/** How often a list is begun again whose place the server has forgotten. */
const restarts = 2

/** Said between objects: the list begins again, and what was told of it before is to be forgotten. */
export const begunAgain = Symbol('the list begins again')

/** Of these nearly all are made by controllers: only what they are is asked for, and then those that nobody owns. */
const mostlyOwned: ReadonlySet<string> = new Set(['/Pod', 'apps/ReplicaSet', '/ReplicationController'])

const metadataOnly = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json'

/** The releases that Helm keeps are megabytes of state, and are not looked at. */
const selectors: Readonly<Record<string, string>> = { '/Secret': 'type!=helm.sh/release.v1' }

/**
 * The objects of a type, page by page. A list whose place has expired is gone on with as the server says; where it gives no place,
 * the list is begun again, and {@link begunAgain} is told first: what was there before may be gone. Nothing is told twice. A type
 * that went away since it was discovered has none.
 *
 * Source: Kubernetes, "API concepts": retrieving large results sets in chunks, 410 Gone responses.
 */
export async function* listObjects(
  type: ServedType,
  request: ClusterRequest,
  namespace?: string,
): AsyncGenerator<RawObject | typeof begunAgain> {
  const connection = await connect(request)
  const { group, version, plural, kind } = type
  const root = `${group === '' ? '/api' : `/apis/${group}`}/${version}`
  const where = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`
  const asked: Asked = {
    action: `list ${plural}${group === '' ? '' : `.${group}`}`,
    scope: namespace === undefined ? request.scope.scope : `${request.scope.scope}/${namespace}`,
    signal: request.signal,
  }
  const owned = mostlyOwned.has(`${group}/${kind}`)
  const fieldSelector = selectors[`${group}/${kind}`]
  const options: GetOptions = {
    asked,
    ...(owned ? { accept: metadataOnly } : {}),
    query: {
      limit: String(request.settings.pageSize ?? 500),
      ...(fieldSelector === undefined ? {} : { fieldSelector }),
    },
  }
  const seen = new Set<string>()
  let from: string | undefined
  let begun = 0
  do {
    let page: unknown
    try {
      const query = { ...options.query, ...(from === undefined ? {} : { continue: from }) }
      page = await getJson(connection, `${root}${where}/${plural}`, { ...options, query })
    } catch (error) {
      if (!(error instanceof ApiRefusal)) throw error
      if (error.status === 404) return
      if (error.status !== 410 || (error.goOn === undefined && begun++ >= restarts)) throw clusterError(error, asked)
      from = error.goOn
      if (error.goOn === undefined) {
        seen.clear()
        yield begunAgain
        continue
      }
      if (begun++ < restarts) continue
      throw clusterError(error, asked)
    }
    for (const item of itemsOf(page, asked)) {
      // By its place: one that was made anew between two pages has another uid.
      const id = `${nameIn(item, 'namespace')}/${nameIn(item, 'name')}`
      if (seen.has(id)) continue
      seen.add(id)
      if (!owned) yield { ...item, ...typeOf(type) }
      else if (!isOwned(item)) {
        const path = `${root}/namespaces/${nameIn(item, 'namespace')}/${plural}/${nameIn(item, 'name')}`
        const whole = await getOne(connection, path, asked)
        if (whole !== undefined) yield { ...whole, ...typeOf(type) }
      }
    }
    const next = text(at(page, 'metadata', 'continue'))
    // A server that gives its own token back would be asked for ever.
    if (next !== undefined && next === from) throw clusterError(new ApiRefusal(200, 'SamePage'), asked)
    // A list that is cut off without a place to go on from is not all there is.
    if (next === undefined && Number(at(page, 'metadata', 'remainingItemCount') ?? 0) > 0)
      throw clusterError(new ApiRefusal(200, 'CutOff'), asked)
    if (next === undefined) return
    from = next
  } while (true)
}

async function getOne(
  connection: Awaited<ReturnType<typeof connect>>,
  path: string,
  asked: Asked,
): Promise<RawObject | undefined> {
  try {
    return mapping(await getJson(connection, path, { asked }))
  } catch (error) {
    // It went away meanwhile.
    if (error instanceof ApiRefusal && error.status === 404) return undefined
    throw clusterError(error, asked)
  }
}

/** Items of a list do not say what they are: the list does. */
function typeOf({ group, version, kind }: ServedType): { readonly apiVersion: string; readonly kind: string } {
  return { apiVersion: group === '' ? version : `${group}/${version}`, kind }
}

function itemsOf(page: unknown, { action, scope }: Asked): readonly RawObject[] {
  const items = at(page, 'items')
  // An empty list may be null.
  if (items === null) return []
  if (!Array.isArray(items)) {
    throw fail('collect-malformed', { what: `${action} in ${scope}`, detail: 'no list of items' })
  }
  return members(items).flatMap((item) => {
    const map = mapping(item)
    return map === undefined ? [] : [map]
  })
}

function isOwned(item: RawObject): boolean {
  return members(at(item, 'metadata', 'ownerReferences')).some((one) => at(one, 'controller') === true)
}

function nameIn(item: RawObject, field: 'name' | 'namespace'): string {
  return encodeURIComponent(text(at(item, 'metadata', field)) ?? '')
}
