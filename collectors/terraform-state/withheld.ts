import type { Pointer } from '../../src/model/pointer.ts'
import { afterApply, type AttributeReader } from './attribute-reader.ts'
import type { Mapping } from './mapping.ts'

/** Fields by the attribute that they come from, where the name differs in more than its case. */
const fields: Readonly<Record<string, string>> = {
  ami: 'image',
  availability_zone: 'zone',
  backup_retention_period: 'backupRetention',
  ca_cert_identifier: 'caCertificate',
  certificate_body: 'issuer',
  certificate_chain: 'chain',
  cidr_block: 'cidr',
  db_name: 'databaseName',
  domain_name: 'subject',
  ebs_block_device: 'volumes',
  enabled_cloudwatch_logs_exports: 'logExports',
  engine_version_actual: 'engineVersion',
  iam_database_authentication_enabled: 'iamAuthentication',
  iam_instance_profile: 'profile',
  instance_class: 'class',
  instance_tenancy: 'tenancy',
  key_name: 'keyPair',
  map_public_ip_on_launch: 'publicAddresses',
  metadata_options: 'metadataTokens',
  name: 'databaseName',
  parameter: 'parameters',
  parameter_group_name: 'parameters',
  performance_insights_enabled: 'performanceInsights',
  public_ip: 'publicAddress',
  root_block_device: 'volumes',
  storage_encrypted: 'encrypted',
  subject_alternative_names: 'names',
  subnet_id: 'subnet',
  validation_method: 'validation',
  vpc_id: 'network',
  vpc_security_group_ids: 'firewalls',
}

/**
 * The fields that could not be filled because what they come from was withheld: unknown, not absent.
 * Undefined where something was withheld that is no field but part of the resource's identity.
 */
export function withheldFields(
  mapping: Pick<Mapping, 'kind' | 'fields'>,
  reader: AttributeReader,
): readonly Pointer[] | undefined {
  const pointers: Pointer[] = []
  for (const [attribute, reason] of reader.withheld) {
    const named = mapping.fields?.[attribute]
    const candidates = [named ?? fields[attribute] ?? '', camelCase(attribute)]
    const field = candidates.find((name) => Object.hasOwn(mapping.kind.fields, name))
    if (field === undefined && named !== '' && reason !== afterApply && !unneeded.includes(attribute)) return undefined
    if (field !== undefined) pointers.push(`/${field}`)
  }
  return pointers
}

/** Other words for a resource, by which nothing in a state refers to it. */
const unneeded: readonly string[] = ['private_ip', 'private_dns', 'public_dns', 'owner_id', 'region']

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** `engine_version of aws_db_instance.orders is marked as sensitive by Terraform`, for each. */
export function withheldWords(reader: AttributeReader): string {
  const words = [...reader.withheld].map(([name, why]) => `${name} of ${reader.address} ${why}`)
  return words.sort().join('; ')
}
