import { defineCollector } from '../../src/collect/contract.ts'
import { storedParameter } from '../../src/model/kinds/stored-parameter.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseSsm } from './diagnose.ts'
import { readParameters } from './read-parameters.ts'

export const awsSsm = defineCollector({
  id: 'aws-ssm',
  family: 'aws',
  service: 'ssm',
  title: 'AWS Systems Manager: parameters',
  mode: 'observed',
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  reads: [
    {
      produces: [storedParameter],
      needs: ['ssm:DescribeParameters', 'ssm:ListTagsForResource'],
      needsIf: ({ values }) => (values === 'fingerprint' ? ['ssm:GetParameters'] : []),
      read: readParameters,
    },
  ],
  diagnose: diagnoseSsm,
})
