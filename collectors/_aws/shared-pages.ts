type Pages<T> = AsyncIterator<T>

/** What every request of a run brings. */
interface RunRequest {
  readonly signal: AbortSignal
  readonly scope: { readonly scope: string }
}

/**
 * A list that several reads of one run want: it is asked for once, page by page as the first of them goes on, and told to each from its
 * beginning. A page that failed fails for each of them. The reads of a run share their signal; what was read is forgotten with it.
 */
export function sharedPages<R extends RunRequest, Args extends readonly unknown[], T>(
  read: (request: R, ...rest: Args) => AsyncGenerator<T>,
): (request: R, ...rest: Args) => AsyncGenerator<T> {
  const runs = new WeakMap<AbortSignal, Map<string, Kept<T>>>()
  return async function* (request, ...rest) {
    const scopes = runs.get(request.signal) ?? new Map<string, Kept<T>>()
    runs.set(request.signal, scopes)
    const kept = scopes.get(request.scope.scope) ?? { source: read(request, ...rest), pages: [] }
    scopes.set(request.scope.scope, kept)
    for (let i = 0; ; i++) {
      const page = await pageOf(kept, i)
      if (page.done === true) return
      yield page.value
    }
  }
}

interface Kept<T> {
  readonly source: Pages<T>
  readonly pages: Promise<IteratorResult<T>>[]
}

function pageOf<T>({ source, pages }: Kept<T>, place: number): Promise<IteratorResult<T>> {
  const known = pages[place]
  if (known !== undefined) return known
  // After a failure a generator is at its end: whoever comes later has to meet the failure itself, in its place.
  const next = source.next()
  // Awaited by whoever asks; until then a rejection must not count as unhandled.
  next.catch(() => undefined)
  pages.push(next)
  return next
}
