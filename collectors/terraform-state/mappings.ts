import type { Mapping } from './mapping.ts'
import { certificateMapping } from './normalise-certificate.ts'
import { databaseInstanceMapping, databaseParametersMapping } from './normalise-database.ts'
import { computeInstanceMapping } from './normalise-instance.ts'
import { networkMapping, subnetMapping } from './normalise-network.ts'

/** What becomes of the resource types of a state, alphabetical by kind. Firewalls have a reading of their own. */
export const mappings: readonly Mapping[] = [
  certificateMapping,
  computeInstanceMapping,
  databaseInstanceMapping,
  databaseParametersMapping,
  networkMapping,
  subnetMapping,
]
