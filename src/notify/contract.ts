import type { Delivery } from '../model/message.ts'

/** A way to reach people. It is handed one message at a time, and says what became of it. */
export interface Channel {
  readonly id: Delivery['channel']
  readonly deliver: (attempt: DeliveryAttempt, signal: AbortSignal) => Promise<DeliveryResult>
}

export interface DeliveryAttempt {
  /** The same for every attempt of one message: by it a receiver, or we, can tell that it has arrived. */
  readonly key: string
  readonly delivery: Delivery
  /** An attempt before ended without an answer: where the channel can, it looks first whether the message is there. */
  readonly uncertain: boolean
}

/**
 * What became of an attempt. `later`: surely not arrived, to be tried again, after so many seconds where the receiver said so.
 * `never`: refused for good. A channel that does not know whether it arrived throws.
 */
export type DeliveryResult =
  | { readonly result: 'sent'; readonly ref?: string }
  | { readonly result: 'later'; readonly problem: string; readonly afterSeconds?: number }
  | { readonly result: 'never'; readonly problem: string }
