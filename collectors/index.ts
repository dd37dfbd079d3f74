import type { Collector } from '../src/collect/contract.ts'

/** Every collector, alphabetical. A test holds this list against the folders. */
export const collectors: readonly Collector[] = [] as readonly unknown[] as readonly Collector[]
