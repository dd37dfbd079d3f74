import { hash } from 'node:crypto'
import { awsError, malformed, type CallPlace } from './errors.ts'

/** How one list is read, page after page. */
export interface PageRequest<Page, Item> extends CallPlace {
  /** One page; the first without a token. */
  readonly fetch: (token: string | undefined) => Promise<Page>
  /** The list in a page. Services write it even when it is empty, so an answer without one is not theirs. */
  readonly items: (page: Page) => readonly Item[] | undefined
  /** The token of the next page; undefined or empty ends the list. */
  readonly next: (page: Page) => string | undefined
}

/** So many pages in a row with nothing new are no list of AWS: filters leave a few empty ones, a broken proxy leaves no end of them. */
const mostIdle = 200

/**
 * Reads a list to its end. An empty page with a token is legal and followed; a token that comes twice would go on for
 * ever, and so would pages without an end that are empty or say nothing new: both are refused. A list that changes while it is read may say a thing on two
 * pages: what is the same to the letter comes once. Throws `collect-*` errors.
 */
export async function* pages<Page, Item>(request: PageRequest<Page, Item>): AsyncGenerator<readonly Item[]> {
  const seen = new Set<string>()
  let token: string | undefined
  let idle = 0
  const given = new Set<string>()
  do {
    const page = await oneCall(request, () => request.fetch(token))
    const items = request.items(page)
    if (items === undefined) throw malformed(request, 'its list is missing')
    token = request.next(page)
    const last = token === undefined || token === ''
    const fresh = last && given.size === 0 ? items : notYet(items, given)
    yield fresh
    if (token === undefined || token === '') return
    if (seen.has(token)) throw malformed(request, 'it keeps giving the same page token')
    seen.add(token)
    idle = fresh.length === 0 ? idle + 1 : 0
    if (idle === mostIdle)
      throw malformed(request, `${mostIdle} pages with nothing new came in a row, and one more was promised`)
  } while (!request.signal.aborted)
  throw awsError(request.signal.reason, request)
}

/** What no page before had. */
function notYet<Item>(items: readonly Item[], given: Set<string>): readonly Item[] {
  const marks = items.map((item) => hash('sha256', JSON.stringify(item), 'base64'))
  const fresh = items.filter((_, i) => !given.has(marks[i] ?? ''))
  for (const mark of marks) given.add(mark)
  return fresh
}

/** Makes one call; what the SDK throws becomes a `collect-*` error. */
export async function oneCall<T>(place: CallPlace, call: () => Promise<T>): Promise<T> {
  try {
    if (place.signal.aborted) throw awsError(place.signal.reason, place)
    return await call()
  } catch (error) {
    throw awsError(error, place)
  }
}

/**
 * Does something for each item, several at a time, and yields the results in the order of the items. What one throws ends
 * it after those before it are yielded.
 */
export async function* each<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  act: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = []
  let next = 0
  const fill = (): void => {
    for (; next < items.length && running.length < concurrency; next++) {
      const started = act(items[next] as Item)
      // Awaited in its turn; until then a rejection must not count as unhandled.
      started.catch(() => undefined)
      running.push(started)
    }
  }
  for (fill(); running.length > 0; fill()) {
    yield await (running.shift() as Promise<Result>)
  }
}
