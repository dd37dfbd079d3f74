import type * as acm from '@aws-sdk/client-acm'
import type * as ec2 from '@aws-sdk/client-ec2'
import type * as rds from '@aws-sdk/client-rds'
import type * as sts from '@aws-sdk/client-sts'
import type { AwsCredentialIdentityProvider, MiddlewareStack } from '@smithy/types'
import type { ReadRequest, ScopePlan } from '../../src/collect/contract.ts'
import { EvenkeelError, fail } from '../../src/errors/catalogue.ts'
import { awsCredentials } from './credentials.ts'
import { malformed, type CallPlace } from './errors.ts'
import { oneCall } from './paging.ts'
import { placeOf } from './scopes.ts'
import { deadlineSeconds, roleChain, type AwsSettings } from './settings.ts'
import { awsTransport, type Transport } from './transport.ts'

/** A client with the module of its commands. Both come late: importing a client costs hundreds of milliseconds. */
export interface Service<Client, Module> {
  readonly client: Client
  readonly sdk: Module
}

/** Whose credentials these are. */
export interface Identity {
  readonly account: string
  readonly arn: string
}

/** One account and region of one source: its clients, made when they are first asked for. */
export interface AwsSession {
  /** Undefined where only the credentials know it. */
  readonly account: string | undefined
  readonly region: string
  readonly ec2: () => Promise<Service<ec2.EC2Client, typeof ec2>>
  readonly rds: () => Promise<Service<rds.RDSClient, typeof rds>>
  readonly acm: () => Promise<Service<acm.ACMClient, typeof acm>>
  /** Finds the credentials and assumes the roles, and calls nothing else. What it throws, every call would throw. */
  readonly credentials: (signal: AbortSignal) => Promise<void>
  /** Asks the security token service, which needs no permission. */
  readonly identity: (signal: AbortSignal) => Promise<Identity>
  /** Refuses credentials of another account than the configuration names. Asked once for all reads. */
  readonly verify: (signal: AbortSignal) => Promise<void>
  /** Attempts so far, by action (`ec2:DescribeInstances`): retries are counted too. */
  readonly attempts: ReadonlyMap<string, number>
  /** Where a call is made, for its errors. */
  readonly place: (action: string, signal: AbortSignal) => CallPlace
}

const sessions = new WeakMap<AwsSettings, Map<string, AwsSession>>()

/**
 * The session of a scope. All reads of one source entry share it, and with it connections and assumed roles; it goes when
 * the settings go. Nothing is imported or opened yet.
 */
export function sessionOf(request: Pick<ReadRequest<AwsSettings>, 'settings' | 'scope'>): AwsSession {
  const known = sessions.get(request.settings) ?? new Map<string, AwsSession>()
  sessions.set(request.settings, known)
  const found = known.get(request.scope.scope) ?? openSession(request.settings, request.scope)
  known.set(request.scope.scope, found)
  return found
}

function openSession(settings: AwsSettings, scope: ScopePlan): AwsSession {
  const { account, region } = placeOf(scope)
  const attempts = new Map<string, number>()
  const shared = once(async () => {
    const transport = await awsTransport(settings)
    const credentials = await awsCredentials({ settings, scope: scope.scope, region, transport })
    return clientConfig(settings, region, transport, credentials)
  })
  const counted = <C extends { readonly middlewareStack: Countable }>(service: string, client: C): C => {
    countAttempts(client.middlewareStack, service, attempts)
    return client
  }
  let verified: Promise<void> | undefined
  const place = (action: string, signal: AbortSignal): CallPlace => ({ action, scope: scope.scope, region, signal })
  const tokens = once(async (): Promise<Service<sts.STSClient, typeof sts>> => {
    const sdk = await import('@aws-sdk/client-sts')
    return { sdk, client: counted('sts', new sdk.STSClient(await shared())) }
  })
  const identity = async (signal: AbortSignal): Promise<Identity> => {
    const { client, sdk } = await tokens()
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
      const { client } = await tokens()
      await oneCall(place('credentials', signal), () => client.config.credentials())
    },
    identity,
    verify: (signal) => {
      verified ??= checkAccount(account, identity, settings, signal).catch((error: unknown) => {
        // The reads of this run share the refusal; the next run asks again.
        verified = undefined
        throw error
      })
      return verified
    },
    ec2: once(async () => {
      const sdk = await import('@aws-sdk/client-ec2')
      return { sdk, client: counted('ec2', new sdk.EC2Client(await shared())) }
    }),
    rds: once(async () => {
      const sdk = await import('@aws-sdk/client-rds')
      return { sdk, client: counted('rds', new sdk.RDSClient(await shared())) }
    }),
    acm: once(async () => {
      const sdk = await import('@aws-sdk/client-acm')
      return { sdk, client: counted('acm', new sdk.ACMClient(await shared())) }
    }),
  }
}

/**
 * Refuses credentials of another account than the configuration names: a wrong profile would read production and call
 * it staging. A role says its account itself, so nothing is asked then. Whatever else keeps the answer away does not
 * count, and is not waited for longer than a part of the deadline: a network may have no way to the security token
 * service.
 */
async function checkAccount(
  account: string | undefined,
  identity: AwsSession['identity'],
  settings: AwsSettings,
  signal: AbortSignal,
): Promise<void> {
  if (account === undefined || roleChain(settings).length > 0) return
  const patience = Math.min(5, (settings.deadlineSeconds ?? deadlineSeconds) / 4) * 1000
  const found = await identity(AbortSignal.any([signal, AbortSignal.timeout(patience)])).catch((error: unknown) => {
    if (error instanceof EvenkeelError && error.code === 'collect-credentials') throw error
    return undefined
  })
  if (found === undefined || found.account === account) return
  throw fail('collect-credentials', { what: `account ${account}`, detail: `these belong to account ${found.account}` })
}

function clientConfig(
  settings: AwsSettings,
  region: string,
  transport: Transport,
  credentials: AwsCredentialIdentityProvider,
) {
  return { region, credentials, ...transport, ...(settings.profile === undefined ? {} : { profile: settings.profile }) }
}

type Countable = Pick<MiddlewareStack<object, object>, 'add'>

function countAttempts(stack: Countable, service: string, attempts: Map<string, number>): void {
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

/** Makes something when it is first asked for, and again after a failure. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    })
    return made
  }
}
