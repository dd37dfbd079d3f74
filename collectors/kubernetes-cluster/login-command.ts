import { realpath } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import type { KubeConfig } from '@kubernetes/client-node'
import { fail } from '../../src/errors/catalogue.ts'
import type { ClusterRequest } from './connection.ts'

/** Set to `allow` by whoever trusts the folder of the configuration to say which command is run. */
export const allowance = 'EVENKEEL_KUBECONFIG_EXEC'

/**
 * A kubeconfig may name a command that logs in (`exec`, `auth-provider`), and whoever writes it decides what is run. One that lies in
 * the folder of the configuration came with it, out of a repository or somebody's pull request: its command is run only where
 * the environment says so, which no file of a repository can. One from elsewhere is the user's own. Throws `collect-credentials`.
 */
export async function refuseForeignCommand(config: KubeConfig, request: ClusterRequest): Promise<void> {
  const { kubeconfig } = request.settings
  if (kubeconfig === undefined || process.env[allowance] === 'allow' || !runsCommand(config)) return
  const { baseDirectory } = request.environment
  // A link may lead into the folder or out of it: what counts is where the file itself is.
  const [folder, file] = await Promise.all([real(baseDirectory), real(resolve(baseDirectory, kubeconfig))])
  const path = relative(folder, file)
  const inside = path !== '..' && !path.startsWith(`..${sep}`) && resolve(folder, path) === file
  // A link beside the configuration is as much of the repository as a file is.
  const named = relative(resolve(baseDirectory), resolve(baseDirectory, kubeconfig))
  if (!inside && (named === '..' || named.startsWith(`..${sep}`))) return
  throw fail('collect-credentials', {
    what: request.scope.scope,
    detail: `its kubeconfig lies beside the configuration and would run a command to log in; set ${allowance}=allow where that folder is trusted, or name a kubeconfig outside of it`,
  })
}

/** Whether the user in use logs in by a command: an `exec` plugin, or a provider of the old kind. */
function runsCommand(config: KubeConfig): boolean {
  const user = config.getCurrentUser()
  const provider: unknown = user?.authProvider
  const settings: unknown =
    typeof provider === 'object' && provider !== null && 'config' in provider ? provider.config : undefined
  const byProvider = typeof settings === 'object' && settings !== null && ('cmd-path' in settings || 'exec' in settings)
  return user?.exec !== undefined || byProvider
}

async function real(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path))
}
