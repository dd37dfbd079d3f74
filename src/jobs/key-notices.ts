import type { Notice } from '../model/assessment.ts'
import { isFingerprint } from '../model/fingerprint.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { WeighedSide } from './weigh.ts'

/** What to say where both sides have secrets whose fingerprints are of two keys: unknown is not equal, and nobody should take it for that. */
export function keyNotices(candidate: WeighedSide, baseline: WeighedSide): readonly Notice[] {
  if (candidate.keyId === undefined || baseline.keyId === undefined || candidate.keyId === baseline.keyId) return []
  if (!hasSecrets(candidate.snapshot) || !hasSecrets(baseline.snapshot)) return []
  const message =
    'The secrets of both sides were fingerprinted under two keys, so whether any of them are the same is unknown; give every run the same EVENKEEL_FINGERPRINT_KEY.'
  return [{ code: 'fingerprint-keys-differ', message }]
}

/** Whether a snapshot holds any fingerprint. */
export function hasSecrets(snapshot: Snapshot): boolean {
  for (const { key } of snapshot.heads()) {
    for (const { attributes } of snapshot.bodies([key])) if (holdsFingerprint(attributes)) return true
  }
  return false
}

function holdsFingerprint(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return isFingerprint(value) || Object.values(value).some(holdsFingerprint)
}
