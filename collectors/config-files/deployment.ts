import type { Doubt } from '../_deploy-files/doubts.ts'
import { flatten } from '../_settings-files/flatten.ts'
import type { SettingsFile } from '../_settings-files/parse-settings.ts'
import type { Problem } from '../_settings-files/problem.ts'
import { memberAt } from '../_settings-files/tree-reading.ts'
import type { Tree } from '../_settings-files/tree.ts'
import type { Attributes } from '../../src/model/field.ts'
import { workload } from '../../src/model/kinds/workload.ts'
import { collected, type CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import { labelTags } from './label-tags.ts'

/** One service as it is deployed, with what its files do not tell of it. */
export interface DeployedService {
  readonly resource: CollectedResource<typeof workload.fields>
  readonly doubts: readonly Doubt[]
}

/** What is deployed by a file, or by several together. */
export interface Deployment {
  readonly services: readonly DeployedService[]
  /** What puts all of it in doubt. */
  readonly problems: readonly Problem[]
}

/** A service as a `workload`, called by its own name. */
export function deployedService(
  given: {
    readonly file: string
    readonly project: string | undefined
    readonly name: string
    readonly labels: Tree | undefined
    /** Where it stands. */
    readonly at: Tree
    readonly attributes: Attributes<typeof workload.fields>
    readonly doubts: readonly Doubt[]
  },
  fingerprint: Fingerprinter,
): DeployedService {
  const { file, project, name, labels, at, doubts } = given
  // Which file something stands in is said only where it is another than the first.
  const tidy = <T extends { readonly file?: string | undefined }>({ file: own, ...one }: T) =>
    own === undefined || own === file ? one : { ...one, file: own }
  const attributes = {
    ...given.attributes,
    containers: given.attributes.containers?.map((one) => ({ ...one, ...tidy({ line: at.line, file: at.file }) })),
    settings: given.attributes.settings?.map(tidy),
    ...tidy({ line: at.line, file: at.file }),
  }
  const resource = collected(workload, {
    id: `${file}/${name}`,
    name,
    ...(project === undefined ? {} : { address: `${project}/${name}` }),
    tags: labelTags(labels, fingerprint),
    attributes,
  })
  return { resource, doubts }
}

/** What is left of the files of a deployment, as settings. */
export function restAsSettings(format: 'compose' | 'kamal', rest: Tree): SettingsFile {
  const encrypted = memberAt(rest, 'sops') !== undefined
  const entries = flatten(rest).filter(({ key }) => !encrypted || !key.startsWith('sops.'))
  return { format, entries: [...new Map(entries.map((entry) => [entry.key, entry])).values()], problems: [] }
}

/** A resource without the values of secret variables, wherever they went in. */
export function withoutValues<T extends CollectedResource>(resource: T, secrets: readonly string[]): T {
  if (secrets.length === 0) return resource
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, '***'), value)
    if (Array.isArray(value)) return value.map(clean)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, key === 'hmac' || key === 'keyId' ? inner : clean(inner)]),
    )
  }
  return clean(resource) as T
}
