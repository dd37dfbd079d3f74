import type { Delivery } from '../../model/message.ts'

/** `key`: the same message is queued once, however often it is asked for. */
export interface KeyedDelivery {
  readonly key: string
  readonly delivery: Delivery
}

export interface OutboxRow extends KeyedDelivery {
  readonly id: number
  /** How often it was tried before, without a final answer or with a temporary failure. */
  readonly attempts: number
  /** An attempt before ended without any answer known: it may have arrived. */
  readonly uncertain: boolean
  readonly createdAt: string
}

export interface Outbox {
  /** How many were new. */
  readonly add: (deliveries: readonly KeyedDelivery[], at: Date) => Promise<number>
  /** Takes what is due and nobody else holds, oldest first, for so long; marks the attempt before it is made. */
  readonly claim: (at: Date, leaseSeconds: number, limit: number) => Promise<readonly OutboxRow[]>
  readonly sent: (id: number, at: Date, externalRef?: string) => Promise<void>
  /** Known not to have arrived: to be tried again. */
  readonly retry: (id: number, dueAt: Date, problem: string) => Promise<void>
  /** Will never arrive: kept with the reason, told by `/readyz` and the report. */
  readonly giveUp: (id: number, at: Date, problem: string) => Promise<void>
  readonly counts: () => Promise<{ readonly waiting: number; readonly failed: number; readonly sent: number }>
  readonly failed: (
    limit: number,
  ) => Promise<readonly { readonly key: string; readonly problem: string; readonly at: string }[]>
}
