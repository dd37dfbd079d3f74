import { afterEach, describe, expect, it } from 'vitest'
import { awsApplicationAutoscaling } from '../../../collectors/aws-application-autoscaling/collector.ts'
import { awsWorld, type AwsWorld } from '../../support/aws-world.ts'
import { byId, plain, readCollector } from '../../support/read-collector.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

async function read(...faults: readonly Fault[]) {
  world = await awsWorld({ faults })
  return readCollector(awsApplicationAutoscaling, world)
}

afterEach(() => world.close())

const api = 'ecs/service/shop-production/shop-production-api/ecs:service:DesiredCount'
const group = 'elasticache/replication-group/shop-production/elasticache:replication-group'
const invoice = 'lambda/function:shop-production-invoice:live/lambda:function:ProvisionedConcurrency'
const orders = 'rds/cluster:shop-production-orders/rds:cluster:ReadReplicaCount'

describe('aws-application-autoscaling', () => {
  it('reads what every service has scaled, page after page', async () => {
    const { resources, errors, unknown } = await read()
    expect(errors).toEqual([])
    expect(unknown).toEqual([])
    expect(resources.map(({ id }) => id)).toEqual([api, `${group}:NodeGroups`, `${group}:Replicas`, invoice, orders])
  })

  it('tells bounds, policies by what they measure, schedules that recur, and what is switched off', async () => {
    const { attributes, tags, name } = byId(await read(), api)
    expect(name).toBe('service/shop-production/shop-production-api')
    expect(tags).toEqual({ Service: 'orders' })
    expect(plain(attributes)).toEqual({
      target: 'service/shop-production/shop-production-api',
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [
        {
          name: 'ECSServiceAverageCPUUtilization',
          type: 'TargetTrackingScaling',
          target: 'value 75',
          scaleIn: true,
          cooldownOut: 60,
          cooldownIn: 300,
        },
        { name: 'queue', type: 'StepScaling', target: '+1 from 0, +3 from 20', cooldownOut: 60 },
      ],
      schedules: [{ name: 'night', recurrence: 'cron(0 20 * * ? *)', zone: 'Europe/Berlin', least: 1, most: 2 }],
      suspended: ['scaling in'],
    })
  })

  it('points to what is scaled by the word that it is known by', async () => {
    const outcome = await read()
    expect(byId(outcome, orders).attributes['target']).toBe('shop-production-orders')
    expect(byId(outcome, invoice).attributes['target']).toBe('shop-production-invoice')
    expect(byId(outcome, `${group}:Replicas`).attributes['target']).toBe(
      'arn:aws:elasticache:eu-west-1:111111111111:replicationgroup:shop-production',
    )
  })

  it('keeps two policies of one metric apart', async () => {
    const metrics = byId(await read(), invoice).attributes['metrics'] as readonly { readonly name: string }[]
    expect(metrics.map(({ name }) => name)).toEqual(['Backlog of one', 'Backlog of two'])
  })

  it('asks for policies and schedules only where something is scaled', async () => {
    await read()
    const asked = world.replay.requests.filter(({ parameters }) => parameters['ServiceNamespace'] === 'dynamodb')
    expect(asked.map(({ action }) => action)).toEqual(['application-autoscaling:DescribeScalableTargets'])
  })

  it.each([
    ['DescribeScalingPolicies', '/metrics'],
    ['DescribeScheduledActions', '/schedules'],
  ])('does not take what %s refuses for nothing', async (action, field) => {
    const outcome = await read({ action: `application-autoscaling:${action}`, does: 'denied' })
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown[0]).toMatchObject({ kind: 'autoscaler', fields: [field] })
    expect(byId(outcome, api).attributes[field.slice(1)]).toBeUndefined()
    expect(byId(outcome, api).attributes['minReplicas']).toBe(2)
  })
})
