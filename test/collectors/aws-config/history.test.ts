import { afterEach, describe, expect, it } from 'vitest'
import { awsConfig } from '../../../collectors/aws-config/collector.ts'
import { expression, longestExpression } from '../../../collectors/aws-config/select.ts'
import { recordedTypes } from '../../../collectors/aws-config/types.ts'
import type { Collector, PastState } from '../../../src/collect/contract.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { within } from '../../contracts/subject.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import type { Recording } from '../../support/replay-recording.ts'

let world: AwsWorld | undefined
afterEach(async () => {
  await world?.close()
  world = undefined
})

const action = 'config:GetResourceConfigHistory'
const moment = (iso: string): number => Date.parse(iso) / 1000

const item = (iso: string, cidr: string, more: object = {}): object => ({
  configurationItemCaptureTime: moment(iso),
  configurationItemStatus: 'OK',
  accountId: '111111111111',
  awsRegion: 'eu-west-1',
  resourceType: 'AWS::EC2::VPC',
  resourceId: 'vpc-0aaa0000000000001',
  tags: { Name: 'shop-production' },
  configuration: JSON.stringify({ vpcId: 'vpc-0aaa0000000000001', cidrBlock: cidr, isDefault: false }),
  supplementaryConfiguration: {},
  ...more,
})

const vpc = { kind: 'network', id: 'vpc-0aaa0000000000001', identifiers: [] }

async function ask(
  recordings: readonly Recording[],
  resource: { readonly kind: string; readonly id: string; readonly identifiers: readonly string[] } = vpc,
  days = 7,
): Promise<{ readonly states: readonly PastState[]; readonly error: unknown }> {
  world = await awsWorld({ recordings: [...shopRecordings, ...recordings], settings: { source: 'config' } })
  const given = world
  const collector = awsConfig as unknown as Collector
  const states: PastState[] = []
  let error: unknown
  await within(given, async () => {
    const [scope] = await collector.scopes(given.settings, given.environment)
    if (scope === undefined) throw new Error('no scope')
    const to = new Date('2026-11-03T00:00:00Z')
    const request = {
      ...{ scope, settings: given.settings, environment: given.environment, resource, to },
      from: new Date(to.getTime() - days * 86_400_000),
      signal: new AbortController().signal,
      fingerprint: createFingerprinter('a key'),
    }
    try {
      for await (const state of collector.history?.(request) ?? []) states.push(state)
    } catch (thrown) {
      error = thrown
    }
  })
  return { states, error }
}

describe('the history of a resource', () => {
  it('is read page by page, newest first', async () => {
    const { states, error } = await ask([
      {
        action,
        match: { nextToken: null },
        body: { configurationItems: [item('2026-11-02T08:00:00Z', '10.30.0.0/16')], nextToken: 'more' },
      },
      {
        action,
        match: { nextToken: 'more' },
        body: {
          configurationItems: [
            item('2026-11-01T08:00:00Z', '10.20.0.0/16', { configurationItemStatus: 'ResourceDiscovered' }),
            { ...item('2026-10-30T08:00:00Z', ''), configurationItemStatus: 'ResourceDeleted', configuration: '' },
          ],
        },
      },
    ])
    expect(error).toBeUndefined()
    expect(states.map(({ from, first, resource }) => [from, first, resource?.attributes['cidrs']])).toEqual([
      ['2026-11-02T08:00:00.000Z', false, ['10.30.0.0/16']],
      ['2026-11-01T08:00:00.000Z', true, ['10.20.0.0/16']],
      ['2026-10-30T08:00:00.000Z', false, undefined],
    ])
  })

  it('is asked for in spans of seven days', async () => {
    const { states } = await ask([{ action, body: { configurationItems: [] } }], vpc, 20)
    expect(states).toEqual([])
    expect(world?.replay.requests.filter((one) => one.action === action)).toHaveLength(3)
  })

  it('is empty where AWS Config has never seen the resource', async () => {
    const body = { __type: 'ResourceNotDiscoveredException', message: 'not discovered' }
    expect(await ask([{ action, status: 400, body }])).toEqual({ states: [], error: undefined })
  })

  it('goes by the id of AWS Config, which is asked for by the ARN', async () => {
    const arn = 'arn:aws:rds:eu-west-1:111111111111:cluster:shop-production-search'
    const Expression = `SELECT resourceId WHERE resourceType = 'AWS::RDS::DBCluster' AND arn = '${arn}'`
    const { error } = await ask(
      [
        {
          action: 'config:SelectResourceConfig',
          match: { Expression },
          body: { Results: ['{"resourceId":"cluster-0AAA1"}'] },
        },
        { action, match: { resourceId: 'cluster-0AAA1' }, body: { configurationItems: [] } },
      ],
      { kind: 'database-cluster', id: arn, identifiers: ['shop-production-search'] },
    )
    expect(error).toBeUndefined()
  })

  it('is no claim where an item is malformed or access is denied', async () => {
    const bad = { ...item('2026-11-02T08:00:00Z', ''), configuration: 'nonsense' }
    expect((await ask([{ action, body: { configurationItems: [bad] } }])).error).toMatchObject({
      code: 'collect-malformed',
    })
    await world?.close()
    const body = { __type: 'AccessDeniedException', message: 'no' }
    expect((await ask([{ action, status: 400, body }])).error).toMatchObject({ code: 'collect-denied' })
  })
})

describe('a query', () => {
  it('is never longer than AWS Config takes', () => {
    const types = recordedTypes.flatMap(({ type, beside = [] }) => [type, ...beside.map((one) => one.type)])
    for (const type of types) {
      const session = { account: '111111111111', region: 'ap-southeast-4' }
      expect(expression(type, session, true).length).toBeLessThan(longestExpression)
    }
  })
})
