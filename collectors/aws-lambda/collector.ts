import { defineCollector } from '../../src/collect/contract.ts'
import { serverlessFunction } from '../../src/model/kinds/serverless-function.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseLambda } from './diagnose.ts'
import { readFunctions } from './read-functions.ts'

export const awsLambda = defineCollector({
  id: 'aws-lambda',
  family: 'aws',
  service: 'lambda',
  title: 'AWS Lambda: functions',
  mode: 'observed',
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  reads: [
    {
      produces: [serverlessFunction],
      needs: [
        'lambda:GetFunction',
        'lambda:GetPolicy',
        'lambda:ListAliases',
        'lambda:ListEventSourceMappings',
        'lambda:ListFunctions',
      ],
      read: readFunctions,
    },
  ],
  diagnose: diagnoseLambda,
})
