import { oncePerRun } from '../_files/per-run.ts'
import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'
import { getJson } from './api.ts'
import { connect, type ClusterRequest } from './connection.ts'
import { ApiRefusal } from './errors.ts'

/**
 * What is wrong with the namespaces that a source names, by namespace. A list of one that does not exist is empty, as if everything
 * in it were gone. Whoever may not read a namespace, and may list what is in it, is believed.
 */
export const absentNamespaces = oncePerRun(
  async (request: ClusterRequest): Promise<ReadonlyMap<string, EvenkeelError>> => {
    const connection = await connect(request)
    const { scope, signal } = request
    const absent = new Map<string, EvenkeelError>()
    for (const name of request.settings.namespaces ?? []) {
      try {
        const asked = { action: `get namespace ${name}`, scope: scope.scope, signal }
        await getJson(connection, `/api/v1/namespaces/${encodeURIComponent(name)}`, { asked })
      } catch (error) {
        if (error instanceof ApiRefusal && error.status === 404) absent.set(name, absence(name, scope.scope))
        else if (error instanceof EvenkeelError && error.code === 'collect-cancelled') throw error
      }
    }
    return absent
  },
)

function absence(name: string, cluster: string): EvenkeelError {
  return fail('collect-no-cluster', {
    what: `the namespace ${name} of ${cluster}`,
    detail: 'there is none of that name',
  })
}
