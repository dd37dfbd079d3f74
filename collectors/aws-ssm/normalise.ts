import type { ParameterMetadata } from '@aws-sdk/client-ssm'
import type { CollectedResource } from '../../src/model/resource.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'
import type { TagsInput } from '../_aws/names.ts'
import { storedParameterResource } from '../_aws/shapes/stored-parameter.ts'

/** The account and region that were asked. */
export interface Place {
  readonly account: string | undefined
  readonly region: string
}

/** What only the call for the value tells. */
export const valueFields = ['/value', '/secret', '/shape'] as const

/** A parameter with its tags, and its value where that was asked for, as a `stored-parameter`. */
export function normaliseParameter(
  parameter: ParameterMetadata,
  value: string | undefined,
  tags: TagsInput,
  place: Place,
  fingerprint: Fingerprinter,
): readonly CollectedResource[] {
  const name = parameter.Name
  if (name === undefined) return []
  return [
    storedParameterResource(
      {
        name,
        arn: parameter.ARN,
        account: accountOf(parameter.ARN) ?? place.account,
        region: place.region,
        type: parameter.Type,
        tier: parameter.Tier,
        dataType: parameter.DataType,
        key: parameter.KeyId,
        pattern: parameter.AllowedPattern,
        value,
        changed: parameter.LastModifiedDate,
        version: parameter.Version,
        tags,
        policies: parameter.Policies?.flatMap(({ PolicyText }) => PolicyText ?? []),
      },
      fingerprint,
    ),
  ]
}

/** The account in `arn:aws:ssm:eu-west-1:111111111111:parameter/shop`. */
function accountOf(arn: string | undefined): string | undefined {
  const account = arn?.split(':')[4]
  return account === '' ? undefined : account
}
