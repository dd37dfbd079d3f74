import { afterEach, describe, expect, it } from 'vitest'
import { classicBalancerResource } from '../../../collectors/_aws/shapes/classic-balancer.ts'
import { awsElb } from '../../../collectors/aws-elb/collector.ts'
import { assign } from '../../../src/collect/tasks.ts'
import { awsWorld, type AwsWorld } from '../../support/aws-world.ts'
import { source } from '../../support/fake-collector.ts'
import { byId, plain, readCollector } from '../../support/read-collector.ts'
import type { Fault } from '../../support/replay-server.ts'
import { collectors } from '../../support/collectors.ts'

let world: AwsWorld | undefined

async function read(...faults: readonly Fault[]) {
  world = await awsWorld({ faults })
  return readCollector(awsElb, world)
}

afterEach(async () => {
  await world?.close()
  world = undefined
})

const id = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/shop-production-legacy'
const api = (name: string): string => `elasticloadbalancing:${name}`
const gone = { code: 'LoadBalancerNotFound', status: 400 } as const

describe('aws-elb', () => {
  it('reads classic load balancers of all pages, without those of a cluster', async () => {
    const outcome = await read()
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    expect(outcome.resources.map((one) => one.id)).toEqual([id])
    expect(byId(outcome, id)).toMatchObject({
      name: 'shop-production-legacy',
      identifiers: [id, 'shop-production-legacy-1234567890.eu-west-1.elb.amazonaws.com', 'shop-production-legacy'],
      tags: { Service: 'web' },
    })
  })

  it('tells listeners, health check, cookies and attributes', async () => {
    expect(plain(byId(await read(), id).attributes)).toEqual({
      ...{ type: 'classic', scheme: 'internet-facing', network: 'vpc-0aaa0000000000001', zones: 2 },
      firewalls: ['sg-0aaa0000000000001'],
      dnsName: 'shop-production-legacy-1234567890.eu-west-1.elb.amazonaws.com',
      ...{ crossZone: true, accessLogs: true, idleTimeout: 60, desync: 'defensive' },
      attributes: [
        { name: 'deregistration_delay.timeout_seconds', value: '300' },
        { name: 'health_check.healthy_threshold', value: '10' },
        { name: 'health_check.interval_seconds', value: '30' },
        { name: 'health_check.target', value: 'HTTP:8080/health' },
        { name: 'health_check.timeout_seconds', value: '5' },
        { name: 'health_check.unhealthy_threshold', value: '2' },
        { name: 'stickiness of HTTPS:443', value: 'lb_cookie 3600' },
      ],
      listeners: [
        { listener: 'HTTP:80', action: 'forward to HTTP:8081' },
        {
          listener: 'HTTPS:443',
          tlsPolicy: 'ELBSecurityPolicy-TLS-1-2-2017-01',
          tlsLeast: '1.2',
          certificate: 'arn:aws:acm:eu-west-1:111111111111:certificate/00000000-0000-4000-8000-000000000001',
          action: 'forward to HTTP:8080',
        },
      ],
      rules: [],
    })
  })

  it.each([
    [api('DescribeLoadBalancerAttributes'), '/idleTimeout'],
    [api('DescribeLoadBalancerPolicies'), '/listeners/*/tlsPolicy'],
  ])('says what is unknown where %s is denied', async (action, field) => {
    const outcome = await read({ action, does: 'denied' })
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown).toMatchObject([{ id, fields: expect.arrayContaining([field, '/attributes']) as string[] }])
    expect(plain(byId(outcome, id).attributes)).not.toHaveProperty('attributes')
  })

  it('leaves out one that was deleted meanwhile, and keeps the others where its tags are asked for', async () => {
    const without = await read({ action: api('DescribeLoadBalancerAttributes'), does: gone })
    expect([without.errors, without.unknown, without.resources]).toEqual([[], [], []])
    await world?.close()
    const untagged = await read({ action: api('DescribeTags'), does: gone })
    expect([untagged.errors, untagged.unknown]).toEqual([[], []])
  })

  it('is asked whatever the source says: nobody stands in for it', () => {
    const readers = (settings: object): readonly string[] =>
      assign([source('aws', { settings })], collectors)
        .filter(
          ({ reads, wants }) =>
            wants('load-balancer') &&
            reads.some((one) => one.produces.some(({ id: kind }) => kind === 'load-balancer')),
        )
        .map(({ collector }) => collector.id)
        .sort()
    expect(readers({})).toEqual(['aws-elb', 'aws-elbv2'])
    expect(readers({ source: 'config' })).toEqual(['aws-config', 'aws-elb'])
  })
})

describe('a TLS policy of a classic load balancer', () => {
  const tlsOf = (values: readonly (readonly [string, string])[]): unknown => {
    const listener = { protocol: 'SSL', port: 443, to: { protocol: 'TCP', port: 443 }, policies: ['own'] }
    const policies = [{ name: 'own', type: 'SSLNegotiationPolicyType', values }]
    const { attributes } = classicBalancerResource({ name: 'x', listeners: [listener], policies, check: {} })
    return plain(
      (attributes as { readonly listeners?: readonly { readonly tlsPolicy?: string }[] }).listeners?.[0]?.tlsPolicy,
    )
  }

  it('is one of the provider’s, or what somebody chose', () => {
    expect(
      tlsOf([
        ['Reference-Security-Policy', 'ELBSecurityPolicy-2016-08'],
        ['Protocol-TLSv1', 'true'],
      ]),
    ).toBe('ELBSecurityPolicy-2016-08')
    expect(
      tlsOf([
        ['Protocol-TLSv1.2', 'true'],
        ['Protocol-TLSv1', 'false'],
        ['AES256-SHA', 'true'],
      ]),
    ).toBe('custom AES256-SHA Protocol-TLSv1.2')
    expect(tlsOf([])).toBe('own')
  })
})
