import type { Kind } from '../kind.ts'
import { autoscaler } from './autoscaler.ts'
import { certificate } from './certificate.ts'
import { computeInstance } from './compute-instance.ts'
import { databaseInstance } from './database-instance.ts'
import { databaseParameters } from './database-parameters.ts'
import { firewall } from './firewall.ts'
import { network } from './network.ts'
import { settingGroup } from './setting-group.ts'
import { subnet } from './subnet.ts'
import { workload } from './workload.ts'

/** Every kind, alphabetical. A test holds this list against the folder. */
export const kinds: readonly Kind[] = [
  autoscaler,
  certificate,
  computeInstance,
  databaseInstance,
  databaseParameters,
  firewall,
  network,
  settingGroup,
  subnet,
  workload,
] as readonly Kind[]

const byId = new Map(kinds.map((kind) => [kind.id, kind]))

/** The kind of an id; undefined when no such kind exists. */
export function kindOf(id: string): Kind | undefined {
  return byId.get(id)
}
