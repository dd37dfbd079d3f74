import { afterEach, describe, expect, it } from 'vitest'
import { awsElbv2 } from '../../../collectors/aws-elbv2/collector.ts'
import { needsOf, type Collector } from '../../../src/collect/contract.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import { plain, readCollector } from '../../support/read-collector.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

async function read(...faults: readonly Fault[]) {
  world = await awsWorld({ faults })
  return readCollector(awsElbv2, world)
}

type Outcome = Awaited<ReturnType<typeof read>>

const names = (outcome: Outcome, kind: string): readonly (string | undefined)[] =>
  outcome.resources.filter((one) => one.kind === kind).map((one) => one.name)

function named(outcome: Outcome, kind: string, name: string) {
  const found = outcome.resources.find((one) => one.kind === kind && one.name === name)
  if (found === undefined) throw new Error(`no ${kind} ${name}`)
  return found
}

const arn = (rest: string): string => `arn:aws:elasticloadbalancing:eu-west-1:111111111111:${rest}`
const group = (name: string, end: string): string => arn(`targetgroup/shop-production-${name}/73e2d6bc24d8a0${end}`)
const certificate = (end: string): string =>
  `arn:aws:acm:eu-west-1:111111111111:certificate/00000000-0000-4000-8000-00000000000${end}`

const api = (name: string): string => `elasticloadbalancing:${name}`

afterEach(() => world.close())

