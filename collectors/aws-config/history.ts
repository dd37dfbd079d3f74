import type { ConfigurationItem, ResourceType } from '@aws-sdk/client-config-service'
import type { HistoryRequest, PastState } from '../../src/collect/contract.ts'
import { malformed, type CallPlace } from '../_aws/errors.ts'
import { unlessGone } from '../_aws/gone.ts'
import { oneCall, pages } from '../_aws/paging.ts'
import { sessionOf, type AwsSession } from '../_aws/session.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { configService } from './client.ts'
import type { RecordedType } from './recorded-type.ts'
import { parseRow } from './row.ts'
import { longestExpression } from './select.ts'
import { recordedTypes } from './types.ts'

/** One call is answered for seven days at most. Source: AWS Config API Reference, GetResourceConfigHistory. */
const span = 7 * 24 * 60 * 60 * 1000

const pageSize = 100

/**
 * How AWS Config recorded a resource, newest first, week by week backwards, so that who has found what he looks for asks no further.
 * Nothing for a kind that is not recorded, or a resource that AWS Config has never seen. Only the account and region itself keeps the
 * history: an aggregator does not.
 */
export async function* configHistory(request: HistoryRequest<AwsSettings>): AsyncGenerator<PastState> {
  const recorded = recordedTypes.find(({ kind }) => kind.id === request.resource.kind)
  if (recorded === undefined) return
  const session = sessionOf(request)
  await session.verify(request.signal)
  const id = await resourceId(request, session, recorded)
  if (id === undefined) return
  for (let end = request.to.getTime(); end > request.from.getTime(); end -= span) {
    const start = Math.max(end - span, request.from.getTime())
    yield* week(request, session, recorded, { id, start: new Date(start), end: new Date(end) })
  }
}

async function* week(
  request: HistoryRequest<AwsSettings>,
  session: AwsSession,
  recorded: RecordedType,
  of: { readonly id: string; readonly start: Date; readonly end: Date },
): AsyncGenerator<PastState> {
  const { client, sdk } = await session.open(configService())
  const { signal: abortSignal } = request
  const place = session.place('config:GetResourceConfigHistory', abortSignal)
  const list = pages({
    ...place,
    fetch: async (nextToken) => {
      const command = new sdk.GetResourceConfigHistoryCommand({
        resourceType: recorded.type as ResourceType,
        resourceId: of.id,
        chronologicalOrder: 'Reverse',
        earlierTime: of.start,
        laterTime: of.end,
        limit: pageSize,
        nextToken,
      })
      const page = await client.send(command, { abortSignal }).catch(unlessGone('ResourceNotDiscoveredException'))
      return page ?? { configurationItems: [], nextToken: undefined }
    },
    items: (page) => page.configurationItems,
    next: (page) => page.nextToken,
  })
  for await (const page of list) {
    for (const item of page) yield stateOf(item, recorded, request, place)
  }
}

function stateOf(
  item: ConfigurationItem,
  recorded: RecordedType,
  { fingerprint, scope }: HistoryRequest<AwsSettings>,
  place: CallPlace,
): PastState {
  const from = item.configurationItemCaptureTime?.toISOString()
  if (from === undefined) throw malformed(place, 'an item of the history has no time')
  const first = item.configurationItemStatus === 'ResourceDiscovered'
  if (item.configurationItemStatus?.startsWith('ResourceDeleted') === true) return { from, resource: undefined, first }
  const row = parseRow(JSON.stringify({ ...item, tags: tagList(item.tags) }))
  if (row === undefined) throw malformed(place, `an item of ${recorded.type} is no configuration`)
  const region = row.region ?? scope.scope.split('/').at(-1)
  // What stands beside a resource has a history of its own, which is not asked for.
  const [resource] = recorded.normalise({ ...row, region }, { fingerprint, beside: () => undefined })
  return { from, resource, first }
}

function tagList(tags: Readonly<Record<string, string>> | undefined): readonly { key: string; value: string }[] {
  return Object.entries(tags ?? {}).map(([key, value]) => ({ key, value }))
}

/** The history goes by the id of AWS Config, which for some types is none that anyone else uses (`cluster-H6LU56...`). */
async function resourceId(
  { resource, signal: abortSignal }: HistoryRequest<AwsSettings>,
  session: AwsSession,
  { type }: RecordedType,
): Promise<string | undefined> {
  const arn = [resource.id, ...resource.identifiers].find((word) => /^arn:[^'\\]+$/.test(word))
  if (arn === undefined || arn.endsWith(`/${resource.id}`) || arn.endsWith(`:::${resource.id}`)) return resource.id
  const Expression = `SELECT resourceId WHERE resourceType = '${type}' AND arn = '${arn}'`
  if (Expression.length > longestExpression) return resource.id
  const { client, sdk } = await session.open(configService())
  const place = session.place('config:SelectResourceConfig', abortSignal)
  const { Results: rows = [] } = await oneCall(place, () =>
    client.send(new sdk.SelectResourceConfigCommand({ Expression, Limit: 1 }), { abortSignal }),
  )
  const found = /"resourceId"\s*:\s*"([^"]+)"/.exec(rows[0] ?? '')?.[1]
  if (rows[0] !== undefined && found === undefined) throw malformed(place, 'a row has no resourceId')
  return found
}
