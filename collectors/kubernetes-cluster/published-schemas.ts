import { at, entriesOf, members, text } from '../_kubernetes/reading.ts'
import { objectSchema, type ObjectSchema } from '../_kubernetes/schema.ts'
import { isBuiltIn } from '../_kubernetes/served-kinds.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { getJson } from './api.ts'
import { connect, type ClusterRequest } from './connection.ts'
import type { ServedType } from './discovery.ts'
import { ApiRefusal } from './errors.ts'

type Document = Promise<unknown>

const documents = new WeakMap<AbortSignal, Map<string, Document>>()

/**
 * The schema that a server publishes of a type of an operator, once for all types of its group. What a cluster brings along is known
 * without. Undefined: it publishes none, or not to us; then what operators in daily use fill in is known all the same. Throws
 * `collect-cancelled` alone.
 *
 * Source: Kubernetes, "The Kubernetes API", OpenAPI v3: `/openapi/v3/apis/<group>/<version>`.
 */
export async function publishedSchema(type: ServedType, request: ClusterRequest): Promise<ObjectSchema | undefined> {
  const { group, version, kind } = type
  if (isBuiltIn(group)) return undefined
  const known = documents.get(request.signal) ?? new Map<string, Document>()
  documents.set(request.signal, known)
  const path = `/openapi/v3/apis/${group}/${version}`
  const document = known.get(path) ?? documentAt(path, request)
  known.set(path, document)
  const schemas = at(await document, 'components', 'schemas')
  const own = entriesOf(schemas).find(([, schema]) =>
    members(at(schema, 'x-kubernetes-group-version-kind')).some(
      (one) => text(at(one, 'kind')) === kind && at(one, 'group') === group && at(one, 'version') === version,
    ),
  )?.[1]
  const lookUp = (reference: string): unknown => at(schemas, reference.replace('#/components/schemas/', ''))
  return objectSchema(own, lookUp)
}

async function documentAt(path: string, request: ClusterRequest): Document {
  try {
    const asked = { action: `get ${path}`, scope: request.scope.scope, signal: request.signal }
    return await getJson(await connect(request), path, { asked })
  } catch (error) {
    // A role may not let it be read, and servers before 1.24 have none: the objects are there all the same.
    if (error instanceof ApiRefusal) return undefined
    if (error instanceof EvenkeelError && error.code !== 'collect-cancelled') return undefined
    throw error
  }
}
