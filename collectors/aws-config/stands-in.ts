import type { AwsSettings } from '../_aws/settings.ts'
import type { RecordedType } from './recorded-type.ts'
import { recordedTypes } from './types.ts'

/**
 * The kinds that AWS Config is asked for instead of the services. `config`: all that it can tell. `auto`: those of which it knows every
 * field, and only through an aggregator, where one query answers for what would be a call to each service in each account and region.
 */
export function standsInFor(settings: AwsSettings): readonly string[] {
  return recordedTypes.filter((one) => isAsked(one, settings)).map(({ kind }) => kind.id)
}

function isAsked(one: RecordedType, { source = 'describe', aggregator }: AwsSettings): boolean {
  if (source === 'auto') return aggregator !== undefined && knowsAll(one)
  return source === 'config'
}

/** Why each kind is asked where it is, one sentence each, for people. */
export function explainSource(settings: AwsSettings): readonly string[] {
  const asked = recordedTypes.filter((one) => isAsked(one, settings))
  const left = recordedTypes.filter((one) => !isAsked(one, settings))
  const names = (types: readonly RecordedType[]): string => types.map(({ kind }) => kind.id).join(', ')
  const partly = asked.filter((one) => one.cannotKnow !== undefined)
  return [
    ...(asked.length === 0 ? [] : [`AWS Config is asked for ${names(asked)}`]),
    ...partly.map(({ kind, cannotKnow = [] }) => `of ${kind.id} it cannot know ${cannotKnow.join(', ')}`),
    ...(settings.source === 'auto' && settings.aggregator === undefined
      ? ['without an `aggregator`, every service is asked itself: that takes fewer calls']
      : left.map(({ kind }) => `${kind.id} is asked of its service: AWS Config does not know all of it`)),
  ]
}

function knowsAll({ cannotKnow, gaps }: RecordedType): boolean {
  return cannotKnow === undefined && gaps === undefined
}
