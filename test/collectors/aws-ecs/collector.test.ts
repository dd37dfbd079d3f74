import { afterEach, describe, expect, it } from 'vitest'
import { awsEcs } from '../../../collectors/aws-ecs/collector.ts'
import { awsWorld, type AwsWorld } from '../../support/aws-world.ts'
import { byId, plain, readCollector } from '../../support/read-collector.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

async function read(faults: readonly Fault[] = [], settings: Readonly<Record<string, unknown>> = {}) {
  world = await awsWorld({ faults, settings })
  return readCollector(awsEcs, world)
}

afterEach(() => world.close())

const arn = 'arn:aws:ecs:eu-west-1:111111111111'
const api = `${arn}:service/shop-production/shop-production-api`
const worker = `${arn}:service/shop-production/shop-production-worker`

describe('aws-ecs', () => {
  it('reads clusters and services, without those of Batch, an unused default and what is draining', async () => {
    const outcome = await read()
    expect(outcome.errors).toEqual([])
    expect(outcome.resources.map(({ id }) => id)).toEqual([`${arn}:cluster/shop-production`, api, worker])
  })

  it('tells what the revision says that runs now, and asks for it once', async () => {
    const { attributes } = byId(await read(), api)
    expect(plain(attributes)).toMatchObject({
      type: 'Service',
      desired: 4,
      strategy: 'RollingUpdate',
      launchType: 'FARGATE',
      rollback: true,
      publicAddress: false,
      cpu: 500,
      memory: 1024,
      ephemeralStorage: 30,
      architecture: 'ARM64',
      volumes: ['data efs'],
      loadBalancers: [{ container: 'api', port: 8080 }],
      role: 'arn:aws:iam::111111111111:role/shop-production-api',
    })
    expect(plain(attributes['containers'])).toMatchObject([
      { name: 'api', tag: '1.8.2', command: 'node server.js', cpuRequest: 250, memoryLimit: 768, ports: ['8080/tcp'] },
      { name: 'proxy', image: 'docker.io/envoyproxy/envoy', tag: 'v1.30.1', essential: false },
    ])
    const asked = world.replay.requests.filter(({ action }) => action === 'ecs:DescribeTaskDefinition')
    expect(asked).toHaveLength(1)
  })

  it('says how many are wanted where nothing scales a service, and where something does, only that', async () => {
    const outcome = await read()
    expect(byId(outcome, api).attributes).toMatchObject({ autoscaled: true, desired: 4, replicas: undefined })
    expect(byId(outcome, worker).attributes).toMatchObject({ autoscaled: undefined, desired: 2, replicas: 2 })
  })

  it('does not know how many are wanted where it may not see what is scaled', async () => {
    const outcome = await read([{ action: 'application-autoscaling:DescribeScalableTargets', does: 'denied' }])
    expect(outcome.errors).toEqual([])
    expect(byId(outcome, worker).attributes['replicas']).toBeUndefined()
    expect(outcome.unknown[0]).toMatchObject({ kind: 'workload', fields: ['/autoscaled', '/replicas'] })
  })

  it('does not say which revision it is', async () => {
    expect(JSON.stringify((await read()).resources)).not.toContain(':482')
  })

  it('keeps secrets by fingerprint, connection strings without their userinfo, references without made-up ids', async () => {
    const settings = byId(await read(), api).attributes['settings'] as readonly Readonly<Record<string, unknown>>[]
    const of = (key: string) => settings.find((one) => one['key'] === `api/${key}`)
    expect(of('STRIPE_SECRET_KEY')).toMatchObject({ secret: { hmac: expect.any(String) as string } })
    expect(of('STRIPE_SECRET_KEY')).not.toHaveProperty('value')
    expect(of('DATABASE_URL')).toMatchObject({ value: 'postgres://***@db.shop.example:5432/orders' })
    expect(of('DB_PASSWORD')).toEqual({ key: 'api/DB_PASSWORD', from: 'secret/shop/production/db:password' })
    expect(of('API_TOKEN')).toEqual({ key: 'api/API_TOKEN', from: 'parameter/shop/production/token' })
    expect(of('--workers')).toMatchObject({ value: '4' })
  })

  it('takes the primary task set where CodeDeploy replaces a service', async () => {
    expect(plain(byId(await read(), worker).attributes)).toMatchObject({
      strategy: 'BlueGreen',
      capacityProviders: ['FARGATE_SPOT weight 1 base 0'],
      publicAddress: true,
      cpu: 500,
    })
  })

  it('knows a service without what its task definition says, where that is denied', async () => {
    const outcome = await read([{ action: 'ecs:DescribeTaskDefinition', does: 'denied' }])
    expect(outcome.errors).toEqual([])
    expect(byId(outcome, api).attributes).toMatchObject({ launchType: 'FARGATE' })
    expect(byId(outcome, api).attributes['containers']).toBeUndefined()
    expect(outcome.unknown[0]).toMatchObject({ kind: 'workload' })
    expect(outcome.unknown[0]?.fields).toContain('/containers')
  })
})
