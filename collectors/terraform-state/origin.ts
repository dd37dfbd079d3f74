import type { AwsOrigin } from '../_aws/shapes/origin.ts'
import type { AttributeReader } from './attribute-reader.ts'

/** Where an AWS resource is: its ARN says account and region; older and newer providers have attributes for them too. */
export function originOf(reader: AttributeReader): Required<Pick<AwsOrigin, 'tags' | 'address'>> & AwsOrigin {
  const [, , , region, account] = (reader.text('arn') ?? '').split(':')
  return {
    account: orNothing(account) ?? reader.text('owner_id'),
    region: orNothing(region) ?? reader.text('region') ?? regionOfZone(reader.text('availability_zone')),
    tags: reader.tags(),
    address: reader.address,
  }
}

function orNothing(word: string | undefined): string | undefined {
  return word === '' ? undefined : word
}

/** `eu-west-1b` lies in `eu-west-1`; the zones of local zones are not named after a region alone. */
function regionOfZone(zone: string | undefined): string | undefined {
  return /^([a-z]{2}(?:-[a-z]+)+-\d)[a-z]$/.exec(zone ?? '')?.[1]
}
