import { rateOf } from './rates.ts'
import type { AwsRead } from './reading.ts'

/** Calls are refused, tried again and shared with other readers of the account: so much longer than at the bare rate. */
const spare = 1.5

/**
 * Says that a call follows for each of so many things that were found. What is asked about one by one takes as long as the rate of
 * the service has it: a thousand parameters are no hanging service. `action`: `ssm:ListTagsForResource`.
 */
export function takeTime({ needsTime, scope, settings }: AwsRead, action: string, calls: number): void {
  if (needsTime === undefined || calls === 0) return
  const [service = '', api = ''] = action.split(':')
  const { perSecond } = rateOf({ scope: scope.scope, service, api, callsPerSecond: settings.callsPerSecond })
  needsTime((spare * calls) / perSecond)
}
