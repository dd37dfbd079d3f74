import type {
  LoadBalancerAttributes,
  LoadBalancerDescription,
  PolicyDescription,
  Tag,
} from '@aws-sdk/client-elastic-load-balancing'
import type { Pointer } from '../../src/model/pointer.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { classicBalancerResource } from '../_aws/shapes/classic-balancer.ts'

/** The account and region that were asked. */
export interface Place {
  readonly account: string | undefined
  readonly region: string
}

/** What only the attributes tell. */
export const attributeFields: readonly Pointer[] = [
  '/accessLogs',
  '/attributes',
  '/crossZone',
  '/desync',
  '/idleTimeout',
]

/** What only the policies tell. */
export const policyFields: readonly Pointer[] = ['/attributes', '/listeners/*/tlsPolicy', '/listeners/*/tlsLeast']

/** A classic load balancer with what must be asked for on its own; undefined: not known. */
export interface ClassicParts {
  readonly balancer: LoadBalancerDescription
  readonly tags: readonly Tag[] | undefined
  readonly attributes: LoadBalancerAttributes | undefined
  readonly policies: readonly PolicyDescription[] | undefined
}

/** A classic load balancer as a `load-balancer`; nothing for one without a name. */
export function normaliseBalancer(
  { balancer, tags, attributes, policies }: ClassicParts,
  place: Place,
): readonly CollectedResource[] {
  const { LoadBalancerName: name, HealthCheck: check } = balancer
  if (name === undefined) return []
  const draining = attributes?.ConnectionDraining
  return [
    classicBalancerResource({
      name,
      account: place.account,
      region: place.region,
      tags,
      scheme: balancer.Scheme,
      network: balancer.VPCId,
      zones: balancer.AvailabilityZones,
      firewalls: balancer.SecurityGroups,
      dnsName: balancer.DNSName,
      listeners: (balancer.ListenerDescriptions ?? []).map(({ Listener: listener, PolicyNames: names }) => ({
        protocol: listener?.Protocol,
        port: listener?.LoadBalancerPort,
        to: { protocol: listener?.InstanceProtocol, port: listener?.InstancePort },
        certificate: listener?.SSLCertificateId,
        policies: names ?? [],
      })),
      policies: policies?.map((policy) => ({
        name: policy.PolicyName ?? '',
        type: policy.PolicyTypeName ?? '',
        values: (policy.PolicyAttributeDescriptions ?? []).map(
          ({ AttributeName: key = '', AttributeValue: value = '' }) => [key, value] as const,
        ),
      })),
      check: {
        target: check?.Target,
        interval: check?.Interval,
        timeout: check?.Timeout,
        healthy: check?.HealthyThreshold,
        unhealthy: check?.UnhealthyThreshold,
      },
      settings: attributes && {
        crossZone: attributes.CrossZoneLoadBalancing?.Enabled,
        accessLogs: attributes.AccessLog?.Enabled,
        idleTimeout: attributes.ConnectionSettings?.IdleTimeout,
        draining: draining?.Enabled === true ? draining.Timeout : undefined,
        desync: attributes.AdditionalAttributes?.find(({ Key }) => Key === 'elb.http.desyncmitigationmode')?.Value,
      },
    }),
  ]
}
