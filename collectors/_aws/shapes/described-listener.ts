import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { ActionInput } from './listener-action.ts'

/** An action of a listener or a rule, in the words of Elastic Load Balancing. */
export function describedAction(action: Action): ActionInput {
  const { ForwardConfig: forward, RedirectConfig: redirect, FixedResponseConfig: response } = action
  const login = action.AuthenticateOidcConfig ?? action.AuthenticateCognitoConfig
  const own = action.TargetGroupArn === undefined ? [] : [{ TargetGroupArn: action.TargetGroupArn, Weight: undefined }]
  const groups = forward?.TargetGroups ?? own
  const sticky = forward?.TargetGroupStickinessConfig
  return {
    type: action.Type ?? 'forward',
    order: action.Order,
    targets: groups.flatMap(({ TargetGroupArn: group, Weight: weight }) =>
      group === undefined ? [] : [{ group, weight }],
    ),
    // With one target group there is nothing to stay with.
    sticky: sticky?.Enabled === true && groups.length > 1 ? sticky.DurationSeconds : undefined,
    ...(redirect === undefined
      ? {}
      : {
          redirect: {
            status: redirect.StatusCode,
            protocol: redirect.Protocol,
            host: redirect.Host,
            port: redirect.Port,
            path: redirect.Path,
            query: redirect.Query,
          },
        }),
    ...(response === undefined ? {} : { response: { status: response.StatusCode, contentType: response.ContentType } }),
    ...(login === undefined
      ? {}
      : { login: { issuer: action.AuthenticateOidcConfig?.Issuer, others: login.OnUnauthenticatedRequest } }),
  }
}
