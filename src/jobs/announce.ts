import { twinsOf } from '../model/finding-twins.ts'
import { groupByCause } from '../judge/cause.ts'
import { joinedWith } from '../judge/lifecycle.ts'
import type { Assessment } from '../model/assessment.ts'
import { comparisonName } from '../model/comparison-name.ts'
import { digestOf } from '../model/digest.ts'
import { isCounted, type Finding } from '../model/finding.ts'
import type { FindingEventType, Transition } from '../model/live-finding.ts'
import type { CauseGroup, Delivery, Message, Unread } from '../model/message.ts'
import { severityRank, type Severity } from '../model/severity.ts'
import type { KeyedDelivery } from '../store/contract/outbox.ts'
import { newlyRead, newlyUnread, unreadPlaces } from './announce-unread.ts'

/** Who is told. */
export interface Routes {
  readonly channels: readonly 'slack'[]
  /** For what belongs to no service with a destination of its own, and for what could not be read. */
  readonly default?: string
  /** Destination by the name of a service. */
  readonly byService: Readonly<Record<string, string>>
  /** What is less severe is never told. */
  readonly minimum: Severity
}

/** What an assessment came to. */
export interface News {
  readonly assessmentId: string
  readonly transitions: readonly Transition[]
  /** The last one that was done; undefined: this is the first of the comparison. */
  readonly before: Pick<Assessment, 'coverage'> | undefined
  /** As it is recorded. */
  readonly after: Assessment
  readonly routes: Routes
}

/**
 * The messages that an assessment gives rise to. Of a comparison's first one: a summary, which tells everything once. Later,
 * only what changed: what is new, back, overdue, no longer covered or worse, what counted and is resolved, and required places
 * that cannot be read any more or can again; nothing where nothing of that happened. What waits for promotion, is documented, was
 * known at adoption or is acknowledged is not told.
 *
 * Each destination gets one message, with what belongs to it: findings go to the destination of their service, all else to the
 * default. The summary goes to the default alone, where there is one. Pure; the same news give the same keys.
 */
export function announce(news: News): readonly KeyedDelivery[] {
  const { assessmentId, after, routes } = news
  const comparison = comparisonName(after.comparison)
  const told = news.before === undefined ? summaries(news) : changes(news, news.before)
  return routes.channels.flatMap((channel) =>
    [...told].map(([destination, message]): KeyedDelivery => {
      const delivery: Delivery = { channel, destination, message }
      return { key: digestOf([comparison, assessmentId, channel, destination]), delivery }
    }),
  )
}

type Told = ReadonlyMap<string, Message>

function summaries({ after, routes }: News): Told {
  const findings = after.findings.filter((finding) => isCounted(finding) && isGrave(finding, routes))
  const summary = (own: readonly Finding[]): Message => ({
    type: 'summary',
    comparison: comparisonName(after.comparison),
    at: after.takenAt,
    drift: after.drift,
    coverage: after.coverage.verdict,
    score: after.score,
    summary: after.summary,
    groups: grouped(own),
    unread: unreadPlaces(after),
  })
  if (routes.default !== undefined) return new Map([[routes.default, summary(findings)]])
  const owned = byDestination(findings, (finding) => finding, routes)
  return new Map([...owned].flatMap(([to, own]) => (to === undefined ? [] : [[to, summary(own)] as const])))
}

/** One finding that is told, in which list, and in words what is new about it. */
interface Item {
  readonly list: 'opened' | 'worse' | 'resolved'
  readonly finding: Finding
  readonly detail: string | undefined
}

