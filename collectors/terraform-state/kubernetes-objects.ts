import { parseAllDocuments } from 'yaml'
import { objectOf as kubeObject, objectsOf, sourceWithoutLines, UnusableObject } from '../_kubernetes/objects.ts'
import type { KubeObject } from '../_kubernetes/objects.ts'
import type { Pointer } from '../../src/model/pointer.ts'
import { UnusableInstance } from './attribute-reader.ts'
import { withoutHidden } from './hidden-values.ts'
import { isObjectType, objectTypeOf, type ObjectType } from './kubernetes-types.ts'
import { objectFromBlocks } from './object-from-blocks.ts'
import { objectOf, own, type AttributePath, type JsonObject, type StateInstance } from './state-parts.ts'

/** An object that a resource of Terraform is, as a cluster has it. */
export interface StateObject {
  readonly object: KubeObject
  /** The resource's address. */
  readonly address: string
  /** Settings of it that Terraform keeps to itself. */
  readonly unknown: readonly Pointer[]
}

/** An instance that is an object and cannot be used; `object` says what, where that is known. */
export class UnusableStateObject extends UnusableInstance {
  readonly object: Pick<KubeObject, 'group' | 'kind'> | undefined

  constructor(address: string, detail: string, object?: Pick<KubeObject, 'group' | 'kind'>) {
    super(`${address}: ${detail}`)
    this.object = object
  }
}

/**
 * The objects of an instance: one, or those of a YAML text. None for a type that is no object. Throws
 * {@link UnusableStateObject}. Pure.
 */
export function objectsOfInstance(instance: StateInstance): readonly StateObject[] {
  const { address, type, attributes } = instance
  if (!isObjectType(type)) return []
  if (attributes === undefined) {
    const detail = 'it is in the form of Terraform 0.11: run `terraform apply -refresh-only`'
    throw new UnusableStateObject(address, detail, typeOnly(objectTypeOf(type)))
  }
  const as = objectTypeOf(type)
  if (as !== undefined) return [objectOfBlocks(instance, attributes, as)]
  return type === 'kubernetes_manifest' ? [objectOfManifest(instance, attributes)] : objectsOfYaml(instance, attributes)
}

/** What a provider says beside the object. */
const notMeant =
  /^(?:id|metadata|status|timeouts|default_secret_name|data_wo|data_wo_revision|binary_data_wo.*)$|^wait_/

function objectOfBlocks(instance: StateInstance, attributes: JsonObject, as: ObjectType): StateObject {
  const { address, sensitivePaths = [], pendingPaths = [] } = instance
  // Of a secret no value goes further than its fingerprint.
  const secret = as.kind === 'Secret'
  const hidden = [
    ...sensitivePaths.filter(([name]) => !(secret && /^(?:binary_)?data/.test(String(name)))),
    ...pendingPaths.filter((path) => path[0] === 'data' || path.includes('env')),
  ]
  const { attributes: shown, unknown, lost } = withoutHidden(attributes, hidden)
  if (lost !== undefined) throw lostError(address, lost, as)
  const { metadata } = objectFromBlocks({ metadata: shown['metadata'] })
  const spoken = Object.keys(attributes).filter((name) => !notMeant.test(name))
  const own = objectFromBlocks(Object.fromEntries(spoken.map((name) => [name, shown[name]])))
  const { data, binaryData, ...rest } = own
  const content: JsonObject = {
    ...as,
    metadata: metadataOf(metadata),
    // The provider decodes what is text; the rest it keeps as the API has it.
    ...(secret ? { ...rest, stringData: data, data: binaryData } : own),
  }
  const writtenOnly = secret && attributes['data_wo_revision'] !== undefined && attributes['data_wo_revision'] !== null
  return { object: objectFrom(address, as, content), address, unknown: writtenOnly ? ['/settings'] : unknown }
}

/** What a cluster writes into it (`uid`, `generation`) is not what code wants. */
function metadataOf(given: unknown): JsonObject {
  const metadata = objectOf(given) ?? {}
  const kept = ['name', 'namespace', 'generateName', 'labels', 'annotations']
  return Object.fromEntries(kept.flatMap((key) => (metadata[key] === undefined ? [] : [[key, metadata[key]]])))
}

