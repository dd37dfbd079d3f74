import { defineCollector } from '../../src/collect/contract.ts'
import { accessPolicy } from '../../src/model/kinds/access-policy.ts'
import { accessRole } from '../../src/model/kinds/access-role.ts'
import { globalScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseIam } from './diagnose.ts'
import { readPolicies, readRoles } from './read-identities.ts'

export const awsIam = defineCollector({
  id: 'aws-iam',
  family: 'aws',
  service: 'iam',
  title: 'AWS IAM: roles, policies',
  mode: 'observed',
  // A role is what a cluster's manifest calls something else.
  supersedes: ['terraform'],
  settings: AwsSettings,
  deadlineSeconds,
  scopes: globalScopes,
  reads: [
    { produces: [accessRole], needs: ['iam:GetAccountAuthorizationDetails'], read: readRoles },
    { produces: [accessPolicy], needs: ['iam:GetAccountAuthorizationDetails'], read: readPolicies },
  ],
  diagnose: diagnoseIam,
})
