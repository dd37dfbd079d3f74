import type { AwsCredentialIdentityProvider, MiddlewareStack } from '@smithy/types'
import { once } from './once.ts'
import type { Transport } from './transport.ts'

/** What every client of a session is made with. */
export type ClientConfig = Transport & {
  readonly region: string
  readonly credentials: AwsCredentialIdentityProvider
  readonly profile?: string
}

/** What every client of the SDK has. */
export interface AwsClient {
  readonly middlewareStack: Pick<MiddlewareStack<object, object>, 'add'> & {
    readonly remove: (name: string) => boolean
  }
}

/** A client with the module of its commands. */
export interface Opened<Client, Module> {
  readonly client: Client
  readonly sdk: Module
}

/**
 * A service of AWS: its prefix in permissions (`ec2`), and how its client comes to be. It comes late: importing a client costs
 * hundreds of milliseconds. A collector declares its own, so that one more service is one more folder.
 */
export interface AwsService<Client extends AwsClient, Module> {
  readonly id: string
  readonly load: () => Promise<{ readonly sdk: Module; readonly make: (config: ClientConfig) => Client }>
}

/** Declares a service; gives it its precise type. */
export function awsService<Client extends AwsClient, Module>(
  service: AwsService<Client, Module>,
): AwsService<Client, Module> {
  return Object.freeze(service)
}

/** Opens each service once, and again after a failure. `watch` sees every client before it is used. */
export function opener(
  config: (service: string) => Promise<ClientConfig>,
  watch: (service: string, client: AwsClient) => void,
): <Client extends AwsClient, Module>(service: AwsService<Client, Module>) => Promise<Opened<Client, Module>> {
  const opened = new Map<object, () => Promise<Opened<AwsClient, unknown>>>()
  return <Client extends AwsClient, Module>(service: AwsService<Client, Module>) => {
    const found =
      opened.get(service) ??
      once(async () => {
        const { sdk, make } = await service.load()
        const client = make(await config(service.id))
        watch(service.id, client)
        return { sdk, client }
      })
    opened.set(service, found)
    // What is kept under a service was made by it.
    return found() as Promise<Opened<Client, Module>>
  }
}
