import { asMap } from '../_deploy-files/compose-merge.ts'
import { membersOf } from '../_settings-files/tree-reading.ts'
import type { Tree } from '../_settings-files/tree.ts'
import { classifySetting } from '../../src/collect/settings.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'

/** The labels of a service as tags, without those whose values look like secrets. */
export function labelTags(labels: Tree | undefined, fingerprint: Fingerprinter): Readonly<Record<string, string>> {
  if (labels === undefined) return {}
  const clear = membersOf(asMap(labels)).flatMap(({ key, value }) => {
    if (value.type !== 'scalar') return []
    const { value: shown, secret } = classifySetting(key, value.text, fingerprint)
    return shown === undefined || secret !== undefined ? [] : [[key, shown] as const]
  })
  return Object.fromEntries(clear)
}
