import { arnOf, inOwnOrder, uuidOf } from './identity.mjs'
import { instance, tagsOf } from './state.mjs'

/** The host before the domain; '' is the domain itself. */
const certificates = [
  { name: 'www', host: '', others: ['*.'] },
  { name: 'api', host: 'api.', others: [] },
  { name: 'admin', host: 'admin.', others: ['reports.'] },
]

/** Certificates of the provider. They end far ahead, so that the example means the same whenever it is run. */
export function certificateResources(environment) {
  return certificates.map((certificate) => {
    const arn = arnOf(environment, 'acm', `certificate/${uuidOf(environment, certificate.name)}`)
    const domain = `${certificate.host}${environment.domain}`
    const names = [domain, ...certificate.others.map((other) => `${other}${environment.domain}`)]
    return instance(`module.edge.aws_acm_certificate.${certificate.name}`, 0, {
      arn,
      certificate_authority_arn: '',
      certificate_body: null,
      certificate_chain: null,
      domain_name: domain,
      early_renewal_duration: '',
      id: arn,
      key_algorithm: 'RSA_2048',
      not_after: '2045-06-30T23:59:59Z',
      not_before: '2024-06-01T00:00:00Z',
      options: [{ certificate_transparency_logging_preference: 'ENABLED' }],
      pending_renewal: false,
      private_key: null,
      renewal_eligibility: 'ELIGIBLE',
      renewal_summary: [],
      status: 'ISSUED',
      subject_alternative_names: inOwnOrder(environment, names),
      ...tagsOf(environment, `shop-${environment.name}-${certificate.name}`, 'edge'),
      type: 'AMAZON_ISSUED',
      validation_emails: [],
      validation_method: 'DNS',
    }, ['private_key'])
  })
}
