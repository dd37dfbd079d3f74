import { openStore } from '../store/open.ts'
import { EvenkeelError } from '../errors/catalogue.ts'
import { child, textOf } from '../config/tree.ts'
import { dataDirectoryOf } from './data-directory.ts'
import { openConfig } from './open-config.ts'
import { serverClient, type ServerClient } from './server-client.ts'
import type { Surroundings } from './surroundings.ts'

export type WeeklyFormat = 'text' | 'html' | 'json'

/** Where reports come from: a running server, or the store itself. */
export interface ReportDesk {
  /** The names of the comparisons. */
  readonly comparisons: () => Promise<readonly string[]>
  readonly weekly: (comparison: string, to: Date, format: WeeklyFormat) => Promise<string>
}

export interface ReportPlace {
  readonly config?: string | undefined
  readonly data?: string | undefined
  readonly server?: string | undefined
}

/**
 * Does something with reports: through the server that is named or that holds the data directory, else from the store, which is
 * opened for it. A server that was killed leaves its file behind: when nothing answers there, the store is free.
 */
export async function atReportDesk<T>(
  place: ReportPlace,
  surroundings: Surroundings,
  work: (desk: ReportDesk) => Promise<T>,
): Promise<T> {
  const { env, signal } = surroundings
  const directory = await dataDirectoryOf(place, surroundings)
  const client = await serverClient({ env, dataDirectory: directory, server: place.server, signal })
  if (client !== undefined) {
    const named = (place.server ?? env['EVENKEEL_URL'] ?? '') !== ''
    try {
      return await work(serverDesk(client))
    } catch (error) {
      if (named || !(error instanceof EvenkeelError) || error.code !== 'server-unreachable') throw error
    }
  }
  return fromStore(place, directory, surroundings, work)
}

function serverDesk(client: ServerClient): ReportDesk {
  return {
    comparisons: async () => {
      const { items } = await client.json<{ readonly items: readonly { readonly name: string }[] }>({
        path: '/v1/comparisons',
      })
      return items.map((one) => one.name)
    },
    weekly: async (comparison, to, format) => {
      const query = { comparison, to: to.toISOString(), format }
      const text = await client.text({ path: '/v1/reports/weekly', query })
      return format === 'json' ? pretty(JSON.parse(text)) : text
    },
  }
}

async function fromStore<T>(
  { config: named }: ReportPlace,
  directory: string,
  surroundings: Surroundings,
  work: (desk: ReportDesk) => Promise<T>,
): Promise<T> {
  const { env, clock } = surroundings
  const { config } = await openConfig(named, surroundings)
  const databaseUrl = env['DATABASE_URL'] ?? ''
  const timeZone = textOf(child(child(config.notify, 'email'), 'timeZone')) ?? 'UTC'
  const store = await openStore(databaseUrl === '' ? { directory } : { databaseUrl }, { clock })
  try {
    return await work({
      comparisons: async () => config.comparisons.map((one) => one.name),
      weekly: async (name, to, format) => {
        const comparison = config.comparisons.find((one) => one.name === name)
        const { candidate = name, baseline = name } = comparison ?? {}
        const { weeklyReport } = await import('../jobs/weekly.ts')
        const report = await weeklyReport({ store, comparison: { name, candidate, baseline }, to, timeZone })
        if (format === 'json') return pretty(report)
        const { weeklyAs } = await import('../report/weekly/render.ts')
        return weeklyAs(report, format)
      },
    })
  } finally {
    await store.close()
  }
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
