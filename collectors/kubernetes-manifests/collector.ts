import { fileScopes } from '../_files/find-files.ts'
import { defineCollector, type ReadRequest } from '../../src/collect/contract.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { autoscaler } from '../../src/model/kinds/autoscaler.ts'
import { settingGroup } from '../../src/model/kinds/setting-group.ts'
import { workload } from '../../src/model/kinds/workload.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { problemOf, readManifests, throwProblems, type Problem } from './manifest-file.ts'
import { autoscalerOf } from './normalise-autoscaler.ts'
import { settingGroupOf } from './normalise-settings.ts'
import { workloadOf } from './normalise-workload.ts'
import { scalerKinds, settingKinds, workloadKinds, type ManifestObject } from './objects.ts'
import { kubernetesSettings } from './settings.ts'

/** At most five of some kinds, by name. */
function someOf(kinds: readonly string[]): string {
  const names = [...new Set(kinds)].sort()
  return names.length <= 5 ? names.join(', ') : `${names.slice(0, 5).join(', ')} and ${names.length - 5} more kinds`
}

type Request = Pick<ReadRequest<unknown>, 'scope' | 'environment' | 'signal' | 'fingerprint'>

/** Yields what the objects of some kinds come to, and throws at the end when something of the file could not be read. */
async function* normalised<R extends CollectedResource>(
  request: Request,
  kinds: readonly string[],
  normalise: (object: ManifestObject) => R,
): AsyncGenerator<R> {
  const { objects, problems } = await readManifests(request)
  const unusable: Problem[] = []
  for (const object of objects.filter(({ kind }) => kinds.includes(kind))) {
    try {
      yield normalise(object)
    } catch (error) {
      unusable.push(problemOf(error))
    }
  }
  throwProblems(request.scope.scope, [...problems, ...unusable])
}

export const kubernetesManifests = defineCollector({
  id: 'kubernetes-manifests',
  family: 'kubernetes',
  title: 'Kubernetes manifests',
  mode: 'declared',
  settings: kubernetesSettings,
  deadlineSeconds: 60,
  scopes: (settings, environment) =>
    fileScopes(settings.manifests, { baseDirectory: environment.baseDirectory, inDirectory: '**/*.{yaml,yml,json}' }),
  reads: [
    {
      produces: [workload],
      needs: [],
      read: (request) => normalised(request, workloadKinds, (object) => workloadOf(object, request.fingerprint)),
    },
    {
      produces: [settingGroup],
      needs: [],
      read: (request) => normalised(request, settingKinds, (object) => settingGroupOf(object, request.fingerprint)),
    },
    {
      produces: [autoscaler],
      needs: [],
      read: (request) => normalised(request, scalerKinds, autoscalerOf),
    },
  ],
  async *diagnose(request) {
    const what = request.scope.scope
    try {
      const { objects, others, problems } = await readManifests(request)
      throwProblems(what, problems)
      const count = (kinds: readonly string[]): number => objects.filter(({ kind }) => kinds.includes(kind)).length
      const ours = `workloads: ${count(workloadKinds)}, config maps and secrets: ${count(settingKinds)}, autoscalers: ${count(scalerKinds)}`
      const detail = others.length === 0 ? ours : `${ours}; not compared: ${others.length} of ${someOf(others)}`
      yield { what, ok: true, detail }
    } catch (error) {
      if (!(error instanceof EvenkeelError)) throw error
      yield { what, ok: false, detail: error.message, remedy: error.remedy }
    }
  },
})
