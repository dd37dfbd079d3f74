import type { ActionInput } from '../_aws/shapes/listener-action.ts'
import type { ConditionInput } from '../_aws/shapes/listener-conditions.ts'
import type { ListenerInput, ListenerRuleInput } from '../_aws/shapes/load-balancer.ts'
import type { AttributeReader } from './attribute-reader.ts'
import { besides } from './beside.ts'
import type { State } from './state.ts'

export const listenerTypes = ['aws_lb_listener', 'aws_alb_listener'] as const
export const listenerRuleTypes = ['aws_lb_listener_rule', 'aws_alb_listener_rule'] as const
export const listenerCertificateTypes = ['aws_lb_listener_certificate', 'aws_alb_listener_certificate'] as const

/** The listeners of a load balancer that a state has, with their rules; what is withheld of them is told by `withheld`. */
export function listenersOf(
  state: State,
  balancer: string,
  withheld: (reader: AttributeReader, field: 'listeners' | 'rules') => void,
): readonly ListenerInput[] {
  return besides(state, listenerTypes, 'load_balancer_arn', [balancer]).map((listener) => {
    const arn = listener.required('arn')
    const certificates = besides(state, listenerCertificateTypes, 'listener_arn', [arn])
    const input: ListenerInput = {
      protocol: listener.text('protocol'),
      port: listener.number('port'),
      tlsPolicy: listener.text('ssl_policy'),
      certificate: listener.text('certificate_arn'),
      certificates: certificates.flatMap((one) => one.text('certificate_arn') ?? []),
      clientCertificates: listener.blocks('mutual_authentication')[0]?.text('mode'),
      alpn: listener.text('alpn_policy'),
      actions: listener.blocks('default_action').map(actionOf),
      rules: besides(state, listenerRuleTypes, 'listener_arn', [arn]).map((rule) => {
        const read = ruleOf(rule)
        withheld(rule, 'rules')
        return read
      }),
    }
    withheld(listener, 'listeners')
    return input
  })
}

function ruleOf(rule: AttributeReader): ListenerRuleInput {
  return {
    priority: rule.number('priority') ?? 0,
    conditions: rule.blocks('condition').flatMap(conditionsOf),
    actions: rule.blocks('action').map(actionOf),
  }
}

/** A block of Terraform holds one condition; `http_header` and `query_string` have parts of their own. */
function conditionsOf(block: AttributeReader): readonly ConditionInput[] {
  const plain = [
    ['host_header', 'host-header'],
    ['path_pattern', 'path-pattern'],
    ['http_request_method', 'http-request-method'],
    ['source_ip', 'source-ip'],
  ].flatMap(([name = '', field = '']) => block.blocks(name).map((one) => ({ field, patterns: one.texts('values') })))
  const headers = block.blocks('http_header').map((one) => ({
    ...{ field: 'http-header', header: one.text('http_header_name'), patterns: one.texts('values') },
  }))
  const queries = block.blocks('query_string').map((one) => {
    const [key, value] = [one.text('key'), one.text('value') ?? '']
    return key === undefined ? value : `${key}=${value}`
  })
  return [...plain, ...headers, ...(queries.length === 0 ? [] : [{ field: 'query-string', patterns: queries }])]
}

function actionOf(block: AttributeReader): ActionInput {
  const [forward] = block.blocks('forward')
  const [redirect] = block.blocks('redirect')
  const [response] = block.blocks('fixed_response')
  const [login] = [...block.blocks('authenticate_oidc'), ...block.blocks('authenticate_cognito')]
  const weighed = (forward?.blocks('target_group') ?? []).map((one) => ({
    ...{ group: one.required('arn'), weight: one.number('weight') },
  }))
  const alone = block.text('target_group_arn')
  const targets = weighed.length > 0 || alone === undefined ? weighed : [{ group: alone }]
  const [sticky] = forward?.blocks('stickiness') ?? []
  return {
    type: block.required('type'),
    order: block.number('order'),
    targets,
    sticky: sticky?.flag('enabled') === true && targets.length > 1 ? sticky.number('duration') : undefined,
    ...(redirect === undefined
      ? {}
      : {
          redirect: {
            status: redirect.text('status_code'),
            protocol: redirect.text('protocol'),
            host: redirect.text('host'),
            port: redirect.text('port'),
            path: redirect.text('path'),
            query: redirect.text('query'),
          },
        }),
    ...(response === undefined
      ? {}
      : { response: { status: response.text('status_code'), contentType: response.text('content_type') } }),
    ...(login === undefined
      ? {}
      : { login: { issuer: login.text('issuer'), others: login.text('on_unauthenticated_request') } }),
  }
}
