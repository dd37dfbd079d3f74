import { canonicalJson, digestOf } from '../model/digest.ts'
import type { KnownFinding, Pin } from '../model/exception.ts'
import type { Finding } from '../model/finding.ts'
import { fingerprintWords } from '../model/fingerprint.ts'
import { isJsonObject, type Json } from '../model/json.ts'
import { kindOf } from '../model/kinds/index.ts'
import type { Pointer } from '../model/pointer.ts'
import { sides, type Digest, type Side } from '../model/resource.ts'
import { unitForm } from './unit-form.ts'

type Values = Finding['values']

/** Whether a value, as a finding shows it, has the fingerprint of a secret in it. */
export function holdsSecret(value: Json): boolean {
  if (typeof value === 'string') return fingerprintWords.test(value)
  if (Array.isArray(value)) return (value as readonly Json[]).some(holdsSecret)
  return isJsonObject(value) && Object.values(value).some((inner) => holdsSecret(inner ?? null))
}

/** What a pin says of a finding: that it holds, which side changed, or that a secret was pinned under another key. */
export type PinVerdict = 'holds' | 'other-key' | { readonly changed: Side }

/** Holds the pinned values against those of a finding; text and number are the same value written differently. */
export function pinVerdict(pin: Pin, finding: Pick<Finding, 'values'>, keyId: string): PinVerdict {
  let otherKey = false
  for (const side of sides) {
    const pinned = pin[side]
    if (pinned === undefined || written(pinned) === written(finding.values[side])) continue
    const comparable =
      !(holdsSecret(pinned) && holdsSecret(finding.values[side])) ||
      pin.key === keyId ||
      written(blanked(pinned)) !== written(blanked(finding.values[side]))
    if (comparable) return { changed: side }
    otherKey = true
  }
  return otherKey ? 'other-key' : 'holds'
}

/** What is kept of the values of a finding that is known at adoption. `keyId` only where the key of the fingerprints lasts. */
export function knownValues(
  finding: Pick<Finding, 'kind' | 'at' | 'values'>,
  keyId: string | undefined,
): Pick<KnownFinding, 'values' | 'secrets'> {
  const values = comparableValues(finding)
  const digest = (value: Values): Digest => digestOf({ ...value }).slice(0, 16)
  const open = digest({ candidate: blanked(values.candidate), baseline: blanked(values.baseline) })
  const secret = holdsSecret(values.candidate) || holdsSecret(values.baseline)
  return secret && keyId !== undefined
    ? { values: open, secrets: { key: keyId, values: digest(values) } }
    : { values: open }
}

/** Whether the values of a known finding are other than those it was adopted with; what cannot be compared is not. */
export function knownChanged(known: KnownFinding, finding: Finding, keyId: string): boolean {
  const now = knownValues(finding, keyId)
  if (now.values !== known.values) return true
  return known.secrets?.key === keyId && now.secrets?.values !== known.secrets.values
}

/**
 * Values as they are remembered: a resource is there or not, whatever its id, for it may be made anew; the members of a
 * fleet and the elements of a set are in no order.
 */
export function comparableValues({ kind, at, values }: Pick<Finding, 'kind' | 'at' | 'values'>): Values {
  const of = (value: Json): Json => (at === '' ? value !== null : isOrdered(kind, at) ? value : sorted(value))
  return { candidate: of(values.candidate), baseline: of(values.baseline) }
}

function isOrdered(kind: string, at: Pointer): boolean {
  const form = unitForm(kindOf(kind), at)
  return form.what === 'field' && form.field.form === 'ordered'
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(sorted)
    return items.sort((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1))
  }
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner ?? null)]))
}

/** The same value with every fingerprint replaced by one word. */
function blanked(value: Json): Json {
  if (typeof value === 'string') return value.replace(new RegExp(fingerprintWords, 'g'), 'secret')
  if (Array.isArray(value)) return (value as readonly Json[]).map(blanked)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, blanked(inner ?? null)]))
}

function written(value: Json): string {
  return typeof value === 'object' ? canonicalJson(value) : String(value)
}
