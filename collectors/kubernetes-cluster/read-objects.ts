import { isMadeByCluster } from '../_kubernetes/made-by-cluster.ts'
import { kindOfObject, normalise } from '../_kubernetes/normalise.ts'
import { objectOf, UnusableObject, type KubeObject } from '../_kubernetes/objects.ts'
import type { KubernetesSettings } from '../_kubernetes/settings.ts'
import { isBuiltIn } from '../_kubernetes/served-kinds.ts'
import type { ReadRequest } from '../../src/collect/contract.ts'
import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'
import type { Kind } from '../../src/model/kind.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { discover, type ServedType } from './discovery.ts'
import { begunAgain, listObjects, type RawObject } from './list.ts'
import { absentNamespaces } from './namespaces.ts'
import { publishedSchema } from './published-schemas.ts'

type Request = ReadRequest<KubernetesSettings>

/** What is in these belongs to the cluster. A namespace that is asked for by name is read whatever it is called. */
const ofCluster = /^(?:kube-system|kube-public|kube-node-lease)$/

/**
 * Reads the types that become a kind, one after the other. A type that cannot be listed costs itself: when nothing of the kind
 * was seen, it is thrown and says what the whole kind is; otherwise the kind is partial and the rest of it is there.
 */
export function readKind(kind: Kind): (request: Request) => AsyncGenerator<CollectedResource> {
  return async function* (request) {
    const { types, silent } = await discover(request)
    const absent = await absentNamespaces(request)
    const errors: EvenkeelError[] = silentOf(kind, silent)
    let asked = 0
    let well = 0
    for (const type of types.filter((one) => kindOfObject(one) === kind)) {
      for (const namespace of placesOf(type, request.settings)) {
        asked++
        const gone = namespace === undefined ? undefined : absent.get(namespace)
        if (gone !== undefined) {
          errors.push(gone)
          continue
        }
        try {
          yield* readType(type, request, kind, namespace)
          well++
        } catch (error) {
          if (!(error instanceof EvenkeelError) || error.code === 'collect-cancelled') throw error
          errors.push(error)
        }
      }
    }
    const [first] = errors
    if (first === undefined) return
    if (well === 0 && asked > 0) throw first
    request.unknown(kind, [], told(errors))
  }
}

/** In which namespaces a type is listed; undefined: everywhere at once. */
function placesOf({ namespaced }: ServedType, { namespaces }: KubernetesSettings): readonly (string | undefined)[] {
  if (namespaces === undefined) return [undefined]
  return namespaced ? namespaces : []
}

/**
 * What a list comes to, told when the list has come to its end, or to what ended it: one that begins again has to be forgotten as a
 * whole.
 */
async function* readType(
  type: ServedType,
  request: Request,
  kind: Kind,
  namespace: string | undefined,
): AsyncGenerator<CollectedResource> {
  const found: CollectedResource[] = []
  const unusable: UnusableObject[] = []
  let ended: unknown
  try {
    for await (const raw of listObjects(type, request, namespace)) {
      if (raw === begunAgain) {
        found.length = 0
        unusable.length = 0
        continue
      }
      const one = await resourceOf(raw, type, request, { kind, namespace })
      if (one instanceof UnusableObject) unusable.push(one)
      else if (one !== undefined) found.push(one)
    }
  } catch (error) {
    ended = error
  }
  yield* found
  if (ended !== undefined) throw ended as Error
  const [first, ...rest] = unusable
  if (first === undefined) return
  const more = rest.length === 0 ? '' : `; ${rest.length} more`
  const what = `${type.plural} in ${request.scope.scope}`
  request.unknown(kind, [], fail('collect-malformed', { what, detail: `${first.message}${more}` }).message)
}

/** What an object comes to, or what is wrong with it; undefined for what is none of a team's. */
async function resourceOf(
  raw: RawObject,
  type: ServedType,
  request: Request,
  { kind, namespace }: { readonly kind: Kind; readonly namespace: string | undefined },
): Promise<CollectedResource | UnusableObject | undefined> {
  const object = objectFrom(raw)
  if (object instanceof UnusableObject) return object
  if (isMadeByCluster(object) || (namespace === undefined && ofCluster.test(object.namespace ?? ''))) return undefined
  const schema = kind.id === 'cluster-object' ? await publishedSchema(type, request) : undefined
  try {
    return normalise(object, request.fingerprint, schema)
  } catch (error) {
    if (error instanceof UnusableObject) return error
    throw error
  }
}

function objectFrom(raw: RawObject): KubeObject | UnusableObject {
  const { apiVersion, kind } = raw as { readonly apiVersion: string; readonly kind: string }
  return objectOf({ apiVersion, kind, content: raw }, () => new Map())
}

/** The groups that do not answer and whose objects could have been of a kind. Those of operators are any other object. */
function silentOf(
  kind: Kind,
  silent: readonly { readonly group: string; readonly error: EvenkeelError }[],
): EvenkeelError[] {
  const mine = silent.filter(({ group }) =>
    isBuiltIn(group)
      ? (groupsOf[kind.id] ?? []).includes(group) || kind.id === 'cluster-object'
      : kind.id === 'cluster-object',
  )
  return mine.map(({ error }) => error)
}

const groupsOf: Readonly<Record<string, readonly string[]>> = {
  workload: ['apps', 'batch'],
  autoscaler: ['autoscaling'],
  ingress: ['networking.k8s.io', 'gateway.networking.k8s.io'],
  gateway: ['gateway.networking.k8s.io'],
  'network-policy': ['networking.k8s.io'],
  'cluster-role': ['rbac.authorization.k8s.io'],
  'cluster-binding': ['rbac.authorization.k8s.io'],
  'disruption-budget': ['policy'],
  'storage-class': ['storage.k8s.io'],
}

function told(errors: readonly EvenkeelError[]): string {
  const words = [...new Set(errors.map(({ message }) => message))]
  return words.length <= 3
    ? words.join(' ')
    : `${words.slice(0, 3).join(' ')} ${words.length - 3} more types were not read.`
}
