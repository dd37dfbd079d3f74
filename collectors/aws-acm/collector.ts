import { defineCollector } from '../../src/collect/contract.ts'
import { certificate } from '../../src/model/kinds/certificate.ts'
import { awsScopes } from '../_aws/scopes.ts'
import { AwsSettings, deadlineSeconds } from '../_aws/settings.ts'
import { diagnoseAcm } from './diagnose.ts'
import { readCertificates } from './read-certificates.ts'

export const awsAcm = defineCollector({
  id: 'aws-acm',
  family: 'aws',
  service: 'acm',
  title: 'AWS Certificate Manager: certificates with their chains',
  mode: 'observed',
  settings: AwsSettings,
  deadlineSeconds,
  scopes: awsScopes,
  reads: [
    {
      produces: [certificate],
      needs: ['acm:DescribeCertificate', 'acm:GetCertificate', 'acm:ListCertificates', 'acm:ListTagsForCertificate'],
      // What only a connection shows.
      cannotKnow: { [certificate.id]: ['/nameMatches', '/trusted', '/protocol'] },
      read: readCertificates,
    },
  ],
  diagnose: diagnoseAcm,
})
