import { canonicalJson } from '../model/digest.ts'
import type { CausePlace, Finding } from '../model/finding.ts'
import type { Json } from '../model/json.ts'
import { placesOf, twinsOf } from '../model/finding-twins.ts'
import { causeText } from './cause.ts'
import { causeId } from './cause-id.ts'
import type { JudgeContext } from './compiled.ts'

/**
 * One cause, one finding: those that have rule, unit, step, severity and direction in common and ask for the same to be done
 * become one, with a place for each twin and the id of their cause (`causeId`). What is missing as a whole stays by itself, and so does what is documented or was
 * known at adoption: that is each one's own. In the order in which they came; pure.
 */
export function together(findings: readonly Finding[], environments: JudgeContext['environments']): readonly Finding[] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const word = wordOf(finding) ?? `alone ${finding.id}`
    const group = groups.get(word)
    if (group === undefined) groups.set(word, [finding])
    else group.push(finding)
  }
  const taken = new Set<string>()
  return [...groups.values()].flatMap((group) => {
    const one = joined(group)
    if (one?.twins === undefined) return one ?? []
    // One cause may stand twice, where it is graver or has another direction in some of its places: the first is called after it.
    const id = causeId(environments, one)
    if (id === undefined || taken.has(id)) return one
    taken.add(id)
    return { ...one, id }
  })
}

function wordOf(finding: Finding): string | undefined {
  const { at, status, severity, direction, lapsed } = finding
  if (at === '' || (status !== 'open' && status !== 'pending')) return undefined
  return `${severity} ${direction} ${lapsed === undefined ? '' : canonicalJson(lapsed as unknown as Json)}\n${causeText(finding)}`
}

function joined(group: readonly Finding[]): Finding | undefined {
  const [only, ...others] = group
  if (only === undefined || others.length === 0) return only
  // By id, which says nothing of order or value: whoever reads the same twice has the same one first.
  const [first = only, ...rest] = [...group].sort((a, b) => (a.id < b.id ? -1 : 1))
  const twins = [first, ...rest].flatMap(twinsOf)
  const waiting = group.every(({ status }) => status === 'pending')
  const urgency = waiting
    ? first.urgency
    : (
        group.find((one) => one.status === 'open' && one.urgency === 'at-once') ??
        group.find(({ status }) => status === 'open')
      )?.urgency
  const { urgency: _urgency, ...lead } = first
  const users = [...new Map(group.flatMap((one) => one.users ?? []).map((user) => [user.id, user])).values()]
  const one = withTwins(
    { ...lead, status: waiting ? 'pending' : 'open', ...(urgency === undefined ? {} : { urgency }) },
    twins,
  )
  return users.length === 0 ? one : { ...one, users, places: [...one.places, ...users] }
}

/** A finding with these twins; service and owner are told where all have the same. */
export function withTwins(finding: Finding, twins: readonly CausePlace[]): Finding {
  const [first, second] = twins
  if (first === undefined) return finding
  const { service: _service, owner: _owner, since: _since, twins: _twins, ...rest } = finding
  const same = (of: (twin: CausePlace) => string | undefined): string | undefined =>
    twins.every((twin) => of(twin) === of(first)) ? of(first) : undefined
  const service = same((twin) => twin.service)
  const owner = same((twin) => twin.owner)
  const since = twins.flatMap((twin) => twin.since ?? []).sort()[0]
  return {
    ...rest,
    resource: first.resource,
    at: first.at,
    ...(service === undefined ? {} : { service }),
    ...(owner === undefined ? {} : { owner }),
    ...(since === undefined ? {} : { since }),
    places: second === undefined && finding.twins === undefined ? finding.places : placesOf(twins),
    ...(second === undefined ? {} : { twins }),
  }
}
