/** Resolves to true when a promise has settled well within so many seconds; rejects as it does; false: it has not settled. */
export async function within(seconds: number, promise: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<false>((resolve) => (timer = setTimeout(resolve, seconds * 1000, false)))
  try {
    return await Promise.race([promise.then(() => true), over])
  } finally {
    clearTimeout(timer)
  }
}
