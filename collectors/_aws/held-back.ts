import type { FinalizeRequestMiddleware, RelativeMiddlewareOptions } from '@smithy/types'
import type { RateLimiter } from '../../src/platform/rate-limiter.ts'
import { isThrottled } from './errors.ts'
import { rateOf, type RatedCall } from './rates.ts'
import type { AwsClient } from './service.ts'

/** Whose calls these are. */
export interface Holding {
  readonly limiter: RateLimiter
  /** Of the read; a call that is sent with a signal of its own obeys that one. */
  readonly signal?: AbortSignal | undefined
  readonly call: Omit<RatedCall, 'api'>
}

type Middleware = FinalizeRequestMiddleware<object, object>

interface SentCommand {
  readonly middlewareStack: {
    readonly addRelativeTo: (middleware: Middleware, options: RelativeMiddlewareOptions) => void
  }
}

interface SendOptions {
  readonly abortSignal?: AbortSignal
}

/**
 * The same client, whose calls wait for their turn: every attempt, and before it is signed, because a signature grows old. How each
 * ended is told to the limiter. No collector knows of it.
 */
export function heldBack<Client extends AwsClient>(client: Client, { limiter, signal, call }: Holding): Client {
  const sender = client as unknown as { send: (command: SentCommand, options?: SendOptions) => Promise<unknown> }
  const send = (command: SentCommand, options: SendOptions = {}): Promise<unknown> => {
    const until = options.abortSignal ?? signal ?? new AbortController().signal
    const middleware: Middleware = (next, context) => async (args) => {
      const name = String((context as { readonly commandName?: string }).commandName ?? 'unknown')
      const rate = rateOf({ ...call, api: name.replace(/Command$/, '') })
      await limiter.turn(rate, until)
      try {
        const answer = await next(args)
        limiter.served(rate)
        return answer
      } catch (error) {
        if (isThrottled(error)) limiter.refused(rate)
        throw error
      }
    }
    const place = { relation: 'after', toMiddleware: 'retryMiddleware', name: 'evenkeelTurn' } as const
    command.middlewareStack.addRelativeTo(middleware, place)
    return sender.send(command, options)
  }
  // Everything else is the client's own.
  return Object.create(client, { send: { value: send } }) as Client
}
