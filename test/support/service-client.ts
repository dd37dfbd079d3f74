import { eventually } from './server-process.ts'

/** An answer of the service. */
export interface Answer<T = unknown> {
  readonly status: number
  readonly body: T
}

/** Asks a service over HTTP, and keeps every answer. */
export interface ServiceClient {
  readonly get: <T>(path: string) => Promise<T>
  readonly post: <T>(path: string, body?: unknown) => Promise<T>
  readonly delete: <T>(path: string) => Promise<T>
  /** One request, whatever its status; no second try. */
  readonly ask: (method: string, path: string, body?: unknown) => Promise<Answer>
  /** Every answer that came, as text. */
  readonly heard: () => string
}

/**
 * A client of one service, by the URL that it has at that moment. A service that is away for a while is waited for (two minutes), as people do: so a
 * request may come to it twice. Every other status than 2xx throws.
 */
export function clientOf(url: () => string | Promise<string>, token?: () => string | undefined): ServiceClient {
  const answers: string[] = []
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const key = token?.()
    const response = await fetch((await url()) + path, {
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    })
    const text = await response.text()
    answers.push(text)
    const json = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, body: json ? (JSON.parse(text) as unknown) : text }
  }
  const insist = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await eventually(
      async () => {
        const given = await ask(method, path, body)
        // It stops, or its store is away: it says so, and means "later".
        return given.status === 503 ? undefined : given
      },
      () => `${method} ${path} had no answer`,
      { seconds: 120, everyMs: 100 },
    )
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body as T
  }
  return {
    ask,
    get: (path) => insist('GET', path),
    post: (path, body = {}) => insist('POST', path, body),
    delete: (path) => insist('DELETE', path),
    heard: () => answers.join('\n'),
  }
}
