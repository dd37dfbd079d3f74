import { buildAccess } from './access.ts'
import { clientsOf, type Clients } from './clients.ts'
import { buildCompute, type Compute } from './compute.ts'
import { buildData } from './data.ts'
import { buildNetwork, type Network } from './network.ts'
import type { Place } from './place.ts'

/** An environment that stands, with the ids of what is changed later. */
export interface Built {
  readonly place: Place
  readonly clients: Clients
  readonly network: Network
  readonly compute: Compute
  /** ARN of the key that its data is encrypted with. */
  readonly key: string
}

/** Builds an environment of the template in the account and region of a place. */
export async function build(endpoint: string, place: Place): Promise<Built> {
  const clients = await clientsOf(endpoint, place)
  const network = await buildNetwork(clients, place)
  const { key } = await buildAccess(clients, place)
  await buildData(clients, place, network, key)
  const compute = await buildCompute(clients, place, network)
  return { place, clients, network, compute, key }
}
