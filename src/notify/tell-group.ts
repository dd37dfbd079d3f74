import { directionInWords } from '../model/direction-words.ts'
import { kindOf } from '../model/kinds/index.ts'
import type { CauseGroup, Unread } from '../model/message.ts'
import { severities, severityRank } from '../model/severity.ts'
import type { Entry, Part } from './telling.ts'
import { counted, plainWords } from './words.ts'

/** Places that are named; the others are counted. */
const namedPlaces = 5

/** Groups of findings as a part, worst first; undefined where there are none. */
export function partOf(
  title: string | undefined,
  groups: readonly CauseGroup[],
  most: number,
  form: (group: CauseGroup) => Entry,
): Part | undefined {
  if (groups.length === 0) return undefined
  const worstFirst = [...groups].sort((a, b) => severityRank(a.severity) - severityRank(b.severity))
  const shown = worstFirst.slice(0, most)
  const rest = worstFirst.slice(most)
  return {
    ...(title === undefined ? {} : { title }),
    entries: shown.map(form),
    ...(rest.length === 0 ? {} : { more: moreWords(rest) }),
  }
}

/** `and 12 more, 3 of them high`: of what is left out, how much is as bad as the worst of it. */
function moreWords(rest: readonly CauseGroup[]): string {
  const worst = severities.find((severity) => rest.some((group) => group.severity === severity))
  const count = rest.filter((group) => group.severity === worst).length
  const those = count === rest.length ? `, ${count === 1 ? '' : 'all '}${worst}` : `, ${count} of them ${worst}`
  return `and ${rest.length} more${those}`
}

/** Everything about a group that someone acts on. `warns`: says so where nobody knows who moved; of a first look, nobody ever does. */
export function toAct(sides: Sides, { warns }: { readonly warns: boolean }): (group: CauseGroup) => Entry {
  return (group) => {
    const { finding } = group
    return {
      severity: group.severity,
      what: whatOf(group),
      details: [
        ...(group.detail === undefined ? [] : [plainWords(group.detail)]),
        ...placesOf(group),
        ...usersOf(group),
        ...movedOf(group, sides),
        ...(warns && isWarning(group) ? ['who moved is not known'] : []),
        ...ownerOf(group),
      ],
      ...(finding.since === undefined ? {} : { since: finding.since }),
      remedy: plainWords(finding.remedy),
    }
  }
}

/** A group of which there is nothing to do any more. */
export function settled(group: CauseGroup): Entry {
  return {
    severity: group.severity,
    what: whatOf(group),
    details: group.detail === undefined ? [] : [plainWords(group.detail)],
  }
}

/** The two environments of a comparison. */
export interface Sides {
  readonly candidate: string
  readonly baseline: string
}

/** `image is 2.1 in staging and 2.2 in production: 14 workloads`. */
function whatOf({ finding, count }: CauseGroup): string {
  const title = plainWords(finding.title)
  if (count < 2) return title
  return `${title.replace(/\.$/, '')}: ${countedKind(count, finding.kind)}`
}

/** `14 workloads`; a kind whose title is a plural already, or that we do not know, is counted in findings. */
function countedKind(count: number, kind: string): string {
  const title = kindOf(kind)?.title.toLowerCase()
  return title === undefined || title.endsWith('s') ? counted(count, 'finding') : counted(count, title)
}

/** `used by 12: orders-db, mail-db and 10 more`. */
function usersOf({ finding: { users = [] } }: CauseGroup): readonly string[] {
  if (users.length === 0) return []
  const shown = users.slice(0, namedPlaces).map(({ name }) => plainWords(name, 120))
  const rest = users.length - shown.length
  return [`used by ${users.length}: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`]
}

function placesOf({ places, count, finding }: CauseGroup): readonly string[] {
  const named = places.length > 0 ? places : [finding.resource.name]
  const shown = named.slice(0, namedPlaces).map((name) => plainWords(name, 120))
  const rest = Math.max(count, named.length) - shown.length
  const kind = kindOf(finding.kind)?.title.toLowerCase() ?? finding.kind
  if (count < 2 && named.length === 1) return [plainWords(`${kind} ${shown[0]}${regionOf(finding)}`, 200)]
  return [`in ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`]
}

/** ` in 222222222222 / eu-west-1`: where the candidate has it, else the baseline. */
function regionOf({ resource }: CauseGroup['finding']): string {
  const where = resource.candidate ?? resource.baseline
  const at = [where?.account, where?.region].filter((part) => part !== undefined)
  return at.length === 0 ? '' : ` in ${at.join(' / ')}`
}

/** Which side moved: it decides who has something to do. */
function movedOf({ finding }: CauseGroup, { candidate, baseline }: Sides): readonly string[] {
  const names = { candidate: plainWords(candidate, 60), baseline: plainWords(baseline, 60) }
  const moved = directionInWords(finding.direction, names)
  return moved === undefined ? [] : [moved]
}

/** Nobody knows who moved, so nobody is to be woken for it: it is told, and is no alarm. */
export function isWarning({ finding: { urgency } }: Pick<CauseGroup, 'finding'>): boolean {
  return urgency === 'warning'
}

function ownerOf({ finding: { service, owner } }: CauseGroup): readonly string[] {
  const words = [service, owner].filter((part) => part !== undefined)
  return words.length === 0 ? [] : [plainWords(words.join(', '), 120)]
}

/** Places that could not, or not completely, be read. */
export function unreadPart(title: string, unread: readonly Unread[], most: number): Part | undefined {
  if (unread.length === 0) return undefined
  const rest = unread.length - most
  return {
    title,
    entries: unread.slice(0, most).map(({ environment, collector, scope, kinds, reason }) => ({
      what: plainWords(`${[environment, collector, scope].filter((part) => part !== '').join(' ')}: ${reason}`),
      details: kinds.length === 0 ? [] : [plainWords(kinds.join(', '), 200)],
    })),
    ...(rest > 0 ? { more: `and ${counted(rest, 'more place', 'more places')}` } : {}),
  }
}
