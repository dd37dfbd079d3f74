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
 * Two secrets, or two plain values, that must not be one. Fingerprints under different keys cannot be compared, and a value
 * that is not there is not the same: both are unknown, and unknown never makes a finding. Of a record, only its secrets are
 * compared: what else stands beside them is alike by nature.
 */
export const mustDiffer: PairRelation = {
  name: 'must-differ',
  sides: 'two',
  doc: 'The two sides’ secrets, or plain values, are not the same one. It holds where either is absent, or where fingerprints were made under different keys.',
  looksAtSecrets: true,
  clears: () => (raw) => isJsonObject(raw) && fingerprintsOf({ raw, canonical: null }).length === 0,
  compile: () => (candidate, baseline) => {
    if (isPlain(candidate) && isPlain(baseline)) return candidate.canonical !== baseline.canonical
    const others = fingerprintsOf(baseline)
    return !fingerprintsOf(candidate).some((own) => others.some((o) => o.keyId === own.keyId && o.hmac === own.hmac))
  },
}

/** A record is no plain value: of a secret that is a field by itself, the canonical form says only that it is there. */
function isPlain(seen: Seen | undefined): seen is Seen {
  return seen !== undefined && seen.canonical !== null && typeof seen.canonical !== 'object' && !isJsonObject(seen.raw)
}
