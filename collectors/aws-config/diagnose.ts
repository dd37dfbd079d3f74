import type { Diagnosis, ReadRequest } from '../../src/collect/contract.ts'
import { diagnoseAws, type Probe } from '../_aws/diagnose.ts'
import type { AwsSettings } from '../_aws/settings.ts'
import { configService } from './client.ts'
import { explainSource } from './stands-in.ts'

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

/** Which kinds AWS Config is asked for and which are left to their services, whose credentials these are, and whether it answers. */
export async function* diagnoseConfig(request: Omit<ReadRequest<AwsSettings>, 'unknown'>): AsyncGenerator<Diagnosis> {
  const what = `source: ${request.settings.source ?? 'describe'}`
  for (const detail of explainSource(request.settings)) yield { what, ok: true, detail }
  yield* diagnoseAws(request, probesOf(request.settings))
}
