import type { Listener, LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { CollectedResource } from '../../src/model/resource.ts'
import { isMadeByController } from '../_aws/made-by-controller.ts'
import { describedAction } from '../_aws/shapes/described-listener.ts'
import { loadBalancerResource, type ListenerInput } from '../_aws/shapes/load-balancer.ts'
import type { Beside, RowContext } from './recorded-type.ts'
import type { ConfigRow } from './row.ts'
import { accountOf, wordOf, wordsOf } from './values.ts'

const listenerType = 'AWS::ElasticLoadBalancingV2::Listener'

/** Listeners are recorded for themselves. */
export const listenersBeside: Beside = {
  type: listenerType,
  fields: ['/listeners'],
  keys: ({ configuration }) => {
    const { LoadBalancerArn: arn } = configuration as Listener
    return arn === undefined ? [] : [arn]
  },
}

/** Rules cannot be recorded at all, attributes are not kept. Source: aws-config-resource-schema, AWS::ElasticLoadBalancingV2::*. */
export const unrecordedOfBalancers = [
  ...['rules', 'order', 'listeners/*/certificates', 'listeners/*/clientCertificates', 'accessLogs', 'attributes'],
  ...['clientRouting', 'connectionLogs', 'crossZone', 'deletionProtection', 'desync', 'firewallFailOpen'],
  ...['forwardedFor', 'forwardedPort', 'hostHeader', 'http2', 'idleTimeout', 'invalidHeaders', 'keepAlive'],
  ...['tlsHeaders', 'zonalShift'],
].map((field) => `/${field}`)

/** A recorded load balancer as a `load-balancer`; nothing for what a controller of a cluster made. */
export function normaliseLoadBalancer(
  { configuration, id, account, region, tags }: ConfigRow,
  context: RowContext,
): readonly CollectedResource[] {
  const balancer = configuration as LoadBalancer
  const { LoadBalancerName: name, LoadBalancerArn: arn = id } = balancer
  const made = isMadeByController(
    name,
    Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  )
  if (name === undefined || balancer.State?.Code === 'failed' || made) return []
  return [
    loadBalancerResource({
      ...{ arn, name, region, tags },
      account: accountOf(arn) ?? account,
      type: wordOf(balancer.Type),
      scheme: wordOf(balancer.Scheme),
      addressType: wordOf(balancer.IpAddressType),
      network: balancer.VpcId,
      zones: (balancer.AvailabilityZones ?? []).flatMap(({ ZoneName: zone }) => zone ?? []),
      firewalls: wordsOf(balancer.SecurityGroups),
      dnsName: balancer.DNSName,
      settings: {},
      listeners: context.beside(listenerType, arn)?.map((row) => listenerInput(row.configuration)),
    }),
  ]
}

function listenerInput(listener: Listener): ListenerInput {
  const certificates = listener.Certificates ?? []
  return {
    protocol: listener.Protocol,
    port: listener.Port,
    tlsPolicy: listener.SslPolicy,
    certificate: (certificates.find((one) => one.IsDefault === true) ?? certificates[0])?.CertificateArn,
    alpn: listener.AlpnPolicy?.[0],
    actions: (listener.DefaultActions ?? []).map(describedAction),
  }
}
