import { describe, it } from 'vitest'
import { faceChecks } from './face-checks.ts'
import { faultChecks } from './fault-checks.ts'
import { goodChecks } from './good-checks.ts'
import type { Subject } from './subject.ts'

export { canary, type FaultSetup, type Impossible, type Setup, type Subject } from './subject.ts'

/** One thing that every collector must do; rejects when it does not. */
export interface Check {
  readonly name: string
  readonly run: () => Promise<void>
}

/** Everything that is asked of a collector, in order. */
export function contractChecks(subject: Subject): readonly Check[] {
  return [...faceChecks(subject), ...goodChecks(subject), ...faultChecks(subject)]
}

/**
 * The suite that every collector passes:
 *
 *     collectorContract('aws-rds', { collector: awsRds, good, faults: { denied, throttled, ... } })
 *
 * A fault that cannot happen to it is said with its reason, `{ impossible: 'a file is not throttled' }`, and makes no test.
 */
export function collectorContract(name: string, subject: Subject): void {
  describe(`${name}: the collector contract`, () => {
    for (const check of contractChecks(subject)) it(check.name, check.run, 90_000)
  })
}
