import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import { sessionOf } from '../_aws/session.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { configService } from './client.ts'
import type { RecordedType } from './recorded-type.ts'
import { requireRecorded } from './recorded.ts'
import { explainSource } from './stands-in.ts'

type Asking = Omit<ReadRequest<AwsSettings>, 'unknown'>

const query = "SELECT resourceId WHERE resourceType = 'AWS::EC2::VPC'"

function probesOf({ aggregator }: AwsSettings): readonly Probe[] {
  if (aggregator === undefined) {
    return [
      {
        action: 'config:DescribeConfigurationRecorders',
        call: async (session, options) => {
          const { client, sdk } = await session.open(configService())
          return client.send(new sdk.DescribeConfigurationRecordersCommand({}), options)
        },
      },
      {
        action: 'config:DescribeConfigurationRecorderStatus',
        call: async (session, options) => {
          const { client, sdk } = await session.open(configService())
          return client.send(new sdk.DescribeConfigurationRecorderStatusCommand({}), options)
        },
      },
      {
        action: 'config:SelectResourceConfig',
        call: async (session, options) => {
          const { client, sdk } = await session.open(configService())
          return client.send(new sdk.SelectResourceConfigCommand({ Expression: query, Limit: 1 }), options)
        },
      },
    ]
  }
  const { name: ConfigurationAggregatorName, region } = aggregator
  return [
    {
      action: 'config:DescribeConfigurationAggregatorSourcesStatus',
      call: async (session, options) => {
        const { client, sdk } = await session.open(configService(region))
        const command = new sdk.DescribeConfigurationAggregatorSourcesStatusCommand({ ConfigurationAggregatorName })
        return client.send(command, options)
      },
    },
    {
      action: 'config:SelectAggregateResourceConfig',
      call: async (session, options) => {
        const { client, sdk } = await session.open(configService(region))
        const words = { ConfigurationAggregatorName, Expression: query, Limit: 1 }
        return client.send(new sdk.SelectAggregateResourceConfigCommand(words), options)
      },
    },
  ]
}

/** Whether AWS Config has a kind that it is asked for. With `auto` it is no fault if not: its service is asked then. */
async function recordedThere(
  request: Asking,
  what: string,
  detail: string,
  { type }: RecordedType,
): Promise<Diagnosis> {
  try {
    await requireRecorded(request, sessionOf(request), type)
    return { what, ok: true, detail }
  } catch (error) {
    if (!(error instanceof EvenkeelError)) throw error
    const isLeft = request.settings.source === 'auto' && error.code === 'collect-not-recorded'
    return isLeft
      ? { what, ok: true, detail: `of its service: ${error.message}` }
      : { what, ok: false, detail: error.message, remedy: error.remedy }
  }
}

/** Whose credentials these are, whether AWS Config answers, and of each kind whom it is asked of and why. */
export async function* diagnoseConfig(request: Asking): AsyncGenerator<Diagnosis> {
  yield* diagnoseAws(request, probesOf(request.settings))
  for (const { kind, recorded, detail } of explainSource(request.settings)) {
    const what = `${kind} in ${request.scope.scope}`
    yield recorded === undefined ? { what, ok: true, detail } : await recordedThere(request, what, detail, recorded)
  }
}
