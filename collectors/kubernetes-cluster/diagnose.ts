import { EvenkeelError } from '../../src/errors/catalogue.ts'
import type { Diagnosis } from '../../src/collect/contract.ts'
import { at, text } from '../_kubernetes/reading.ts'
import { getJson } from './api.ts'
import { connect, type ClusterRequest } from './connection.ts'
import { discover } from './discovery.ts'
import { listObjects } from './list.ts'
import { absentNamespaces } from './namespaces.ts'

/** Which server answers, what it has, and which types it does not let us list: one line each. */
export async function* diagnoseCluster(request: ClusterRequest): AsyncGenerator<Diagnosis> {
  const what = request.scope.scope
  const { signal } = request
  let failed: Diagnosis | undefined
  const line = async (name: string, look: () => Promise<string>): Promise<Diagnosis> => {
    try {
      return { what: name, ok: true, detail: await look() }
    } catch (error) {
      if (!(error instanceof EvenkeelError)) throw error
      failed = { what: name, ok: false, detail: error.message, remedy: error.remedy }
      return failed
    }
  }
  yield await line(what, async () => {
    const connection = await connect(request)
    const version = await getJson(connection, '/version', { asked: { action: 'get /version', scope: what, signal } })
    return `Kubernetes ${text(at(version, 'gitVersion')) ?? 'of an unknown version'}`
  })
  if (failed !== undefined) return
  yield await line(`${what} API`, async () => `${(await discover(request)).types.length} types of objects`)
  if (failed !== undefined) return
  const { types, silent } = await discover(request)
  for (const { group, error } of silent) {
    yield { what: `${what} ${group}`, ok: false, detail: error.message, remedy: error.remedy }
  }
  const gone = await absentNamespaces(request)
  for (const error of gone.values()) yield { what, ok: false, detail: error.message, remedy: error.remedy }
  const one = { ...request, settings: { ...request.settings, pageSize: 1 } }
  const [namespace] = (request.settings.namespaces ?? []).filter((name) => !gone.has(name))
  const refused: Diagnosis[] = []
  for (const type of types) {
    if (namespace !== undefined && !type.namespaced) continue
    const name = `${what} ${type.plural}${type.group === '' ? '' : `.${type.group}`}`
    const found = await line(name, async () => {
      for await (const _ of listObjects(type, one, namespace)) break
      return 'can be listed'
    })
    if (!found.ok) refused.push(found)
  }
  yield* refused
}
