/** Where the time comes from. Handed in, so that pure code takes an instant and tests take a fixed one. */
export interface Clock {
  /** The current moment. */
  readonly now: () => Date
}

export const systemClock: Clock = { now: () => new Date() }