describe('aws-elbv2', () => {
  it('reads all pages, without what a controller of a cluster made', async () => {
    const outcome = await read()
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    expect(names(outcome, 'load-balancer')).toEqual(['shop-production-web', 'shop-production-feed'])
    expect(names(outcome, 'target-group')).toEqual([
      'shop-production-web',
      'shop-production-admin',
      'shop-production-feed',
    ])
  })

  it('tells all of a load balancer: attributes, listeners, rules', async () => {
    const found = named(await read(), 'load-balancer', 'shop-production-web')
    expect(plain(found)).toEqual({
      kind: 'load-balancer',
      id: arn('loadbalancer/app/shop-production-web/50dc6c495c0c9188'),
      name: 'shop-production-web',
      address: 'shop-production/WebBalancer',
      identifiers: [
        arn('loadbalancer/app/shop-production-web/50dc6c495c0c9188'),
        'shop-production-web-1234567890.eu-west-1.elb.amazonaws.com',
      ],
      account: '111111111111',
      region: 'eu-west-1',
      tags: { Service: 'storefront' },
      attributes: {
        type: 'application',
        scheme: 'internet-facing',
        addressType: 'ipv4',
        network: 'vpc-0aaa0000000000001',
        zones: 2,
        firewalls: ['sg-0aaa0000000000001'],
        dnsName: 'shop-production-web-1234567890.eu-west-1.elb.amazonaws.com',
        deletionProtection: true,
        crossZone: true,
        idleTimeout: 120,
        keepAlive: 3600,
        http2: true,
        invalidHeaders: 'drop',
        desync: 'defensive',
        forwardedFor: 'append',
        forwardedPort: false,
        hostHeader: 'rewrite',
        tlsHeaders: false,
        firewallFailOpen: false,
        accessLogs: true,
        connectionLogs: false,
        zonalShift: false,
        attributes: [{ name: 'health_check_logs.s3.enabled', value: 'false' }],
        listeners: [
          { listener: 'HTTP:80', action: 'redirect 301 to HTTPS://<host>:443/<path>?<query>' },
          {
            listener: 'HTTPS:443',
            tlsPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
            tlsLeast: '1.2',
            certificate: certificate('a'),
            certificates: [certificate('b')],
            clientCertificates: 'off',
            action: 'forward',
            targets: [group('web', '67')],
          },
        ],
        rules: [
          {
            listener: 'HTTPS:443',
            conditions: 'host-header admin.shop.example',
            priority: 10,
            action: 'authenticate-oidc https://login.shop.example (else authenticate), forward',
            targets: [group('admin', '68')],
          },
          {
            listener: 'HTTPS:443',
            conditions: 'http-header x-origin-verify (withheld); path-pattern /v1/* or /v2/*',
            priority: 20,
            action: 'forward',
            targets: [group('admin', '68'), group('web', '67')],
            weights: '10/90',
          },
          {
            listener: 'HTTPS:443',
            conditions: 'path-pattern /health',
            priority: 30,
            action: 'fixed-response 200 text/plain',
          },
        ],
        order: [
          'HTTPS:443: host-header admin.shop.example before http-header x-origin-verify (withheld); path-pattern /v1/* or /v2/*',
          'HTTPS:443: host-header admin.shop.example before path-pattern /health',
        ],
      },
    })
  })

  it('knows what a network load balancer lacks, and an old TLS policy', async () => {
    const outcome = await read()
    const { attributes } = named(outcome, 'load-balancer', 'shop-production-feed')
    expect(attributes).toMatchObject({ type: 'network', zones: 3, crossZone: false, firewalls: [], rules: [] })
    expect(plain(attributes['listeners'])).toEqual([
      {
        listener: 'TLS:9443',
        tlsPolicy: 'ELBSecurityPolicy-2016-08',
        tlsLeast: '1.0',
        certificate: certificate('a'),
        action: 'forward',
        targets: [group('feed', '69')],
      },
    ])
    expect(attributes['http2']).toBeUndefined()
    const rulesAsked = world.replay.requests.filter(({ action }) => action === api('DescribeRules'))
    expect(rulesAsked.every(({ parameters }) => parameters['ListenerArn']?.includes('/app/'))).toBe(true)
  })

  it('tells all of a target group; the duration of a cookie only where cookies bind', async () => {
    const outcome = await read()
    expect(plain(named(outcome, 'target-group', 'shop-production-web').attributes)).toEqual({
      type: 'ip',
      protocol: 'HTTP',
      protocolVersion: 'HTTP1',
      port: 8080,
      addressType: 'ipv4',
      network: 'vpc-0aaa0000000000001',
      healthCheck: true,
      healthProtocol: 'HTTP',
      healthPort: 'traffic-port',
      healthPath: '/healthz',
      healthMatcher: '200-204',
      healthInterval: 10,
      healthTimeout: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
      deregistrationDelay: 30,
      slowStart: 0,
      stickiness: 'lb_cookie',
      stickinessDuration: 86400,
      algorithm: 'round_robin',
      crossZone: 'use_load_balancer_configuration',
      attributes: [{ name: 'load_balancing.algorithm.anomaly_mitigation', value: 'off' }],
    })
    const { attributes } = named(outcome, 'target-group', 'shop-production-feed')
    expect(attributes).toMatchObject({ stickiness: 'off', preserveClientAddress: true, proxyProtocol: false })
    expect(attributes['stickinessDuration']).toBeUndefined()
  })

  it.each([
    ['DescribeLoadBalancerAttributes', '/idleTimeout', 'idleTimeout'],
    ['DescribeListeners', '/listeners', 'listeners'],
    ['DescribeRules', '/rules', 'rules'],
    ['DescribeListenerCertificates', '/listeners/*/certificates', undefined],
  ] as const)('without %s its fields alone are unknown', async (name, field, attribute) => {
    const outcome = await read({ action: api(name), does: 'denied' })
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown.length).toBeGreaterThan(0)
    for (const one of outcome.unknown) expect(one).toMatchObject({ kind: 'load-balancer' })
    expect(outcome.unknown.flatMap(({ fields }) => fields)).toContain(field)
    const { attributes } = named(outcome, 'load-balancer', 'shop-production-web')
    expect(attributes).toMatchObject({ type: 'application' })
    if (attribute !== undefined) expect(attributes[attribute]).toBeUndefined()
  })

  it('where tags are denied, tells by the name what a controller made, and the kinds are partial', async () => {
    const outcome = await read({ action: api('DescribeTags'), does: 'denied' })
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown).toMatchObject([
      { kind: 'load-balancer', fields: [] },
      { kind: 'load-balancer', fields: [] },
      { kind: 'target-group', fields: [] },
      { kind: 'target-group', fields: [] },
    ])
    expect(names(outcome, 'load-balancer')).toEqual(['shop-production-web', 'shop-production-feed'])
    expect(names(outcome, 'target-group')).toHaveLength(3)
  })

  it('does not fail for what was deleted while it read', async () => {
    const gone = (code: string, action: string, match: Readonly<Record<string, string>>) => ({
      ...{ action: api(action), match: { ...match, PageSize: '400' }, status: 400 },
      body: [
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>gone</Message></Error></ErrorResponse>`,
      ],
    })
    const balancer = arn('loadbalancer/net/shop-production-feed/50dc6c495c0c9190')
    world = await awsWorld({
      recordings: [
        ...shopRecordings.filter(
          ({ action, match }) =>
            action !== api('DescribeLoadBalancerAttributes') || match?.['LoadBalancerArn'] !== balancer,
        ),
        { ...gone('LoadBalancerNotFound', 'DescribeLoadBalancerAttributes', {}), match: { LoadBalancerArn: balancer } },
        gone('LoadBalancerNotFound', 'DescribeListeners', { LoadBalancerArn: balancer }),
      ],
    })
    const outcome = await readCollector(awsElbv2, world)
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    expect(names(outcome, 'load-balancer')).toEqual(['shop-production-web'])
  })

  it('asks for the tags of twenty at a time, and never for more than it needs', async () => {
    await read()
    const calls = (name: string): number => world.replay.requests.filter(({ action }) => action === api(name)).length
    expect(
      ['DescribeLoadBalancers', 'DescribeTags', 'DescribeLoadBalancerAttributes', 'DescribeListeners'].map(calls),
    ).toEqual([2, 4, 2, 3])
    expect(['DescribeRules', 'DescribeListenerCertificates', 'DescribeTargetGroupAttributes'].map(calls)).toEqual([
      3, 2, 3,
    ])
  })

  it('needs exactly what it calls, and only reads', async () => {
    await read()
    expect(world.replay.actions().filter((action) => !action.startsWith('sts:'))).toEqual(
      needsOf(awsElbv2 as unknown as Collector),
    )
  })

  it.each([
    ['denied', 'collect-denied'],
    ['throttled', 'collect-throttled'],
    ['html-error', 'collect-malformed'],
    ['no-list', 'collect-malformed'],
    ['repeated-token', 'collect-malformed'],
    ['server-error', 'collect-failed'],
    ['reset', 'collect-unreachable'],
  ] as const)('tells %s as %s, for target groups alone', async (does, code) => {
    const outcome = await read({ action: api('DescribeTargetGroups'), does })
    expect(outcome.errors).toMatchObject([{ code }])
    expect(names(outcome, 'load-balancer')).toHaveLength(2)
  })
})