/** A state keeps a value of any type beside its type; what is shown is the value alone. */
function objectOfManifest({ address, sensitivePaths = [] }: StateInstance, attributes: JsonObject): StateObject {
  const manifest = objectOf(attributes['manifest'])
  const value = manifest !== undefined && own(manifest, 'kind') === undefined ? own(manifest, 'value') : manifest
  const content = objectOf(value) ?? {}
  const [apiVersion, kind] = [content['apiVersion'], content['kind']]
  if (typeof apiVersion !== 'string' || typeof kind !== 'string')
    throw new UnusableStateObject(address, 'its `manifest` has no apiVersion or no kind')
  const as = { apiVersion, kind }
  const paths = sensitivePaths.flatMap(([name, ...path]) => (name === 'manifest' ? [path] : []))
  const { attributes: shown, unknown, lost } = withoutHidden(content, kind === 'Secret' ? [] : paths)
  if (lost !== undefined) throw lostError(address, ['manifest', ...lost], as)
  return { object: objectFrom(address, as, shown), address, unknown }
}

/** `kubectl_manifest` marks all of its text, for there may be a secret in it; of a Secret no value goes further. */
function objectsOfYaml({ address }: StateInstance, attributes: JsonObject): readonly StateObject[] {
  const text = attributes['yaml_body']
  if (typeof text !== 'string') throw new UnusableStateObject(address, 'it has no `yaml_body`')
  const hidden = attributes['sensitive_fields']
  const paths = Array.isArray(hidden) ? (hidden as readonly unknown[]).map((path) => String(path).split('.')) : []
  return documentsOf(address, text).flatMap((content) => {
    const all = objectsOf(sourceWithoutLines(content))
    if (all.length === 0 && content !== null)
      throw new UnusableStateObject(address, 'its `yaml_body` has no apiVersion or no kind')
    return all.map((found) => {
      if (found instanceof UnusableObject) throw new UnusableStateObject(address, found.message, found.object)
      const own = found.kind === 'Secret' ? [] : paths
      const { attributes: shown, unknown, lost } = withoutHidden(found.content, own)
      if (lost !== undefined) throw new UnusableStateObject(address, hiddenWords(lost), found)
      return { object: { ...found, content: shown }, address, unknown }
    })
  })
}

function documentsOf(address: string, text: string): readonly unknown[] {
  try {
    const documents = parseAllDocuments(text, {
      prettyErrors: false,
      merge: true,
      logLevel: 'silent',
      // Each key is compared with each otherwise. A cluster took what stands here, so that none stands twice.
      uniqueKeys: false,
    })
    return [...documents].map((document) => {
      const [error] = document.errors
      if (error !== undefined) throw new UnusableStateObject(address, 'its `yaml_body` is not YAML')
      return document.toJS({ maxAliasCount: 1000 }) as unknown
    })
  } catch (error) {
    // The parser's own sentences may quote the text.
    if (error instanceof UnusableStateObject) throw error
    throw new UnusableStateObject(address, 'its `yaml_body` is not YAML')
  }
}

function objectFrom(address: string, { apiVersion, kind }: ObjectType, content: JsonObject): KubeObject {
  const found = kubeObject({ apiVersion, kind, content }, () => new Map())
  if (found instanceof UnusableObject) throw new UnusableStateObject(address, found.message, found.object)
  return found
}

function lostError(address: string, path: AttributePath, as: ObjectType): UnusableStateObject {
  return new UnusableStateObject(address, hiddenWords(path), typeOnly(as))
}

function hiddenWords(path: AttributePath): string {
  return `\`${path.join('.')}\` is marked as sensitive by Terraform`
}

function typeOnly(as: ObjectType | undefined): Pick<KubeObject, 'group' | 'kind'> | undefined {
  return as === undefined
    ? undefined
    : { group: as.apiVersion.includes('/') ? as.apiVersion.replace(/\/.*$/, '') : '', kind: as.kind }
}
