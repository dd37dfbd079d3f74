import { fail } from '../../errors/catalogue.ts'
import { holdsSecret } from '../../judge/exceptions-pin.ts'
import type { Finding } from '../../model/finding.ts'

/** What a person says of an exception. */
export interface Said {
  readonly kind: 'temporary' | 'structural'
  readonly id?: string | undefined
  readonly reason: string
  readonly owner: string
  /** Today, `2026-11-01`. */
  readonly today: string
  /** Its last day, or that of its review; left out: the default, counted from today. */
  readonly until?: string | undefined
  readonly pin: boolean
}

/** A value longer than this belongs into no file of exceptions. */
const longestPin = 4_000

/**
 * The entry for one finding: exactly it, by its id, with the words beside it that people and later readers need. `keyId` is
 * the key that its secrets were fingerprinted with, where it lasts. Throws `except-nothing-to-pin` and `except-pin-secret`.
 */
export function entryOf(finding: Finding, said: Said, keyId: string | undefined): Readonly<Record<string, unknown>> {
  const { kind, id, reason, owner, today, until } = said
  const [begin, end] = kind === 'temporary' ? ['created', 'expires'] : ['since', 'review']
  const { twins } = finding
  return {
    ...(id === undefined ? {} : { id }),
    finding: twins === undefined ? finding.id : twins.map((twin) => twin.finding).join(' '),
    rule: finding.rule,
    kind: finding.kind,
    // Of several places each has a name and a unit of its own, and the ids say which they are.
    ...(finding.resource.name === '' || twins !== undefined ? {} : { resource: finding.resource.name }),
    ...(finding.at === '' || twins !== undefined ? {} : { at: finding.at }),
    reason,
    owner,
    [begin]: today,
    ...(until === undefined ? {} : { [end]: until }),
    ...(said.pin ? { pin: pinOf(finding, keyId) } : {}),
  }
}

function pinOf({ id, at, values }: Finding, keyId: string | undefined): Readonly<Record<string, unknown>> {
  const { candidate, baseline } = values
  if (at === '') {
    throw fail('except-nothing-to-pin', { finding: id, problem: 'it is about the resource itself, not about a value' })
  }
  const length = JSON.stringify(values).length
  if (length > longestPin) {
    throw fail('except-nothing-to-pin', { finding: id, problem: `they are ${length} characters long` })
  }
  if (!holdsSecret(candidate) && !holdsSecret(baseline)) return { candidate, baseline }
  if (keyId === undefined) throw fail('except-pin-secret', { finding: id })
  return { candidate, baseline, key: keyId }
}
