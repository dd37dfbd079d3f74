import type { CauseGroup, Delivery, Message } from '../../src/model/message.ts'
import type { DeliveryAttempt } from '../../src/notify/contract.ts'
import { finding } from '../report/fixtures.ts'

/** One group of findings. */
export function group(overrides: Partial<CauseGroup> = {}): CauseGroup {
  const one = overrides.finding ?? finding()
  return { severity: one.severity, finding: one, count: 1, places: [one.resource.name], ...overrides }
}

export type Changes = Extract<Message, { readonly type: 'changes' }>
export type FirstLook = Extract<Message, { readonly type: 'summary' }>

/** One new finding. */
export function changes(overrides: Partial<Changes> = {}): Changes {
  return {
    type: 'changes',
    comparison: 'staging..production',
    at: '2026-11-02T09:00:00.000Z',
    drift: 'drift',
    score: 71,
    opened: [group()],
    worse: [],
    resolved: [],
    unread: [],
    readAgain: [],
    ...overrides,
  }
}

/** A first look at what differs in one thing. */
export function firstLook(overrides: Partial<FirstLook> = {}): FirstLook {
  return {
    type: 'summary',
    comparison: 'staging..production',
    at: '2026-11-02T09:00:00.000Z',
    drift: 'drift',
    coverage: 'complete',
    score: 71,
    summary: {
      compared: 40,
      paired: 80,
      missing: 0,
      extra: 0,
      ambiguous: 0,
      bySeverity: { critical: 0, high: 1, medium: 0, low: 0, info: 0 },
    },
    groups: [group()],
    unread: [],
    ...overrides,
  }
}

/** An attempt to bring a message to Slack. */
export function attempt(
  message: Message,
  overrides: Partial<DeliveryAttempt> & Partial<Delivery> = {},
): DeliveryAttempt {
  const { key = 'key-1', uncertain = false, channel = 'slack', destination = '#orders' } = overrides
  return { key, uncertain, delivery: { channel, destination, message } }
}
