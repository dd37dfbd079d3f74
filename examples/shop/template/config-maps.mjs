import { Buffer } from 'node:buffer'
import { kustomizeHash } from './identity.mjs'
import { metadata } from './workloads.mjs'

/** A ConfigMap; its values are text, whole files among them. */
export function configMap(environment, name, data) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(environment, name), data }
}

/** A Secret: its values are base64, as they stand in a repository that nobody should look at. */
export function secret(environment, name, values) {
  const data = Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')])
  return { apiVersion: 'v1', kind: 'Secret', metadata: metadata(environment, name), type: 'Opaque', data: Object.fromEntries(data) }
}

/** The name that kustomize gives to a generated config map: it changes with the content. */
export function generatedName(environment, name) {
  return `${name}-${kustomizeHash(environment, name)}`
}
