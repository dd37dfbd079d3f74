import { EvenkeelError } from '../../errors/catalogue.ts'
import type { Channel, DeliveryResult } from '../../notify/contract.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Outbox, OutboxRow } from '../../store/contract/outbox.ts'
import { secondsToWait, triedAtLeast, triedFor } from './retry-after.ts'

export interface DeliverParts {
  readonly outbox: Outbox
  readonly channels: readonly Channel[]
  readonly clock: Clock
  readonly signal: AbortSignal
  /** From 0 to 1: spreads the attempts. */
  readonly random?: () => number
  /** Told what became of a message that did not arrive. Never holds a secret. */
  readonly log?: (event: { readonly key: string; readonly destination: string; readonly problem: string }) => void
}

/** How long a claimed message is ours. An attempt takes at most a sixth of it. */
const leaseSeconds = 120
/** A lane begins no attempt that could outlive the lease. */
const attemptSeconds = 40
const batch = 20
/** How soon new messages are noticed while a slow destination is being waited for. */
const lookAgainMs = 500
/** Where something waits and nobody knows until when: after a start, or where another process holds it. */
const usualWaitSeconds = 60

/**
 * Sends what is due. Messages to one destination go out in order, one at a time; a slow or broken destination holds up only
 * its own. Resolves, when nothing is due and nothing under way, to when to look again; undefined where nothing waits.
 *
 * A message is marked as tried before it is tried, so a crash at any moment leaves a trace: its lease runs out and it is
 * claimed again as uncertain, which the channel then clears up. The same goes for a channel that throws. What is known not to
 * have arrived is tried again, less and less often, for a day; after a day without the service, a few times more.
 */
export async function deliverDue(parts: DeliverParts): Promise<Date | undefined> {
  const { outbox, clock, signal } = parts
  const lanes = new Map<string, Lane>()
  const failures: unknown[] = []
  let soonest: number | undefined
  const due = (at: Date): void => {
    soonest = Math.min(soonest ?? Infinity, at.getTime())
  }
  const add = (row: OutboxRow, until: Date): void => {
    const name = `${row.delivery.channel} ${row.delivery.destination}`
    const lane = lanes.get(name) ?? { end: Promise.resolve(), busy: 0, closedUntil: undefined }
    lanes.set(name, lane)
    lane.busy++
    lane.end = lane.end
      .then(() => send(row, lane, until, parts, due))
      .catch((error: unknown) => {
        // The store failed: what is unsure stays leased, and is cleared up when the lease has run out.
        failures.push(error)
      })
      .finally(() => {
        lane.busy--
      })
  }

  while (!signal.aborted && failures.length === 0) {
    const at = clock.now()
    const rows = await outbox.claim(at, leaseSeconds, batch)
    for (const row of rows) add(row, new Date(at.getTime() + (leaseSeconds - attemptSeconds) * 1000))
    const busy = [...lanes.values()].filter((lane) => lane.busy > 0)
    if (busy.length === 0) break
    if (rows.length < batch) await firstOf(busy)
  }
  await Promise.all([...lanes.values()].map((lane) => lane.end))
  if (failures.length > 0) throw failures[0]
  return nextLook(parts, soonest)
}

interface Lane {
  end: Promise<void>
  busy: number
  /** The receiver asked to wait, or could not be reached: what follows waits too. */
  closedUntil: Date | undefined
}

/** Resolves when one of the lanes is done with all it has, or after a moment. */
async function firstOf(lanes: readonly Lane[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const moment = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, lookAgainMs)
  })
  await Promise.race([moment, ...lanes.map((lane) => lane.end)])
  clearTimeout(timer)
}

async function send(
  row: OutboxRow,
  lane: Lane,
  until: Date,
  parts: DeliverParts,
  due: (at: Date) => void,
): Promise<void> {
  const { outbox, channels, clock, signal } = parts
  const leaseEnd = new Date(until.getTime() + attemptSeconds * 1000)
  if (signal.aborted || lane.closedUntil !== undefined || clock.now() > until) {
    // Not tried. Of an uncertain one nothing new is known, so it must stay uncertain: its lease runs out.
    if (row.uncertain) return due(leaseEnd)
    const at = lane.closedUntil ?? clock.now()
    await outbox.retry(row.id, at, 'another message to the same destination is waited for')
    return due(at)
  }
  const channel = channels.find((one) => one.id === row.delivery.channel)
  const { key, delivery, uncertain } = row
  if (channel === undefined) {
    return outbox.giveUp(row.id, clock.now(), `${delivery.channel} is not configured any more`)
  }
  if (uncertain && tooOld(row, row.attempts, clock.now())) {
    return outbox.giveUp(row.id, clock.now(), 'for a day, no attempt had an answer; it may have arrived')
  }
  let result: DeliveryResult
  try {
    result = await channel.deliver({ key, delivery, uncertain }, signal)
  } catch (error) {
    parts.log?.({ key, destination: delivery.destination, problem: wordsOf(error) })
    // What follows waits too, or it would overtake: `resolved` before `new`.
    lane.closedUntil = leaseEnd
    return due(leaseEnd)
  }
  await settle(row, result, lane, parts, due)
}

async function settle(
  row: OutboxRow,
  result: DeliveryResult,
  lane: Lane,
  { outbox, clock, random = Math.random, log }: DeliverParts,
  due: (at: Date) => void,
): Promise<void> {
  const now = clock.now()
  if (result.result === 'sent') return outbox.sent(row.id, now, result.ref)
  log?.({ key: row.key, destination: row.delivery.destination, problem: result.problem })
  if (result.result === 'never') return outbox.giveUp(row.id, now, result.problem)
  const attempts = row.attempts + 1
  const seconds = secondsToWait(attempts, random(), result.afterSeconds)
  const at = new Date(now.getTime() + seconds * 1000)
  if (tooOld(row, attempts, at)) return outbox.giveUp(row.id, now, `${result.problem}; it was tried for a day`)
  lane.closedUntil = at
  await outbox.retry(row.id, at, result.problem)
  due(at)
}

/** Whether a message that had so many attempts gets none at this moment any more. */
function tooOld({ createdAt }: OutboxRow, attempts: number, at: Date): boolean {
  return attempts >= triedAtLeast && at.getTime() - Date.parse(createdAt) > triedFor
}

/** When to look again. What waits and was not seen here (another process holds it, or its time has not come) is looked for. */
async function nextLook({ outbox, clock }: DeliverParts, soonest: number | undefined): Promise<Date | undefined> {
  const { waiting } = await outbox.counts()
  if (waiting === 0) return undefined
  const usual = clock.now().getTime() + usualWaitSeconds * 1000
  return new Date(Math.min(soonest ?? usual, usual))
}

/** Errors of ours have a sentence without secrets; of any other, only its class is told. */
function wordsOf(error: unknown): string {
  if (error instanceof EvenkeelError) return error.message
  return error instanceof Error ? `an unexpected ${error.name}` : 'an unexpected failure'
}
