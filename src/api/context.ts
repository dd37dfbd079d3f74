import type {
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
  FastifyBaseLogger,
} from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { TokenScope } from '../model/token.ts'
import type { ApiLimits, ApiParts } from './contract.ts'
import type { GateAnswers } from './gate/answers.ts'
import type { GateLog } from './gate/log.ts'
import type { Verdicts } from './gate/verdicts.ts'
import type { Names } from './names.ts'
import type { Watch } from './progress/watch.ts'
import type { Actor, Identifier } from './tokens/identify.ts'
import type { UsedTokens } from './tokens/used.ts'

/** What every route may use. */
export interface ApiContext {
  readonly parts: ApiParts
  readonly limits: ApiLimits
  readonly names: Names
  readonly identifier: Identifier
  readonly usedTokens: UsedTokens
  readonly verdicts: Verdicts
  readonly answers: GateAnswers
  readonly gateLog: GateLog
  readonly watch: Watch
}

/** Fastify with our schemas' types. */
export type Api = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a token needs for it; `open`: nothing, not even a token. Every route says it. */
    readonly scope?: TokenScope | 'open'
  }
  interface FastifyRequest {
    /** Who asks. On an open route: whoever. */
    actor: Actor
    /** Under which name its requests are counted, and how many of them there may be in a minute. */
    limited: { readonly key: string; readonly max: number } | undefined
  }
}
