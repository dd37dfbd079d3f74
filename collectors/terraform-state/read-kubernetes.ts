import { isMadeByCluster } from '../_kubernetes/made-by-cluster.ts'
import { kindOfObject, kubernetesKinds, normalise } from '../_kubernetes/normalise.ts'
import { UnusableObject } from '../_kubernetes/objects.ts'
import type { Read, ReadRequest } from '../../src/collect/contract.ts'
import { fail } from '../../src/errors/catalogue.ts'
import type { Kind } from '../../src/model/kind.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { objectsOfInstance, UnusableStateObject, type StateObject } from './kubernetes-objects.ts'
import type { TerraformSettings } from './settings.ts'
import { readState } from './state-file.ts'
import type { State } from './state.ts'

type Request = ReadRequest<TerraformSettings>

/** One read for each kind that an object of a cluster can become: what one costs, no other pays. */
export function kubernetesReads(): readonly Read<TerraformSettings>[] {
  return kubernetesKinds.map((kind) => ({
    produces: [kind],
    needs: [],
    read: (request) => readObjects(request, kind),
  }))
}

/**
 * The objects of a state that become resources of a kind, as the cluster and its manifests have them: their address is
 * `namespace/Kind:name` there too, and the one of Terraform is another word for them. One that cannot be used costs its kind, and
 * is told at the end as `collect-file-malformed`.
 */
async function* readObjects(request: Request, kind: Kind): AsyncGenerator<CollectedResource> {
  const state = await readState(request)
  const { objects, problems } = foundIn(state)
  // A state without any object of a cluster says nothing of what a cluster holds: not even that it is empty.
  if (objects.size === 0 && problems.length === 0 && state.unread.length === 0) return request.passOver?.(kind)
  const wrong = problems
    .filter(({ object }) => object === undefined || kindOfObject(object).id === kind.id)
    .map(({ message }) => message)
  for (const found of objects.get(kind.id) ?? []) {
    try {
      yield resourceOf(found, request, kind)
    } catch (error) {
      if (!(error instanceof UnusableObject)) throw error
      wrong.push(`${found.address}: ${error.message}`)
    }
  }
  for (const unread of state.unread) throw unread
  const [first, ...rest] = wrong
  if (first === undefined) return
  const detail = rest.length === 0 ? first : `${first}; ${rest.length} more in this file`
  throw fail('collect-file-malformed', { what: request.scope.scope, detail })
}

function resourceOf({ object, address, unknown }: StateObject, request: Request, kind: Kind): CollectedResource {
  const resource = normalise(object, request.fingerprint)
  if (unknown.length > 0) {
    const reason = `Terraform keeps settings of ${address} to itself: they are marked as sensitive, or known after it is applied.`
    request.unknown(kind, unknown, reason)
  }
  return { ...resource, identifiers: [...(resource.identifiers ?? []), address] }
}

interface Objects {
  /** By kind of ours. */
  readonly objects: ReadonlyMap<string, readonly StateObject[]>
  readonly problems: readonly UnusableStateObject[]
}

const known = new WeakMap<State, Objects>()

/** All of a state, looked for once: each kind asks for its own. */
function foundIn(state: State): Objects {
  const before = known.get(state)
  if (before !== undefined) return before
  const objects = new Map<string, StateObject[]>()
  const problems: UnusableStateObject[] = []
  for (const instance of state.managed) {
    try {
      for (const found of objectsOfInstance(instance)) {
        if (isMadeByCluster(found.object)) continue
        const { id } = kindOfObject(found.object)
        const of = objects.get(id)
        if (of === undefined) objects.set(id, [found])
        else of.push(found)
      }
    } catch (error) {
      if (!(error instanceof UnusableStateObject)) throw error
      problems.push(error)
    }
  }
  const found = { objects, problems }
  known.set(state, found)
  return found
}
