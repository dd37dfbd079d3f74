import { setMaxListeners } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { RequestOptions } from 'node:https'
import { resolve } from 'node:path'
import type { KubeConfig } from '@kubernetes/client-node'
import type { ReadRequest } from '../../src/collect/contract.ts'
import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'
import { fileError } from '../_files/read-text.ts'
import { oncePerRun } from '../_files/per-run.ts'
import type { KubernetesSettings } from '../_kubernetes/settings.ts'
import { refuseForeignCommand } from './login-command.ts'

/** A cluster, and how to speak to it. */
export interface Connection {
  readonly server: string
  /** What a request needs: certificates, an agent, the header that says who asks. Tokens are renewed as they run out. */
  readonly authorise: () => Promise<RequestOptions>
}

export type ClusterRequest = Omit<ReadRequest<KubernetesSettings>, 'unknown'>

/**
 * Opens the cluster of a source entry, once for all reads of a run. Looks only at files. Throws `collect-no-cluster` (no such
 * context), `collect-credentials` (a kubeconfig that cannot be used, a login that failed), `collect-nothing-matched`.
 */
export const connect = oncePerRun(async (request: ClusterRequest): Promise<Connection> => {
  // All kinds are read side by side under one signal, each with a request of its own.
  setMaxListeners(100, request.signal)
  // Loaded when used: the library is large, and most environments have no cluster.
  const { KubeConfig } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  const what = request.scope.scope
  await load(config, request)
  const server = config.getCurrentCluster()?.server
  await refuseForeignCommand(config, request)
  if (server === undefined) {
    const known = config.getContexts().map(({ name }) => name)
    const detail =
      known.length === 0 ? 'the kubeconfig has no context' : `no such context; there are: ${known.join(', ')}`
    throw fail('collect-no-cluster', { what: `the cluster ${what}`, detail })
  }
  // The library goes on with an address that is none.
  if (!URL.canParse(server)) {
    const detail = request.settings.inCluster === true ? notInPod : 'the address of its server is none'
    throw fail('collect-credentials', { what, detail })
  }
  // The library refuses it too, and says so where nobody reads it.
  if (server.startsWith('http:') && config.getCurrentCluster()?.skipTLSVerify !== true) {
    const detail =
      'its server is plain http, over which it would log in unencrypted: `insecure-skip-tls-verify: true` allows it'
    throw fail('collect-credentials', { what, detail })
  }
  return {
    server,
    authorise: async () => {
      const options: RequestOptions = { headers: {} }
      try {
        await config.applyToHTTPSOptions(options)
      } catch (error) {
        throw fail('collect-credentials', { what, detail: 'the login of the kubeconfig failed' }, error)
      }
      return options
    },
  }
})

async function load(config: KubeConfig, { settings, environment, scope }: ClusterRequest): Promise<void> {
  const { kubeconfig, context, inCluster } = settings
  const what = scope.scope
  try {
    if (inCluster === true) config.loadFromCluster()
    else if (kubeconfig === undefined) loadDefault(config, what)
    else {
      const path = resolve(environment.baseDirectory, kubeconfig)
      config.loadFromString(await readFile(path, 'utf8').catch((error: unknown) => fall(error, kubeconfig)))
      config.makePathsAbsolute(resolve(path, '..'))
    }
  } catch (error) {
    if (error instanceof EvenkeelError) throw error
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT' && inCluster !== true)
      throw noKubeconfig(what)
    const detail = inCluster === true ? notInPod : 'its kubeconfig cannot be understood'
    throw fail('collect-credentials', { what, detail }, error)
  }
  // A context that is not there gives no cluster, and that is told with those that are.
  if (context !== undefined) config.setCurrentContext(context)
}

const notInPod = 'not in a pod with a service account'

/** Where there is no kubeconfig, the library makes one up that leads to a server of this machine. */
function loadDefault(config: KubeConfig, what: string): void {
  config.loadFromDefault()
  const contexts = config.getContexts()
  if (contexts.length > 0 && contexts.every(({ name }) => name === 'loaded-context')) throw noKubeconfig(what)
}

function noKubeconfig(what: string): EvenkeelError {
  const detail = 'there is no kubeconfig, neither where KUBECONFIG says nor at ~/.kube/config'
  return fail('collect-no-cluster', { what: `the cluster ${what}`, detail })
}

function fall(error: unknown, what: string): never {
  throw fileError(error, what)
}
