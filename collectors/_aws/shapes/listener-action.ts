import { given } from './origin.ts'

/** A target group with its share. */
export interface ForwardTarget {
  /** ARN. */
  readonly group: string
  readonly weight?: number | null | undefined
}

/** One action of a listener or rule, whoever tells it. */
export interface ActionInput {
  /** `forward`, `redirect`, `fixed-response`, `authenticate-oidc`, `authenticate-cognito`, `jwt-validation`. */
  readonly type: string
  readonly order?: number | null | undefined
  readonly targets?: readonly ForwardTarget[] | undefined
  /** Seconds for which a client stays with its target group; undefined where it does not. */
  readonly sticky?: number | null | undefined
  readonly redirect?: {
    readonly status?: string | null | undefined
    readonly protocol?: string | null | undefined
    readonly host?: string | null | undefined
    readonly port?: string | null | undefined
    readonly path?: string | null | undefined
    readonly query?: string | null | undefined
  }
  readonly response?: { readonly status?: string | null | undefined; readonly contentType?: string | null | undefined }
  readonly login?: {
    readonly issuer?: string | null | undefined
    /** What becomes of who is not logged in: `authenticate`, `allow`, `deny`. */
    readonly others?: string | null | undefined
  }
}

/** What becomes of a request. */
export interface Answer {
  readonly action: string | undefined
  readonly targets: readonly string[] | undefined
  readonly weights: string | undefined
}

/**
 * The actions as one answer. Client ids and secrets of a login, user pools and the text of a fixed response are left out: they are the
 * environment's own, or may hold anything.
 */
export function answerOf(inputs: readonly ActionInput[]): Answer {
  const actions = [...inputs].sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
  const targets = actions.flatMap((action) => action.targets ?? [])
  return {
    action: given(actions.map(words).join(', ')),
    targets: targets.length === 0 ? undefined : [...new Set(targets.map(({ group }) => group))].sort(),
    weights: targets.length < 2 ? undefined : weightsOf(targets),
  }
}

function weightsOf(targets: readonly ForwardTarget[]): string {
  return targets
    .map(({ weight }) => weight ?? 1)
    .sort((a, b) => a - b)
    .join('/')
}

function words(action: ActionInput): string {
  if (action.redirect !== undefined) return redirectWords(action.redirect)
  if (action.response !== undefined) {
    return ['fixed-response', given(action.response.status), given(action.response.contentType)]
      .filter(isText)
      .join(' ')
  }
  if (action.login !== undefined) {
    const others = given(action.login.others) ?? 'authenticate'
    return [action.type, given(action.login.issuer), `(else ${others})`].filter(isText).join(' ')
  }
  const sticky = action.sticky ?? undefined
  return sticky === undefined ? action.type : `${action.type} sticky for ${sticky} s`
}

/** What is not given stays as in the request: `#{host}` in the API's words, `<host>` in ours. */
function redirectWords(redirect: NonNullable<ActionInput['redirect']>): string {
  const { protocol, host, port, path, query } = redirect
  const target = [
    `${given(protocol) ?? '#{protocol}'}://${given(host) ?? '#{host}'}:${given(port) ?? '#{port}'}`,
    given(path) ?? '/#{path}',
    query === undefined || query === null ? '?#{query}' : query === '' ? '' : `?${query}`,
  ].join('')
  return `redirect ${(given(redirect.status) ?? '').replace('HTTP_', '')} to ${target.replaceAll(/#\{(\w+)\}/g, '<$1>')}`
}

function isText(text: string | undefined): text is string {
  return text !== undefined
}
