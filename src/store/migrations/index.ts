import { start } from './0001-start.ts'
import { carriedPairs } from './0002-carried-pairs.ts'
import { servicesOfFindings } from './0003-services-of-findings.ts'
import { whatStands } from './0004-what-stands.ts'
import { acceptedReadings } from './0005-accepted-readings.ts'

/** One step of the schema: SQL of several statements, for our own schema, that may run in a transaction. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}

/** All of them, in order. One that was released is never changed: what is to change comes as another. */
export const migrations: readonly Migration[] = [
  { number: 1, name: 'start', sql: start },
  { number: 2, name: 'carried-pairs', sql: carriedPairs },
  { number: 3, name: 'services-of-findings', sql: servicesOfFindings },
  { number: 4, name: 'what-stands', sql: whatStands },
  { number: 5, name: 'accepted-readings', sql: acceptedReadings },
]
