import type { Finding, Whereabouts } from '../model/finding.ts'
import { kindOf } from '../model/kinds/index.ts'
import { sides } from '../model/resource.ts'
import { safeText } from './safe-text.ts'
import { pointerInWords } from './words.ts'

/** `database instance shop-orders, parameters › max_connections`: what a finding is about, in words. */
export function subjectOf(finding: Finding): string {
  const title = (kindOf(finding.kind)?.title ?? finding.kind).toLowerCase()
  const unit = pointerInWords(finding.kind, finding.at)
  return safeText(`${title} ${finding.resource.name}`) + (unit === '' ? '' : `, ${unit}`)
}

/** `orders-db (db-1) in 222222222222 / eu-west-1`, `orders.env:12`: one side's resource as its source calls it; null when it has none. */
export function placeOf(where: Whereabouts | null): string | null {
  if (where === null) return null
  const id = shortId(where.id)
  const called = where.name === where.id || where.name === '' ? id : `${where.name} (${id})`
  const name = where.line === undefined ? called : lined(called, where)
  const at = [where.account, where.region].filter((part) => part !== undefined).join(' / ')
  return safeText(at === '' ? name : `${name} in ${at}`)
}

/** `orders.env:12`; of a service that several lines and files make `web (compose.yaml/web), compose.staging.yaml:12`. */
function lined(called: string, { line = 0, file }: Whereabouts): string {
  return file === undefined ? `${called}:${line}` : `${called}, ${file}:${line}`
}

/** An ARN without what stands beside it anyway: `certificate/44111033`. Other ids as they are. */
function shortId(id: string): string {
  return /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(.+)$/s.exec(id)?.[1] ?? id
}

/** The other places of one finding, at most `most` of them by name: `shop-web-2, shop-web-3 and 4 more`. */
export function otherPlaces(finding: Finding, most = 4): string {
  const shown = new Set([
    finding.resource.candidate?.id,
    finding.resource.baseline?.id,
    ...(finding.users ?? []).map(({ id }) => id),
  ])
  // What is in several clusters has one id there, and a name with its place.
  const own = new Set(sides.map((side) => finding.resource[side]?.name))
  const called = new Map<string, Set<string>>()
  for (const { id, name } of finding.places) called.set(id, (called.get(id) ?? new Set()).add(name))
  const others = finding.places
    .filter(({ id, name }) => !shown.has(id) || ((called.get(id)?.size ?? 0) > 1 && !own.has(name)))
    .map((place) => place.name || place.id)
  if (others.length === 0) return ''
  const rest = others.length - most
  const names = others.slice(0, most).map(safeText).join(', ')
  return rest > 0 ? `${names} and ${rest} more` : names
}

/** What uses the resources of a finding, at most `most` of it by name: `12: orders-db, mail-db and 10 more`. */
export function usersOf({ users = [] }: Finding, most = 4): string {
  if (users.length === 0) return ''
  const names = users.slice(0, most).map(({ name, id }) => safeText(name === '' ? id : name))
  const rest = users.length - most
  return `${users.length}: ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** Where to look first: the candidate's resource, or, where it has none or none was looked for, the baseline's, said so. */
export function whereOf(
  { resource }: Finding,
  sides: { readonly candidate: string; readonly baseline: string },
): string {
  const here = placeOf(resource.candidate)
  const there = placeOf(resource.baseline)
  if (here !== null) return here
  if (there === null) return safeText(resource.name)
  const of = safeText(sides.baseline)
  return resource.unread === true
    ? `in ${of}: ${there}; ${safeText(sides.candidate)} was not wholly read`
    : `only in ${of}: ${there}`
}
