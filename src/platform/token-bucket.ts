/** How often something may be done: `burst` at once, then `perSecond`, counted under one key. */
export interface Rate {
  readonly key: string
  readonly burst: number
  readonly perSecond: number
}

/** What is left of a bucket. */
export interface Bucket {
  /** Below zero: so many have been promised a turn that is still to come. */
  readonly tokens: number
  /** Milliseconds: when `tokens` was counted. */
  readonly countedAt: number
  /** Of the rate, how much is used: 1, or less after refusals. */
  readonly share: number
  /** Milliseconds: when the share was last halved, and when it was last raised. */
  readonly halvedAt: number
  readonly raisedAt: number
}

/** What has been in flight together is refused together: one refusal in this time counts, in milliseconds. */
export const refusalWindow = 1000

/** The share does not fall below this, or nobody would ever find out that the refusals are over. */
export const leastShare = 1 / 32

/** How much of the whole rate comes back in a second of being served. */
export const raisePerSecond = 0.02

/** A bucket that nobody has taken from, at `now` (milliseconds). */
export function fullBucket(rate: Rate, now: number): Bucket {
  return { tokens: rate.burst, countedAt: now, share: 1, halvedAt: 0, raisedAt: 0 }
}

/** Takes one token, and says how long to wait for it, in milliseconds. Whoever comes later waits longer: nobody is passed over. */
export function takeToken(bucket: Bucket, rate: Rate, now: number): { readonly bucket: Bucket; readonly wait: number } {
  const perSecond = rate.perSecond * bucket.share
  const refilled = bucket.tokens + (Math.max(0, now - bucket.countedAt) / 1000) * perSecond
  const tokens = Math.min(Math.max(1, rate.burst * bucket.share), refilled) - 1
  const wait = tokens >= 0 ? 0 : (-tokens / perSecond) * 1000
  return { bucket: { ...bucket, tokens, countedAt: Math.max(now, bucket.countedAt) }, wait }
}

/** Gives back what was taken for nothing. */
export function giveBack(bucket: Bucket): Bucket {
  return { ...bucket, tokens: bucket.tokens + 1 }
}

/** After a refusal: half the rate, and no burst. */
export function halve(bucket: Bucket, now: number): Bucket {
  if (now - bucket.halvedAt < refusalWindow) return bucket
  const share = Math.max(leastShare, bucket.share / 2)
  return { ...bucket, tokens: Math.min(bucket.tokens, 0), share, halvedAt: now, raisedAt: now }
}

/** After a success: a little more of the rate, by the time that has passed, so that it does not matter how many are served. */
export function raise(bucket: Bucket, now: number): Bucket {
  if (bucket.share >= 1 || now - bucket.halvedAt < refusalWindow) return bucket
  const seconds = Math.min(1, Math.max(0, now - bucket.raisedAt) / 1000)
  return { ...bucket, share: Math.min(1, bucket.share + seconds * raisePerSecond), raisedAt: now }
}