function changes({ transitions, after, routes }: News, before: Pick<Assessment, 'coverage'>): Told {
  const items = transitions.flatMap((transition) => itemOf(transition) ?? [])
  const own = byDestination(
    items.filter(({ finding }) => isGrave(finding, routes)),
    ({ finding }) => finding,
    routes,
  )
  const places = { unread: newlyUnread(before, after), readAgain: newlyRead(before, after) }
  const anyPlace = places.unread.length + places.readAgain.length > 0
  const forPlaces = anyPlace ? placeDestinations(routes) : []
  const destinations = new Set([...own.keys(), ...forPlaces].filter((to) => to !== undefined))
  return new Map(
    [...destinations].map((to) => {
      const none: readonly Unread[] = []
      const looked = forPlaces.includes(to) ? places : { unread: none, readAgain: none }
      return [to, changesMessage(own.get(to) ?? [], looked, after)]
    }),
  )
}

function changesMessage(
  items: readonly Item[],
  looked: { readonly unread: readonly Unread[]; readonly readAgain: readonly Unread[] },
  after: Assessment,
): Message {
  const list = (name: Item['list']): readonly CauseGroup[] => {
    const listed = items.filter((item) => item.list === name)
    const details = new Map(listed.map(({ finding, detail }) => [finding.id, detail]))
    return grouped(
      listed.map(({ finding }) => finding),
      (finding) => details.get(finding.id),
    )
  }
  return {
    type: 'changes',
    comparison: comparisonName(after.comparison),
    at: after.takenAt,
    drift: after.drift,
    score: after.score,
    opened: list('opened'),
    worse: list('worse'),
    resolved: list('resolved'),
    ...looked,
  }
}

/** What of a transition is told. What was not told as open is not told as resolved either. */
function itemOf({ before, after, events }: Transition): Item | undefined {
  const event = (...types: readonly FindingEventType[]) => events.find(({ type }) => types.includes(type))
  const resolved = event('resolved')
  if (resolved !== undefined) {
    if (before === undefined || !isCounted(before) || resolved.detail?.startsWith(joinedWith) === true) return undefined
    return { list: 'resolved', finding: after.finding, detail: resolved.detail }
  }
  if (after.status !== 'open') return undefined
  const opened = event('opened', 'reopened', 'overdue', 'lapsed')
  if (opened !== undefined) return { list: 'opened', finding: after.finding, detail: opened.detail }
  const worse = event('worse')
  return worse === undefined ? undefined : { list: 'worse', finding: after.finding, detail: worse.detail }
}

function isGrave({ severity }: Finding, { minimum }: Routes): boolean {
  return severityRank(severity) <= severityRank(minimum)
}

/** What belongs to each destination: a cause that shows in several services is told to all of them. */
function byDestination<T>(
  list: readonly T[],
  findingOf: (one: T) => Finding,
  routes: Routes,
): ReadonlyMap<string | undefined, readonly T[]> {
  const found = new Map<string | undefined, T[]>()
  for (const one of list) {
    for (const to of new Set(twinsOf(findingOf(one)).map(({ service }) => destinationOf(service, routes)))) {
      const own = found.get(to)
      if (own === undefined) found.set(to, [one])
      else own.push(one)
    }
  }
  return found
}

function destinationOf(service: string | undefined, { byService, default: otherwise }: Routes): string | undefined {
  return service !== undefined && Object.hasOwn(byService, service) ? byService[service] : otherwise
}

/** A place belongs to no service: where there is no default, everybody is told rather than nobody. */
function placeDestinations({ byService, default: otherwise }: Routes): readonly string[] {
  return otherwise === undefined ? [...new Set(Object.values(byService))] : [otherwise]
}

/** Groups that are kept in full. A message shows a dozen; of the others it says how many and how bad they are. */
const inFull = 100

function grouped(
  findings: readonly Finding[],
  detailOf?: (finding: Finding) => string | undefined,
): readonly CauseGroup[] {
  return groupByCause(findings, detailOf).map((group, index) => (index < inFull ? group : shortened(group)))
}

/** Two environments that share nothing differ in ten thousands of causes: a message must still have an end. */
function shortened(group: CauseGroup): CauseGroup {
  const finding: Finding = {
    ...group.finding,
    why: '',
    remedy: '',
    places: [],
    values: { candidate: null, baseline: null },
  }
  return { ...group, finding, places: [] }
}
