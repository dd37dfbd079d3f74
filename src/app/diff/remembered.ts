import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { EvenkeelError, fail } from '../../errors/catalogue.ts'
import { loadSide, sideOf, type SideKnowledge } from '../../jobs/load-side.ts'
import type { WeighedSide } from '../../jobs/weigh.ts'
import type { CarriedPair } from '../../model/carried-pair.ts'
import type { ComparisonName } from '../../model/comparison-name.ts'
import type { Finding } from '../../model/finding.ts'
import type { SnapshotAddress } from '../../model/snapshot-address.ts'
import { openStore } from '../../store/open.ts'
import { dataDirectoryOf } from '../data-directory.ts'
import { serverClient, type ServerClient } from '../server-client.ts'
import { readSnapshotBatches } from '../snapshot/read-lines.ts'
import { splitBatches } from '../snapshot/split-lines.ts'
import type { Surroundings } from '../surroundings.ts'

/** An address of an environment's snapshot. */
export type EnvironmentAddress = Extract<SnapshotAddress, { type: 'environment' }>

/** Which side of a finding moved, and since when it differs. */
export type Moved = Pick<Finding, 'direction' | 'since'>

/** Whoever remembers snapshots: a running server, or the store itself. */
export interface Remembered {
  /** Throws `store-no-environment`, `store-no-snapshot`, and what the store or the server throws. */
  readonly load: (
    address: EnvironmentAddress,
    knowledge: (environment: string) => SideKnowledge,
  ) => Promise<WeighedSide>
  /** The pairs that a comparison carries from assessment to assessment. */
  readonly pairs: (comparison: ComparisonName) => Promise<readonly CarriedPair[]>
  /** Who moved in a finding that lives, as history tells; undefined: there is no such finding. */
  readonly moved: (finding: string) => Promise<Moved | undefined>
  /** What it is: `the service at http://…`, `the data in …`. */
  readonly where: string
  readonly close: () => Promise<void>
}

export interface RememberedOptions {
  readonly config?: string | undefined
  /** `--data` */
  readonly data?: string | undefined
  /** `--server` */
  readonly server?: string | undefined
}

/**
 * Opens what remembers snapshots: the server that is named, or that holds the data directory; else the store, in PostgreSQL by
 * DATABASE_URL or in the data directory. A file that a server left behind when it was killed does not stand in the way. Throws
 * `snapshot-no-store` where there is none; never makes one.
 */
export async function openRemembered(
  options: RememberedOptions,
  surroundings: Pick<Surroundings, 'cwd' | 'env' | 'clock' | 'signal'>,
): Promise<Remembered> {
  const { env, clock, signal } = surroundings
  const directory = await dataDirectoryOf(options, surroundings)
  const named = options.server !== undefined || (env['EVENKEEL_URL'] ?? '') !== ''
  const client = await serverClient({ env, dataDirectory: directory, server: options.server, signal })
  if (client !== undefined && (named || (await answers(client)))) return ofServer(client)
  const databaseUrl = env['DATABASE_URL']
  if (databaseUrl !== undefined && databaseUrl !== '') return ofStore({ databaseUrl }, clock)
  await access(join(directory, 'store')).catch((cause: unknown) => {
    throw fail('snapshot-no-store', { directory }, cause)
  })
  return ofStore({ directory }, clock)
}

async function answers(client: ServerClient): Promise<boolean> {
  try {
    await client.call({ path: '/healthz', timeoutSeconds: 5 })
    return true
  } catch (error) {
    if (error instanceof EvenkeelError && error.code === 'server-unreachable') return false
    throw error
  }
}

function ofServer(client: ServerClient): Remembered {
  return {
    load: async ({ written, mode }, knowledge) => {
      const { body } = await client.call({ path: `/v1/snapshots/${encodeURIComponent(written)}` })
      const what = `${client.url}, asked for ${written},`
      const bytes = (body ?? []) as AsyncIterable<Uint8Array>
      const { header, coverage, resources } = await readSnapshotBatches(splitBatches(bytes, what), what)
      return sideOf({ ...header, coverage, resources, mode }, knowledge(header.environment))
    },
    pairs: async (comparison) => {
      const path = `/v1/comparisons/${encodeURIComponent(comparison)}/pairs`
      return (await client.json<{ readonly items: readonly CarriedPair[] }>({ path })).items
    },
    moved: async (finding) => {
      const path = `/v1/findings/${encodeURIComponent(finding)}`
      try {
        return moveOf(await client.json<Moved>({ path }))
      } catch (error) {
        if (error instanceof EvenkeelError && error.code === 'api-not-found') return undefined
        throw error
      }
    },
    where: `the service at ${client.url}`,
    close: async () => {},
  }
}

function moveOf({ direction, since }: Moved): Moved {
  return { direction, ...(since === undefined ? {} : { since }) }
}

async function ofStore(place: Parameters<typeof openStore>[0], clock: Surroundings['clock']): Promise<Remembered> {
  const store = await openStore(place, { clock })
  return {
    load: async (address, knowledge) => {
      const ref = await store.snapshots.resolve(address)
      return loadSide(store.snapshots, ref, knowledge(ref.environment))
    },
    pairs: (comparison) => store.assessments.carried(comparison),
    moved: async (finding) => {
      const live = await store.findings.get(finding)
      return live === undefined ? undefined : moveOf(live.finding)
    },
    where: 'directory' in place ? `the data in ${place.directory}` : 'the PostgreSQL of DATABASE_URL',
    close: () => store.close(),
  }
}
