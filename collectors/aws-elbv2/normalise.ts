import type {
  Certificate,
  Listener,
  LoadBalancer,
  LoadBalancerAttribute,
  Rule,
  RuleCondition,
  RuleTransform,
  Tag,
  TargetGroup,
  TargetGroupAttribute,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { CollectedResource } from '../../src/model/resource.ts'
import { describedAction } from '../_aws/shapes/described-listener.ts'
import type { ActionInput } from '../_aws/shapes/listener-action.ts'
import { regularExpression, type ConditionInput } from '../_aws/shapes/listener-conditions.ts'
import {
  balancerSettings,
  furtherAttributes,
  groupSettings,
  type NamedValues,
} from '../_aws/shapes/load-balancer-attributes.ts'
import { loadBalancerResource, type ListenerInput, type ListenerRuleInput } from '../_aws/shapes/load-balancer.ts'
import { targetGroupResource } from '../_aws/shapes/target-group.ts'

/** The account and region that were asked. */
export interface Place {
  readonly account: string | undefined
  readonly region: string
}

/** A listener with what must be asked for on its own; undefined: not known. */
export interface ListenerParts {
  readonly listener: Listener
  readonly certificates: readonly Certificate[] | undefined
  readonly rules: readonly Rule[] | undefined
}

/** A load balancer with what must be asked for on its own; undefined: not known. */
export interface LoadBalancerParts {
  readonly balancer: LoadBalancer
  readonly tags: readonly Tag[] | undefined
  readonly attributes: readonly LoadBalancerAttribute[] | undefined
  readonly listeners: readonly ListenerParts[] | undefined
}

/** A load balancer as a `load-balancer`; nothing for one without an identity. */
export function normaliseLoadBalancer(parts: LoadBalancerParts, place: Place): readonly CollectedResource[] {
  const { balancer } = parts
  const { LoadBalancerArn: arn, LoadBalancerName: name } = balancer
  if (arn === undefined || name === undefined) return []
  const values = named(parts.attributes)
  return [
    loadBalancerResource({
      arn,
      name,
      account: accountOf(arn) ?? place.account,
      region: place.region,
      tags: parts.tags,
      type: balancer.Type,
      scheme: balancer.Scheme,
      addressType: balancer.IpAddressType,
      network: balancer.VpcId,
      zones: balancer.AvailabilityZones?.map((zone) => zone.ZoneName ?? '').filter((zone) => zone !== ''),
      firewalls: balancer.SecurityGroups ?? [],
      dnsName: balancer.DNSName,
      settings:
        values === undefined ? {} : { ...balancerSettings(values), attributes: furtherAttributes(values, 'balancer') },
      listeners: parts.listeners?.map(listenerInput),
    }),
  ]
}

/** A target group as a `target-group`; nothing for one without an identity. */
export function normaliseTargetGroup(
  group: TargetGroup,
  parts: {
    readonly tags: readonly Tag[] | undefined
    readonly attributes: readonly TargetGroupAttribute[] | undefined
  },
  place: Place,
): readonly CollectedResource[] {
  const { TargetGroupArn: arn, TargetGroupName: name } = group
  if (arn === undefined || name === undefined) return []
  const values = named(parts.attributes)
  return [
    targetGroupResource({
      arn,
      name,
      account: accountOf(arn) ?? place.account,
      region: place.region,
      tags: parts.tags,
      type: group.TargetType,
      protocol: group.Protocol,
      protocolVersion: group.ProtocolVersion,
      port: group.Port,
      addressType: group.IpAddressType,
      network: group.VpcId,
      health: {
        enabled: group.HealthCheckEnabled,
        protocol: group.HealthCheckProtocol,
        port: group.HealthCheckPort,
        path: group.HealthCheckPath,
        matcher: group.Matcher?.HttpCode ?? group.Matcher?.GrpcCode,
        interval: group.HealthCheckIntervalSeconds,
        timeout: group.HealthCheckTimeoutSeconds,
        healthy: group.HealthyThresholdCount,
        unhealthy: group.UnhealthyThresholdCount,
      },
      settings:
        values === undefined ? {} : { ...groupSettings(values), attributes: furtherAttributes(values, 'group') },
    }),
  ]
}

function listenerInput({ listener, certificates, rules }: ListenerParts): ListenerInput {
  return {
    protocol: listener.Protocol,
    port: listener.Port,
    tlsPolicy: listener.SslPolicy,
    certificate: listener.Certificates?.[0]?.CertificateArn,
    certificates: certificates?.flatMap(({ CertificateArn: arn }) => (arn === undefined ? [] : [arn])),
    clientCertificates: listener.MutualAuthentication?.Mode,
    alpn: listener.AlpnPolicy?.[0],
    actions: (listener.DefaultActions ?? []).map(describedAction),
    rules: rules?.filter(({ IsDefault }) => IsDefault !== true).map(ruleInput),
  }
}

function ruleInput(rule: Rule): ListenerRuleInput {
  const actions = (rule.Actions ?? []).map(describedAction)
  return {
    priority: Number(rule.Priority ?? 0),
    conditions: (rule.Conditions ?? []).map(conditionInput),
    actions: [...(rule.Transforms ?? []).map(transformInput), ...actions],
  }
}

/** A path or host that is rewritten on the way comes before what is done with the request. */
function transformInput(transform: RuleTransform): ActionInput {
  const config = transform.UrlRewriteConfig ?? transform.HostHeaderRewriteConfig
  const rewrites = (config?.Rewrites ?? []).map(({ Regex, Replace }) => `${Regex} to ${Replace}`)
  return {
    type: [transform.Type ?? 'transform', rewrites.join(' or ')].filter((word) => word !== '').join(' '),
    order: -1,
  }
}

function conditionInput(condition: RuleCondition): ConditionInput {
  const { HttpHeaderConfig: header, QueryStringConfig: query } = condition
  const config =
    condition.HostHeaderConfig ??
    condition.PathPatternConfig ??
    header ??
    condition.HttpRequestMethodConfig ??
    condition.SourceIpConfig
  const pairs = query?.Values?.map(({ Key, Value }) => (Key === undefined ? `${Value}` : `${Key}=${Value}`))
  const expressions = [
    ...(condition.RegexValues ?? []),
    ...(condition.HostHeaderConfig?.RegexValues ?? []),
    ...(condition.PathPatternConfig?.RegexValues ?? []),
    ...(header?.RegexValues ?? []),
  ]
  return {
    field: condition.Field ?? '',
    header: header?.HttpHeaderName,
    patterns: [
      ...(pairs ?? config?.Values ?? condition.Values ?? []),
      ...expressions.map((expression) => `${regularExpression}${expression}`),
    ],
  }
}

function named(
  attributes: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): NamedValues | undefined {
  return attributes === undefined
    ? undefined
    : new Map(attributes.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value] as const])))
}

/** The account in `arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/...`. */
function accountOf(arn: string): string | undefined {
  const account = arn.split(':')[4]
  return account === '' ? undefined : account
}
