import { fileScopes } from '../_files/find-files.ts'
import { kubernetesKinds, kindOfObject, normalise } from '../_kubernetes/normalise.ts'
import { clusterRole, kubernetesSettings, namesCluster, type KubernetesSettings } from '../_kubernetes/settings.ts'
import { defineCollector, type EnvironmentFacts, type ReadRequest, type ScopePlan } from '../../src/collect/contract.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { createDefinitions, type Definitions } from './definitions.ts'
import { isManifestProblem, problemOf, readManifests, problemError, type Problem } from './manifest-file.ts'
import { isStandardInput, standardInput } from './standard-input.ts'

/**
 * Yields what the objects of a file come to. An object that cannot be used costs its own kind; what is no YAML could have
 * been anything, and is thrown at the end.
 */
async function* readFile(request: ReadRequest<KubernetesSettings>): AsyncGenerator<CollectedResource> {
  const problems: Problem[] = []
  const { settings, environment, signal } = request
  const definitions = known.get(settings) ?? (await definitionsOf(settings, environment))
  for await (const found of readManifests(request, definitions.note)) {
    if (isManifestProblem(found)) {
      problems.push(found)
      continue
    }
    try {
      yield normalise(found, request.fingerprint, await definitions.schemaOf(found, signal))
    } catch (error) {
      problems.push(problemOf(error, found))
    }
  }
  const costs = new Map(problems.flatMap(({ kind }) => (kind === undefined ? [] : [[kind.id, kind] as const])))
  for (const kind of costs.values()) {
    const error = problemError(
      request.scope.scope,
      problems.filter((one) => one.kind === kind),
    )
    if (error !== undefined) request.unknown(kind, [], error.message)
  }
  const unreadable = problemError(
    request.scope.scope,
    problems.filter(({ kind }) => kind === undefined),
  )
  if (unreadable !== undefined) throw unreadable
}

/** Made anew with the scopes of a run, and shared by the reads of its files. */
const known = new WeakMap<KubernetesSettings, Definitions>()

async function definitionsOf(settings: KubernetesSettings, environment: EnvironmentFacts): Promise<Definitions> {
  const scopes = await scopesOf(settings, environment)
  return known.get(settings) ?? rememberDefinitions(settings, scopes, environment)
}

function rememberDefinitions(
  settings: KubernetesSettings,
  scopes: readonly ScopePlan[],
  { baseDirectory }: EnvironmentFacts,
): Definitions {
  const files = scopes.flatMap(({ scope }) => (isStandardInput(scope) ? [] : [scope]))
  const definitions = createDefinitions({ files, baseDirectory })
  known.set(settings, definitions)
  return definitions
}

async function scopesOf(settings: KubernetesSettings, environment: EnvironmentFacts): Promise<readonly ScopePlan[]> {
  const { manifests = [] } = settings
  const { baseDirectory } = environment
  const role = clusterRole(settings, environment)
  const patterns = typeof manifests === 'string' ? [manifests] : manifests
  const files = patterns.filter((pattern) => !isStandardInput(pattern))
  const piped = files.length === patterns.length ? [] : [{ scope: standardInput, role, required: true }]
  const found =
    files.length === 0 ? [] : await fileScopes(files, { baseDirectory, inDirectory: '**/*.{yaml,yml,json}' })
  const scopes = [...piped, ...found.map((scope) => ({ ...scope, role }))]
  rememberDefinitions(settings, scopes, environment)
  return scopes
}

export const kubernetesManifests = defineCollector({
  id: 'kubernetes-manifests',
  family: 'kubernetes',
  service: 'manifests',
  title: 'Kubernetes manifests',
  mode: 'declared',
  settings: kubernetesSettings,
  takes: (settings: KubernetesSettings) => settings.manifests !== undefined || !namesCluster(settings),
  deadlineSeconds: 60,
  scopes: scopesOf,
  reads: [{ produces: kubernetesKinds, needs: [], read: readFile }],
  async *diagnose(request) {
    const what = request.scope.scope
    try {
      // What is piped in can be read once, and that is for the check.
      if (isStandardInput(what)) {
        yield { what, ok: true, detail: 'read from standard input when it is checked' }
        return
      }
      const counts = new Map<string, number>()
      const problems: Problem[] = []
      for await (const found of readManifests(request)) {
        if (isManifestProblem(found)) problems.push(found)
        else count(counts, kindOfObject(found).id)
      }
      const error = problemError(what, problems)
      if (error !== undefined) throw error
      const detail = [...counts].sort().map(([kind, times]) => `${kind}: ${times}`)
      yield { what, ok: true, detail: detail.length === 0 ? 'nothing of Kubernetes is in it' : detail.join(', ') }
    } catch (error) {
      if (!(error instanceof EvenkeelError)) throw error
      yield { what, ok: false, detail: error.message, remedy: error.remedy }
    }
  },
})

function count(counts: Map<string, number>, kind: string): void {
  counts.set(kind, (counts.get(kind) ?? 0) + 1)
}
