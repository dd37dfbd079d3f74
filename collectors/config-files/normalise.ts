import type { ReadRequest } from '../../src/collect/contract.ts'
import { classifySetting } from '../../src/collect/settings.ts'
import type { Attributes } from '../../src/model/field.ts'
import { settingGroup } from '../../src/model/kinds/setting-group.ts'
import { child, type Pointer } from '../../src/model/pointer.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import { breathe } from '../../src/platform/race.ts'
import { filesOfScope } from './places.ts'
import { stopIfAborted } from '../_files/read-text.ts'
import type { Problem } from '../_settings-files/problem.ts'
import type { SettingsFile } from '../_settings-files/parse-settings.ts'

type Setting = Attributes<typeof settingGroup.fields.settings.of>

/** How many settings are judged before timers and signals get a turn. */
const stride = 2000

/** A settings file as a `setting-group`. Its name is its path, that of the first of several; no secret value leaves this function. */
export async function settingGroupOf(
  file: SettingsFile,
  request: Pick<ReadRequest<unknown>, 'scope' | 'signal' | 'fingerprint'>,
): Promise<CollectedResource<typeof settingGroup.fields>> {
  const scope = request.scope.scope
  const path = filesOfScope(scope)[0] ?? scope
  const settings: Setting[] = []
  for (const { key, value, line, file: own } of file.entries) {
    const kept = classifySetting(key, value, request.fingerprint)
    settings.push({ key, ...kept, line, ...(own === undefined || own === path ? {} : { file: own }) })
    if (settings.length % stride !== 0) continue
    await breathe()
    stopIfAborted(request.signal, path)
  }
  return collected(settingGroup, { id: scope, name: path, attributes: { format: file.format, settings } })
}

/** The settings that a broken file leaves in doubt: they are unknown, never missing or different. */
export function doubtfulFields(problems: readonly Problem[]): readonly Pointer[] {
  if (problems.some(({ doubtful }) => doubtful === null)) return ['/settings']
  return problems.flatMap(({ doubtful }) => (typeof doubtful === 'string' ? [child('/settings', doubtful)] : []))
}
