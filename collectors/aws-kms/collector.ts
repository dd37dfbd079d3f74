import { defineCollector } from '../../src/collect/contract.ts'
import { encryptionKey } from '../../src/model/kinds/encryption-key.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseKms } from './diagnose.ts'
import { readKeys } from './read-keys.ts'

export const awsKms = defineCollector({
  id: 'aws-kms',
  family: 'aws',
  service: 'kms',
  title: 'AWS KMS: keys of the account',
  mode: 'observed',
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  reads: [
    {
      produces: [encryptionKey],
      needs: [
        'kms:DescribeKey',
        'kms:GetKeyPolicy',
        'kms:GetKeyRotationStatus',
        'kms:ListAliases',
        'kms:ListKeys',
        'kms:ListResourceTags',
      ],
      read: readKeys,
    },
  ],
  diagnose: diagnoseKms,
})
