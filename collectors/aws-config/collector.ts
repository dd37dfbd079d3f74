import { defineCollector, type Read } from '../../src/collect/contract.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseConfig } from './diagnose.ts'
import { configHistory } from './history.ts'
import { readRecorded } from './read.ts'
import { standsInFor } from './stands-in.ts'
import { recordedTypes } from './types.ts'

export const awsConfig = defineCollector({
  id: 'aws-config',
  family: 'aws',
  service: 'config',
  title: 'AWS Config: what it has recorded of other services',
  mode: 'observed',
  settings: AwsSettings,
  takes: ({ source = 'describe' }) => source !== 'describe',
  standsInFor,
  deadlineSeconds,
  scopes: awsScopes,
  reads: recordedTypes.map((recorded): Read<AwsSettings> => ({
    produces: [recorded.kind],
    needs: [
      'config:DescribeConfigurationRecorderStatus',
      'config:DescribeConfigurationRecorders',
      'config:SelectResourceConfig',
    ],
    needsIf: ({ aggregator }) =>
      aggregator === undefined
        ? []
        : ['config:DescribeConfigurationAggregatorSourcesStatus', 'config:SelectAggregateResourceConfig'],
    ...(recorded.cannotKnow === undefined ? {} : { cannotKnow: { [recorded.kind.id]: recorded.cannotKnow } }),
    read: readRecorded(recorded),
  })),
  diagnose: diagnoseConfig,
  history: configHistory,
  // The id by which the history goes is asked for in the account itself, whoever told the resource.
  historyNeeds: ['config:GetResourceConfigHistory', 'config:SelectResourceConfig'],
})
