import { isNamedLikeProject, isProjectScope, placesOf } from './places.ts'
import { doubtfulFields, settingGroupOf } from './normalise.ts'
import { readScopeFiles, type FileRequest } from './settings-file.ts'
import { configFilesSettings, type ConfigFilesSettings } from './settings.ts'
import { withoutValues } from './deployment.ts'
import type { Doubt } from '../_deploy-files/doubts.ts'
import { errorOf } from '../_settings-files/problem.ts'
import { defineCollector, type ReadRequest } from '../../src/collect/contract.ts'
import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'
import { settingGroup } from '../../src/model/kinds/setting-group.ts'
import { workload } from '../../src/model/kinds/workload.ts'
import type { CollectedResource } from '../../src/model/resource.ts'

type Request = ReadRequest<ConfigFilesSettings>

/** What a file says that is no service. */
async function* readSettings(request: Request): AsyncGenerator<CollectedResource> {
  const { file, secrets = [] } = await readScopeFiles(request)
  const error = errorOf(request.scope.scope, file.problems)
  if (error === undefined || file.entries.length > 0) yield withoutValues(await settingGroupOf(file, request), secrets)
  if (error === undefined) return
  request.unknown(settingGroup, doubtfulFields(file.problems), error.message)
  throw error
}

/** The services of a file. One that deploys nothing answers for no services, rather than for there being none. */
async function* readServices(request: Request): AsyncGenerator<CollectedResource> {
  if (!(await isPlaceOfServices(request))) {
    request.passOver?.(workload)
    return
  }
  const { deployment } = await readScopeFiles(request)
  for (const { resource, doubts } of deployment?.services ?? []) {
    yield resource
    for (const doubt of doubts)
      request.unknown(workload, [doubt.field], reasonOf(doubt, request.scope.scope), resource.id)
  }
  const error = errorOf(request.scope.scope, deployment?.problems ?? [])
  if (error !== undefined) throw error
}

/** A file that cannot be read may hold services only if it is named for it. */
async function isPlaceOfServices(request: FileRequest): Promise<boolean> {
  const { scope, settings, environment } = request
  try {
    return (await readScopeFiles(request)).deployment !== undefined
  } catch (error) {
    if (!(error instanceof EvenkeelError)) throw error
    return isNamedLikeProject(scope.scope) || (await isProjectScope(scope.scope, settings, environment))
  }
}

function reasonOf({ file, line, column, detail }: Doubt, scope: string): string {
  const what = `${file ?? scope}:${line}:${column}`
  return fail(/no value here|not there$/.test(detail) ? 'collect-file-incomplete' : 'collect-file-malformed', {
    what,
    detail,
  }).message
}

/** Whoever only asks whether a file can be read keeps nothing of it. */
const unread = (): { readonly keyId: string; readonly hmac: string } => ({ keyId: '', hmac: '' })

export const configFiles = defineCollector({
  id: 'config-files',
  family: 'files',
  title: 'Settings files',
  mode: 'declared',
  settings: configFilesSettings,
  deadlineSeconds: 60,
  scopes: placesOf,
  reads: [
    { produces: [settingGroup], needs: [], read: readSettings },
    { produces: [workload], needs: [], read: readServices },
  ],
  async *diagnose(request) {
    const what = request.scope.scope
    try {
      const { file, deployment } = await readScopeFiles({ ...request, fingerprint: unread })
      const error = errorOf(what, [...file.problems, ...(deployment?.problems ?? [])])
      if (error !== undefined) throw error
      const services = deployment === undefined ? '' : `, ${deployment.services.length} services`
      yield { what, ok: true, detail: `${file.entries.length} settings${services} (${file.format})` }
    } catch (error) {
      if (!(error instanceof EvenkeelError)) throw error
      yield { what, ok: false, detail: error.message, remedy: error.remedy }
    }
  },
})
