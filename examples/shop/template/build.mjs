import { certificateResources } from './certificates.mjs'
import { compute } from './compute.mjs'
import { databaseResources } from './databases.mjs'
import { manifests } from './manifests.mjs'
import { network } from './network.mjs'
import { settings } from './settings.mjs'

/** One environment, from the one template. */
export function build(environment) {
  return {
    environment,
    terraform: [
      ...network(environment),
      ...compute(environment),
      ...databaseResources(environment),
      ...certificateResources(environment),
    ],
    settings: settings(environment),
    manifests: manifests(environment),
  }
}
