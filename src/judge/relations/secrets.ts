import { isFingerprint, type Fingerprint } from '../../model/fingerprint.ts'
import { isJsonObject, type Json } from '../../model/json.ts'
import type { Seen } from '../../model/twin.ts'
import type { PairRelation } from './relation.ts'

/** The fingerprints of a unit: itself, or the members of a record that are one. */
export function fingerprintsOf(seen: Seen | undefined): readonly Fingerprint[] {
  const raw: Json | undefined = seen?.raw
  if (isFingerprint(raw)) return [raw]
  return isJsonObject(raw) ? Object.values(raw).filter((value) => isFingerprint(value)) : []
}

/**
 * Two secrets that must not be one. Fingerprints under different keys cannot be compared, and a secret that is not there
 * is not the same: both are unknown, and unknown never makes a finding.
 */
export const mustDiffer: PairRelation = {
  name: 'must-differ',
  sides: 'two',
  doc: 'The two sides’ secrets are not the same one. It holds where either is absent, or where their fingerprints were made under different keys.',
  compile: () => (candidate, baseline) => {
    const others = fingerprintsOf(baseline)
    return !fingerprintsOf(candidate).some((own) => others.some((o) => o.keyId === own.keyId && o.hmac === own.hmac))
  },
}
