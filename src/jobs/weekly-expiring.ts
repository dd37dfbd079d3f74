import { EvenkeelError } from '../errors/catalogue.ts'
import type { Json } from '../model/json.ts'
import { kinds } from '../model/kinds/index.ts'
import type { WeeklyReport } from '../report/contract.ts'
import type { SnapshotRef, Snapshots, StoredResource } from '../store/contract/snapshots.ts'
import { breathe } from '../platform/race.ts'

type Expiring = WeeklyReport['expiring'][number]

/** How far ahead a report looks, in days. */
const horizon = 30

/** The fields of each kind that say when something ends, and what that is in words. */
const endings: ReadonlyMap<string, readonly (readonly [field: string, what: string])[]> = new Map(
  kinds.map((kind) => [
    kind.id,
    Object.entries(kind.fields).flatMap(([field, { form }]) => {
      const what = form === 'instant' ? wordsOf(field, kind.title) : undefined
      return what === undefined ? [] : [[field, what] as const]
    }),
  ]),
)

function wordsOf(field: string, title: string): string | undefined {
  if (field === 'notAfter') return title.toLowerCase()
  if (field === 'chainNotAfter') return 'a certificate above it'
  return /expir/i.test(field) ? title.toLowerCase() : undefined
}

/** What expires within 30 days of a moment, soonest first, as the environments were then. */
export async function weeklyExpiring(
  snapshots: Pick<Snapshots, 'resolve' | 'resources'>,
  environments: readonly string[],
  to: Date,
): Promise<readonly Expiring[]> {
  const found: Expiring[] = []
  for (const environment of environments) {
    const ref = await snapshotAt(snapshots, environment, to)
    if (ref === undefined) continue
    for await (const batch of snapshots.resources(ref)) {
      for (const resource of batch) found.push(...endingsOf(environment, resource, to))
      // Ten thousands of resources are read here, beside a server that answers.
      await breathe()
    }
  }
  return found.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}

/** Undefined: the environment was not read by then. That is told by what could not be read. */
async function snapshotAt(
  snapshots: Pick<Snapshots, 'resolve'>,
  environment: string,
  to: Date,
): Promise<SnapshotRef | undefined> {
  const moment = to.toISOString()
  const written = `${environment}@{${moment}}`
  try {
    return await snapshots.resolve({ type: 'environment', environment, at: { type: 'moment', moment }, written })
  } catch (error) {
    const code = error instanceof EvenkeelError ? error.code : undefined
    if (code === 'store-no-environment' || code === 'store-no-snapshot') return undefined
    throw error
  }
}

function endingsOf(environment: string, { head, body }: StoredResource, to: Date): readonly Expiring[] {
  const fields = endings.get(head.kind) ?? []
  if (fields.length === 0) return []
  const { attributes } = JSON.parse(body) as { readonly attributes: Readonly<Record<string, Json | undefined>> }
  return fields.flatMap(([field, what]) => {
    const at = attributes[field]
    const end = typeof at === 'string' ? Date.parse(at) : Number.NaN
    const soon = end >= to.getTime() && end < to.getTime() + horizon * 24 * 3_600_000
    const { kind, id, name = id } = head
    return soon ? [{ environment, kind, name, what, at: new Date(end).toISOString() }] : []
  })
}
