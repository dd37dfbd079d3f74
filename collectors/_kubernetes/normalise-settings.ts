import { Buffer } from 'node:buffer'
import { formatNamed } from '../_settings-files/format.ts'
import { parseSettings } from '../_settings-files/parse-settings.ts'
import { classifySetting } from '../../src/collect/settings.ts'
import type { Attributes } from '../../src/model/field.ts'
import { settingGroup } from '../../src/model/kinds/setting-group.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { identityOf } from './identity.ts'
import type { KubeObject } from './objects.ts'
import { entriesOf, scalarText } from './reading.ts'

type Setting = Attributes<typeof settingGroup.fields.settings.of>

/**
 * A ConfigMap or a Secret as a `setting-group`. A value of a config map that is a whole
 * settings file (`application.yaml`) is taken apart: `application.yaml/database.pool.size`. Of a secret only its keys, fingerprints and the
 * forms of its values are kept; of a value that is encrypted in the file its key.
 */
export function settingGroupOf(
  object: KubeObject,
  fingerprint: Fingerprinter,
): CollectedResource<typeof settingGroup.fields> {
  const secret = object.kind === 'Secret'
  const settings = new Map<string, Setting>()
  for (const part of secret ? ['data', 'stringData'] : ['data', 'binaryData']) {
    const lines = object.linesAt([part])
    for (const [key, written] of entriesOf(object.content[part])) {
      const value = scalarText(written) ?? (written === null || written === undefined ? '' : JSON.stringify(written))
      const line = lines.get(key)
      if (!secret && part === 'data') {
        for (const one of settingsIn(key, value, line, fingerprint)) settings.set(one.key ?? key, one)
        continue
      }
      settings.set(key, {
        key,
        ...kept(part, key, value, secret, fingerprint),
        ...(line === undefined ? {} : { line }),
      })
    }
  }
  return collected(settingGroup, {
    ...identityOf(object),
    tags: object.labels,
    attributes: { format: secret ? 'secret' : 'config-map', settings: [...settings.values()] },
  })
}

/** The settings of one value: those of the file that it is, or itself. A file that is not what its name promises stays one value. */
function settingsIn(
  key: string,
  value: string,
  line: number | undefined,
  fingerprint: Fingerprinter,
): readonly Setting[] {
  const whole = { key, ...classifySetting(key, value, fingerprint), ...(line === undefined ? {} : { line }) }
  if (formatNamed(key) === undefined || !/\n/.test(value.trim())) return [whole]
  const { entries, problems } = parseSettings(key, value)
  if (problems.length > 0 || entries.length === 0) return [whole]
  return entries.map((entry) => ({
    key: `${key}/${entry.key}`,
    ...classifySetting(entry.key, entry.value, fingerprint),
    // In a block of lines, the first stands below its key.
    ...(line === undefined ? {} : { line: line + entry.line }),
  }))
}

function kept(
  part: string,
  key: string,
  value: string,
  secret: boolean,
  fingerprint: Fingerprinter,
): Pick<Setting, 'value' | 'secret' | 'shape'> {
  if (secret) return keptOfSecret(part === 'data' ? decoded(value) : value, fingerprint)
  // The bytes may be a key store: nobody says so here, and nobody compares them by eye.
  if (part === 'binaryData') return { value: `(${Buffer.from(value, 'base64').length} bytes)`, shape: 'binary' }
  return classifySetting(key, value, fingerprint)
}

function keptOfSecret(value: string, fingerprint: Fingerprinter): Pick<Setting, 'secret' | 'shape'> {
  // Encrypted by sops: the cipher text is another each time, so that a fingerprint of it would say nothing.
  if (value.startsWith('ENC[')) return { shape: 'encrypted' }
  // Under this key nothing is told in clear, and the shape is the discreet one.
  return { secret: fingerprint(value), shape: classifySetting('password', value, fingerprint).shape }
}

/** What base64 stands for; as written where it is none (a placeholder that something else fills in) or no text. */
function decoded(value: string): string {
  const compact = value.replaceAll(/\s/g, '')
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return value
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(compact, 'base64'))
  } catch {
    return value
  }
}
