import { digestOfText } from '../model/digest.ts'
import type { Finding } from '../model/finding.ts'
import { causeOf } from './cause.ts'
import type { JudgeContext } from './compiled.ts'
import { holdsSecret } from './exceptions-pin.ts'

/**
 * The id of a cause that shows in several places: comparison, rule, unit and the step from one value to the other, and no place, so
 * that it stays whichever come and go. Undefined where there is no cause but the resource itself, and where a secret is in the
 * values: what is known of it depends on the key that it was fingerprinted with.
 */
export function causeId(environments: JudgeContext['environments'], finding: Finding): string | undefined {
  const { at, values } = finding
  if (at === '' || holdsSecret(values.candidate) || holdsSecret(values.baseline)) return undefined
  return digestOfText(['cause', environments.candidate, environments.baseline, causeOf(finding)].join('\n')).slice(
    0,
    16,
  )
}
