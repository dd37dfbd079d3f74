import { malformed } from '../_aws/errors.ts'
import { pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { configService } from './client.ts'
import { parseRow, type ConfigRow } from './row.ts'

/** Rows of one page, for one account and for an aggregator alike. Source: AWS Config API Reference, SelectResourceConfig. */
const pageSize = 100

/** Characters that a query may have. Source: AWS Config API Reference, SelectResourceConfig. */
export const longestExpression = 4096

/** The query language has no joins and no functions, and takes at most 4,096 characters. */
export function expression(type: string, session: Pick<AwsSession, 'account' | 'region'>, aggregated: boolean): string {
  const account = aggregated && session.account !== undefined ? ` AND accountId = '${session.account}'` : ''
  return (
    'SELECT resourceId, arn, accountId, awsRegion, tags, configuration, supplementaryConfiguration, ' +
    'configurationItemCaptureTime, configurationItemStatus ' +
    `WHERE resourceType = '${type}' AND awsRegion = '${session.region}'${account}`
  )
}

interface Answer {
  readonly Results?: string[] | undefined
  readonly NextToken?: string | undefined
}

/** All resources of a type that AWS Config has recorded in the account and region of a session, page by page. */
export async function* selectRows(
  request: AwsRead,
  session: AwsSession,
  type: string,
): AsyncGenerator<readonly ConfigRow[]> {
  const { aggregator } = request.settings
  const { client, sdk } = await session.open(configService(aggregator?.region))
  const { signal: abortSignal } = request
  const Expression = expression(type, session, aggregator !== undefined)
  const action = aggregator === undefined ? 'config:SelectResourceConfig' : 'config:SelectAggregateResourceConfig'
  const place = session.place(action, request.signal)
  const list = pages({
    ...place,
    fetch: (NextToken): Promise<Answer> =>
      aggregator === undefined
        ? client.send(new sdk.SelectResourceConfigCommand({ Expression, Limit: pageSize, NextToken }), { abortSignal })
        : client.send(
            new sdk.SelectAggregateResourceConfigCommand({
              ConfigurationAggregatorName: aggregator.name,
              Expression,
              Limit: pageSize,
              NextToken,
            }),
            { abortSignal },
          ),
    items: (page) => page.Results,
    next: (page) => page.NextToken,
  })
  for await (const page of list) {
    const rows = page.map((text) => {
      const row = parseRow(text)
      if (row === undefined) throw malformed(place, `a row of ${type} is no configuration`)
      return row
    })
    yield rows.filter(({ status }) => status?.startsWith('ResourceDeleted') !== true)
  }
}
