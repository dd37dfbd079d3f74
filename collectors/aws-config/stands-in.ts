import type { AwsSettings } from '../_aws/settings.ts'
import type { RecordedType } from './recorded-type.ts'
import { recordedTypes } from './types.ts'

/**
 * The kinds that AWS Config is asked for instead of the services. `config`: all that it can tell. `auto`: those of which it knows every
 * field; what it turns out not to record in a region, the services are asked for after all.
 */
export function standsInFor(settings: AwsSettings): readonly string[] {
  return recordedTypes.filter((one) => isAsked(one, settings)).map(({ kind }) => kind.id)
}

function isAsked(one: RecordedType, { source = 'describe' }: AwsSettings): boolean {
  return source === 'config' || (source === 'auto' && knowsAll(one))
}

/** Who is asked for a kind, and why, for people. */
export interface Asked {
  readonly kind: string
  /** Of AWS Config. Undefined: the service itself is asked. */
  readonly recorded?: RecordedType
  readonly detail: string
}

/** Why each kind is asked where it is, one sentence each. */
export function explainSource(settings: AwsSettings): readonly Asked[] {
  const told = recordedTypes.map((recorded): Asked => {
    const { kind, type, cannotKnow } = recorded
    if (!isAsked(recorded, settings)) return { kind: kind.id, detail: `of its service: ${lacking(recorded)}` }
    const unknown = cannotKnow === undefined ? '' : `; it cannot know ${cannotKnow.join(', ')}`
    return { kind: kind.id, recorded, detail: `of AWS Config (${type})${unknown}` }
  })
  return [...told, ...neverRecorded.map(([kind, why]) => ({ kind, detail: `of its service: ${why}` }))]
}

/** What AWS Config lacks of a kind. */
function lacking({ cannotKnow, gaps }: RecordedType): string {
  if (cannotKnow !== undefined) return `AWS Config does not know ${cannotKnow.join(', ')}`
  return gaps === undefined
    ? 'that is what the source says'
    : 'AWS Config does not know what is in the prefix lists that it names'
}

function knowsAll({ cannotKnow, gaps }: RecordedType): boolean {
  return cannotKnow === undefined && gaps === undefined
}

/** Kinds that are never asked of AWS Config, and why. */
export const neverRecorded: readonly (readonly [kind: string, why: string])[] = [
  ['access-policy', 'its schema has not what a policy allows'],
  ['access-role', 'its schema has neither who may assume a role nor what it may do'],
  ['autoscaler', 'targets of Application Auto Scaling are not recorded'],
  ['cache', 'caches are not recorded'],
  ['cache-parameters', 'values of parameters are not recorded'],
  ['container-cluster', 'no query joins a service with the revision that it runs'],
  ['database-cluster-parameters', 'values of parameters are not recorded'],
  ['database-options', 'option groups are not recorded'],
  ['database-parameters', 'values of parameters are not recorded'],
  ['encryption-key', 'a key is called by its aliases, which are not recorded with it'],
  ['launch-template', 'it is not told of which version the settings are'],
  ['nat-gateway', 'EC2 tells a thousand a page, AWS Config a hundred'],
  ['network-endpoint', 'EC2 tells a thousand a page, AWS Config a hundred'],
  ['network-peering', 'EC2 tells a thousand a page, AWS Config a hundred'],
  ['stored-parameter', 'parameters are not recorded'],
  ['stored-secret', 'a copy from another region cannot be told from an original'],
  ['target-group', 'its attributes are not recorded'],
  ['workload', 'no query joins a service with the revision that it runs'],
]
