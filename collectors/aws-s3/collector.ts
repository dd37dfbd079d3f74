import { defineCollector } from '../../src/collect/contract.ts'
import { bucket } from '../../src/model/kinds/bucket.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { accountBlockPermission } from './account-block.ts'
import { aspects } from './aspects.ts'
import { diagnoseS3 } from './diagnose.ts'
import { readBuckets } from './read-buckets.ts'

export const awsS3 = defineCollector({
  id: 'aws-s3',
  family: 'aws',
  service: 's3',
  title: 'Amazon S3: settings of buckets',
  mode: 'observed',
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  reads: [
    {
      produces: [bucket],
      needs: [
        accountBlockPermission,
        's3:GetBucketLocation',
        's3:ListAllMyBuckets',
        ...aspects.map(({ permission }) => permission),
      ].sort(),
      read: readBuckets,
    },
  ],
  diagnose: diagnoseS3,
})
