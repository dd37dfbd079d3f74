import { defineCollector } from '../../src/collect/contract.ts'
import { storedSecret } from '../../src/model/kinds/stored-secret.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseSecretsManager } from './diagnose.ts'
import { readSecrets } from './read-secrets.ts'

export const awsSecretsmanager = defineCollector({
  id: 'aws-secretsmanager',
  family: 'aws',
  service: 'secretsmanager',
  title: 'AWS Secrets Manager: secrets',
  mode: 'observed',
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  reads: [
    {
      produces: [storedSecret],
      needs: ['secretsmanager:DescribeSecret', 'secretsmanager:ListSecrets'],
      needsIf: ({ values }) => (values === 'fingerprint' ? ['secretsmanager:GetSecretValue'] : []),
      read: readSecrets,
    },
  ],
  diagnose: diagnoseSecretsManager,
})
