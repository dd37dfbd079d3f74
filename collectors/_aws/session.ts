import type { AwsCredentialIdentityProvider } from '@smithy/types'
import type { ReadRequest, ScopePlan } from '../../src/collect/contract.ts'
import { accountCheck } from './account-check.ts'
import { awsCredentials } from './credentials.ts'
import { malformed, type CallPlace } from './errors.ts'
import { heldBack } from './held-back.ts'
import { once } from './once.ts'
import { oneCall } from './paging.ts'
import { placeOf } from './scopes.ts'
import { opener, type AwsClient, type AwsService, type ClientConfig, type Opened } from './service.ts'
import { roleChain, type AwsSettings } from './settings.ts'
import { sts } from './sts.ts'
import { awsTransport, type Transport } from './transport.ts'

/** Whose credentials these are. */
export interface Identity {
  readonly account: string
  readonly arn: string
}

/** One account and region of one source, as one reader uses it: its clients, made when they are first asked for. */
export interface AwsSession {
  /** Undefined where only the credentials know it. */
  readonly account: string | undefined
  readonly region: string
  /** The client of a service, one for all readers. Its calls wait for their turn, as the request's limiter has it. */
  readonly open: <Client extends AwsClient, Module>(
    service: AwsService<Client, Module>,
  ) => Promise<Opened<Client, Module>>
  /** Finds the credentials and assumes the roles, and calls nothing else. What it throws, every call would throw. */
  readonly credentials: (signal: AbortSignal) => Promise<void>
  /** Asks the security token service, which needs no permission. */
  readonly identity: (signal: AbortSignal) => Promise<Identity>
  /** Refuses credentials of another account than the configuration names. Asked once for all reads, and again for other keys. */
  readonly verify: (signal: AbortSignal) => Promise<void>
  /** Attempts so far, by action (`ec2:DescribeInstances`): retries are counted too. */
  readonly attempts: ReadonlyMap<string, number>
  /** Where a call is made, for its errors. */
  readonly place: (action: string, signal: AbortSignal) => CallPlace
}

const sessions = new WeakMap<AwsSettings, Map<string, AwsSession>>()

/** What a session is asked for with. Without a limiter nothing is held back. */
export type SessionRequest = Pick<ReadRequest<AwsSettings>, 'settings' | 'scope'> &
  Partial<Pick<ReadRequest<AwsSettings>, 'signal' | 'limiter'>>

/**
 * The session of a scope. All reads of one source entry share it, and with it connections and assumed roles; it goes when
 * the settings go. Nothing is imported or opened yet. What is the reader's own, its limiter and its signal, is not shared.
 */
export function sessionOf(request: SessionRequest): AwsSession {
  const known = sessions.get(request.settings) ?? new Map<string, AwsSession>()
  sessions.set(request.settings, known)
  const found = known.get(request.scope.scope) ?? openSession(request.settings, request.scope)
  known.set(request.scope.scope, found)
  const { limiter, signal } = request
  if (limiter === undefined) return found
  const { callsPerSecond } = request.settings
  return {
    ...found,
    open: async (service) => {
      const { client, sdk } = await found.open(service)
      const call = { scope: request.scope.scope, service: service.id, callsPerSecond }
      return { sdk, client: heldBack(client, { limiter, signal, call }) }
    },
  }
}

function openSession(settings: AwsSettings, scope: ScopePlan): AwsSession {
  const { account, region } = placeOf(scope)
  const attempts = new Map<string, number>()
  const shared = once(async () => {
    const transport = await awsTransport(settings)
    const credentials = await awsCredentials({ settings, scope: scope.scope, region, transport })
    return clientConfig(settings, region, transport, credentials)
  })
  // A client remembers the keys of its role, and asks anew before they end: the one of the token service does it for all.
  const configOf = async (service: string): Promise<ClientConfig> => {
    const config = await shared()
    if (service === sts.id || roleChain(settings).length === 0) return config
    const { client } = await open(sts)
    return { ...config, credentials: client.config.credentials }
  }
  const open = opener(configOf, (service, { middlewareStack }) => {
    countAttempts(middlewareStack, service, attempts)
    // It makes a copy of every answer for a log that nobody keeps.
    middlewareStack.remove('loggerMiddleware')
  })
  const place = (action: string, signal: AbortSignal): CallPlace => ({ action, scope: scope.scope, region, signal })
  const identity = async (signal: AbortSignal): Promise<Identity> => {
    const { client, sdk } = await open(sts)
    const found = await oneCall(place('sts:GetCallerIdentity', signal), () =>
      client.send(new sdk.GetCallerIdentityCommand({}), { abortSignal: signal }),
    )
    if (found.Account === undefined || found.Arn === undefined) {
      throw malformed(place('sts:GetCallerIdentity', signal), 'it names nobody')
    }
    return { account: found.Account, arn: found.Arn }
  }
  return {
    account,
    region,
    attempts,
    place,
    credentials: async (signal) => {
      const { client } = await open(sts)
      await oneCall(place('credentials', signal), () => client.config.credentials())
    },
    identity,
    verify: accountCheck(account, settings, {
      identity,
      key: async () => (await (await open(sts)).client.config.credentials()).accessKeyId,
    }),
    open,
  }
}

function clientConfig(
  settings: AwsSettings,
  region: string,
  transport: Transport,
  credentials: AwsCredentialIdentityProvider,
): ClientConfig {
  return { region, credentials, ...transport, ...(settings.profile === undefined ? {} : { profile: settings.profile }) }
}

function countAttempts(stack: AwsClient['middlewareStack'], service: string, attempts: Map<string, number>): void {
  stack.add(
    (next, context) => (args) => {
      const command = String((context as { readonly commandName?: string }).commandName ?? 'unknown')
      const action = `${service}:${command.replace(/Command$/, '')}`
      attempts.set(action, (attempts.get(action) ?? 0) + 1)
      return next(args)
    },
    { step: 'finalizeRequest', priority: 'low', name: 'evenkeelAttempts' },
  )
}
