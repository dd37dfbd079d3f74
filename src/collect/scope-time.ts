import { startDeadline, type Deadline } from '../platform/deadline.ts'

/** As long may one scope take that asks for more time, in seconds, where the configuration says nothing else. */
export const longestSeconds = 900

/** The most that the configuration lets a scope take, in seconds. */
const mostConfigured = 3600

/**
 * How long one scope may take: the collector's own deadline, longer by what it finds to ask one by one, up to fifteen minutes; what
 * the configuration sets holds as it is. Call `clear()` when the work is done.
 */
export class ScopeTime {
  readonly signal: AbortSignal
  private readonly deadline: Deadline
  private readonly own: number
  private readonly isSet: boolean
  private allowed: number
  private asked = 0

  /** `own`: the collector's deadline; `set`: the source's, which takes its place. In seconds. */
  constructor(signal: AbortSignal, own: number, set: number | undefined) {
    this.own = own
    this.isSet = set !== undefined
    this.allowed = set ?? own
    this.deadline = startDeadline(signal, this.allowed)
    this.signal = this.deadline.signal
  }

  /** What was found takes so many seconds more. */
  needs(seconds: number): void {
    this.asked += Math.max(0, seconds)
    const more = Math.min(seconds, longestSeconds - this.allowed)
    if (this.isSet || more <= 0) return
    this.allowed += more
    this.deadline.extend(more)
  }

  /** What is to be said of a scope that took longer, all in seconds. `enough`: what would do for what was found so far. */
  told(): { readonly seconds: number; readonly enough?: number } {
    const needed = this.own + this.asked
    const seconds = Math.round(this.allowed * 1000) / 1000
    return needed > this.allowed
      ? { seconds, enough: Math.min(mostConfigured, 60 * Math.ceil(needed / 60)) }
      : { seconds }
  }

  clear(): void {
    this.deadline.clear()
  }
}
