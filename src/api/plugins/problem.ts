import { STATUS_CODES } from 'node:http'
import type { FastifyError } from 'fastify'
import { EvenkeelError, fail } from '../../errors/catalogue.ts'
import { bodyBytes } from '../limits.ts'
import { statusOf } from './statuses.ts'

/** A problem document (RFC 9457). */
export interface Problem {
  /** Where the code is explained. */
  readonly type: string
  readonly title: string
  readonly status: number
  /** What happened: one sentence. */
  readonly detail: string
  readonly code: string
  /** How to mend it: one sentence. */
  readonly remedy: string
  /** This one occurrence; the log has its id too. */
  readonly instance: string
  /** Where several things were wrong: all of them. */
  readonly problems?: readonly { readonly code: string; readonly detail: string; readonly remedy: string }[]
}

export const problemType = 'application/problem+json; charset=utf-8'

/** An error as it is told to whoever asked. Nothing of an error that is not of the catalogue is told but its request. */
export function problemOf(error: unknown, requestId: string): Problem {
  const errors = knownErrors(error) ?? [fail('api-internal', { request: requestId }, error)]
  const first = errors[0] as EvenkeelError
  const status = statusOf(first.code)
  return {
    type: `/errors#${first.code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: first.message,
    code: first.code,
    remedy: first.remedy,
    instance: `urn:uuid:${requestId}`,
    ...(errors.length > 1
      ? { problems: errors.map(({ code, message, remedy }) => ({ code, detail: message, remedy })) }
      : {}),
  }
}

function knownErrors(error: unknown): readonly EvenkeelError[] | undefined {
  if (error instanceof EvenkeelError) return [error]
  if (error instanceof AggregateError) {
    const inner = error.errors as readonly unknown[]
    return inner.length > 0 && inner.every((one) => one instanceof EvenkeelError) ? inner : undefined
  }
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('FST_'))
    return ofFastify(error as FastifyError)
  return ofWhoAsked(error)
}

/** What a plugin refuses by its status alone: @fastify/static does so with a path that leads out of its folder. */
function ofWhoAsked(error: unknown): readonly EvenkeelError[] | undefined {
  if (!(error instanceof Error) || !('statusCode' in error) || typeof error.statusCode !== 'number') return undefined
  return error.statusCode >= 400 && error.statusCode < 500
    ? [fail('api-request', { problem: 'it is not as HTTP wants it' }, error)]
    : undefined
}

/** What Fastify refuses by itself, in our words. */
function ofFastify(error: FastifyError): readonly EvenkeelError[] | undefined {
  if (error.code === 'FST_ERR_VALIDATION') return [parameterError(error)]
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return [fail('api-too-large', { what: 'The body of the request', most: `${bodyBytes / 1024 / 1024} MiB` }, error)]
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return [fail('api-media-type', { takes: 'application/json' }, error)]
  if (error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return [fail('api-body', { problem: 'it is empty' }, error)]
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY') return [fail('api-body', { problem: 'it is no JSON' }, error)]
  if (error.code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH')
    return [fail('api-body', { problem: 'it is not as long as Content-Length says' }, error)]
  if (error.code === 'FST_ERR_BAD_URL' || error.code === 'FST_ERR_MAX_PARAM_LENGTH')
    return [fail('api-request', { problem: 'its address is not well-formed' }, error)]
  return ofWhoAsked(error)
}

const places: Readonly<Record<string, string>> = {
  body: 'of the body',
  querystring: 'of the query',
  params: 'of the address',
  headers: 'of the headers',
}

/** Names the parameter; its value is not quoted, for it may be anything. */
function parameterError(error: FastifyError): EvenkeelError {
  const where = places[error.validationContext ?? ''] ?? 'of the request'
  const all = error.validation ?? []
  const unknown = all.find(({ keyword }) => keyword === 'additionalProperties')
  if (unknown !== undefined) {
    const { additionalProperties: [name = ''] = [] } = unknown.params as { additionalProperties?: readonly string[] }
    return fail(
      'api-parameter',
      { parameter: quoted(`${pathOf(unknown.instancePath)}${name}`), where, problem: 'is not known here' },
      error,
    )
  }
  const missing = all.find(({ keyword }) => keyword === 'required')
  if (missing !== undefined) {
    const { requiredProperties: [name = ''] = [] } = missing.params as { requiredProperties?: readonly string[] }
    return fail(
      'api-parameter',
      { parameter: quoted(`${pathOf(missing.instancePath)}${name}`), where, problem: 'is missing' },
      error,
    )
  }
  const [first] = all
  if (first === undefined || first.instancePath === '') {
    const problem = `${where === places['body'] ? 'the body' : 'it'} is not of the right form (${first?.message ?? 'unknown'})`
    return where === places['body']
      ? fail('api-body', { problem: problem.replace('the body ', 'it ') }, error)
      : fail('api-request', { problem }, error)
  }
  const { allowedValues } = first.params as { allowedValues?: readonly string[] }
  const problem =
    allowedValues === undefined ? (first.message ?? 'is wrong') : `must be one of: ${allowedValues.join(', ')}`
  return fail('api-parameter', { parameter: quoted(pathOf(first.instancePath).slice(0, -1)), where, problem }, error)
}

/** `/scopes/0` as `scopes.0.`; the root as nothing. */
function pathOf(pointer: string): string {
  return pointer === '' ? '' : `${pointer.slice(1).replaceAll('/', '.')}.`
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 100))
}
