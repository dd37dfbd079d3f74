import { describe, expect, it } from 'vitest'
import type { AwsRead } from '../../../collectors/_aws/reading.ts'
import { takeTime } from '../../../collectors/_aws/take-time.ts'
import { awsWorld } from '../../support/aws-world.ts'
import { collectors } from '../../support/collectors.ts'
import { readCollector } from '../../support/read-collector.ts'

function secondsFor(action: string, calls: number, settings: AwsRead['settings'] = {}): number | undefined {
  let seconds: number | undefined
  const scope = { scope: '111111111111/eu-west-1', role: '', required: true }
  takeTime({ scope, settings, needsTime: (more: number) => (seconds = more) } as unknown as AwsRead, action, calls)
  return seconds
}

describe('the time that single calls take', () => {
  it('is that of the rate of their service, with half of it to spare', () => {
    expect(secondsFor('ssm:ListTagsForResource', 1000)).toBeCloseTo(150)
    expect(secondsFor('lambda:ListAliases', 750)).toBeCloseTo(75)
    expect(secondsFor('elasticloadbalancing:DescribeRules', 200)).toBeCloseTo(30)
  })

  it('is longer where the source asks more slowly, and none where nothing is asked', () => {
    expect(secondsFor('ssm:ListTagsForResource', 1000, { callsPerSecond: 5 })).toBeCloseTo(300)
    expect(secondsFor('ssm:ListTagsForResource', 0)).toBeUndefined()
  })

  it.each([
    ...['acm', 'application-autoscaling', 'ec2', 'ecs', 'elasticache', 'elb', 'elbv2', 'kms', 'lambda', 'rds', 's3'],
    ...['secretsmanager', 'ssm'],
  ])('is asked for by aws-%s, which asks about each of many things', async (service) => {
    const collector = collectors.find(({ id }) => id === `aws-${service}`)
    const world = await awsWorld({ settings: { values: 'fingerprint' } })
    const { resources, seconds } = await readCollector(collector, world)
    await world.close()
    expect(resources.length).toBeGreaterThan(0)
    expect(seconds).toBeGreaterThan(0)
    // Of a handful of things it is next to nothing.
    expect(seconds).toBeLessThan(30)
  })
})
