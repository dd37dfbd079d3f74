import type { ConfigurationRecorder } from '@aws-sdk/client-config-service'
import { fail } from '../../src/errors/catalogue.ts'
import { oneCall, pages } from '../_aws/paging.ts'
import type { AwsRead } from '../_aws/reading.ts'
import type { AwsSession } from '../_aws/session.ts'
import { sharedPages } from '../_aws/shared-pages.ts'
import { configService } from './client.ts'

type Recording = Pick<AwsRead, 'settings' | 'scope' | 'signal'>

/**
 * Makes sure that AWS Config records a type in the region: it answers a query for what it does not record with an empty list, which
 * would say that there is nothing. Throws `collect-not-recorded`. An aggregator is asked whether it gets anything from the account and
 * region at all; what is recorded there, it does not know.
 */
export async function requireRecorded(request: Recording, session: AwsSession, type: string): Promise<void> {
  if (request.settings.aggregator === undefined) await requireRecorder(request, session, type)
  else await requireAggregated(request, session, request.settings.aggregator)
}

/** The recorders of a region, and the names of those that run. Asked for once for all types. */
const recordersOf = sharedPages(async function* (request: Recording, session: AwsSession) {
  const { client, sdk } = await session.open(configService())
  const { signal: abortSignal } = request
  const { ConfigurationRecorders: recorders = [] } = await oneCall(
    session.place('config:DescribeConfigurationRecorders', abortSignal),
    () => client.send(new sdk.DescribeConfigurationRecordersCommand({}), { abortSignal }),
  )
  if (recorders.length === 0) {
    yield { recorders, running: new Set<string | undefined>() }
    return
  }
  const { ConfigurationRecordersStatus: statuses = [] } = await oneCall(
    session.place('config:DescribeConfigurationRecorderStatus', abortSignal),
    () => client.send(new sdk.DescribeConfigurationRecorderStatusCommand({}), { abortSignal }),
  )
  yield { recorders, running: new Set(statuses.filter(({ recording }) => recording === true).map(({ name }) => name)) }
})

async function requireRecorder(request: Recording, session: AwsSession, type: string): Promise<void> {
  const what = `${type} in ${request.scope.scope}`
  for await (const { recorders, running } of recordersOf(request, session)) {
    if (recorders.length === 0) throw fail('collect-not-recorded', { what, detail: 'it is not set up there' })
    const recording = recorders.filter(({ name }) => running.has(name))
    if (recording.length === 0) throw fail('collect-not-recorded', { what, detail: 'its recorder is stopped' })
    if (!recording.some((one) => records(one, type))) {
      throw fail('collect-not-recorded', { what, detail: 'the type is not among those that it records' })
    }
  }
}

/** Source: AWS Config API Reference, RecordingGroup. */
export function records({ recordingGroup: group }: ConfigurationRecorder, type: string): boolean {
  if (group === undefined || group.allSupported === true) return true
  const excluded: readonly string[] = group.exclusionByResourceTypes?.resourceTypes ?? []
  if (group.recordingStrategy?.useOnly === 'EXCLUSION_BY_RESOURCE_TYPES') return !excluded.includes(type)
  const named: readonly string[] = group.resourceTypes ?? []
  return named.includes(type)
}

async function requireAggregated(
  request: Recording,
  session: AwsSession,
  aggregator: NonNullable<AwsRead['settings']['aggregator']>,
): Promise<void> {
  const { client, sdk } = await session.open(configService(aggregator.region))
  const { signal: abortSignal } = request
  const what = `what is in ${request.scope.scope}`
  const list = pages({
    ...session.place('config:DescribeConfigurationAggregatorSourcesStatus', abortSignal),
    fetch: (NextToken) => {
      const ConfigurationAggregatorName = aggregator.name
      const input = { ConfigurationAggregatorName, Limit: 100, NextToken }
      return client.send(new sdk.DescribeConfigurationAggregatorSourcesStatusCommand(input), { abortSignal })
    },
    items: (page) => page.AggregatedSourceStatusList,
    next: (page) => page.NextToken,
  })
  for await (const page of list) {
    for (const source of page) {
      const ofAccount =
        session.account === undefined || source.SourceType === 'ORGANIZATION' || source.SourceId === session.account
      if (!ofAccount || source.AwsRegion !== session.region) continue
      if (source.LastUpdateStatus === 'SUCCEEDED') return
      const detail = `the aggregator ${aggregator.name} could not read it the last time`
      throw fail('collect-not-recorded', { what, detail })
    }
  }
  throw fail('collect-not-recorded', { what, detail: `the aggregator ${aggregator.name} does not collect from it` })
}
