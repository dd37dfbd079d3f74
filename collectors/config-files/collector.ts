import { defineCollector } from '../../src/collect/contract.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { settingGroup } from '../../src/model/kinds/setting-group.ts'
import { fileScopes } from '../_files/find-files.ts'
import { doubtfulFields, settingGroupOf } from './normalise.ts'
import { errorOf } from '../_settings-files/problem.ts'
import { configFilesSettings } from './settings.ts'
import { readSettingsFile } from './settings-file.ts'

export const configFiles = defineCollector({
  id: 'config-files',
  family: 'files',
  title: 'Settings files',
  mode: 'declared',
  settings: configFilesSettings,
  deadlineSeconds: 60,
  scopes: (settings, environment) =>
    fileScopes(settings.settings, {
      baseDirectory: environment.baseDirectory,
      inDirectory: '**/{*.env,.env,.env.*,*.yaml,*.yml,*.json,*.toml,*.ini,*.properties,*.tfvars}',
    }),
  reads: [
    {
      produces: [settingGroup],
      needs: [],
      async *read(request) {
        const file = await readSettingsFile(request)
        const error = errorOf(request.scope.scope, file.problems)
        if (error === undefined || file.entries.length > 0) yield await settingGroupOf(file, request)
        if (error === undefined) return
        request.unknown(settingGroup, doubtfulFields(file.problems), error.message)
        throw error
      },
    },
  ],
  async *diagnose(request) {
    const what = request.scope.scope
    try {
      const { format, entries, problems } = await readSettingsFile(request)
      const error = errorOf(what, problems)
      if (error !== undefined) throw error
      yield { what, ok: true, detail: `${entries.length} settings (${format})` }
    } catch (error) {
      if (!(error instanceof EvenkeelError)) throw error
      yield { what, ok: false, detail: error.message, remedy: error.remedy }
    }
  },
})
