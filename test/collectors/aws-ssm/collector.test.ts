import { afterEach, describe, expect, it } from 'vitest'
import { awsSsm } from '../../../collectors/aws-ssm/collector.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import { byId, readCollector } from '../../support/read-collector.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

async function read(faults: readonly Fault[] = [], settings: Readonly<Record<string, unknown>> = {}) {
  world = await awsWorld({ faults, settings })
  return readCollector(awsSsm, world)
}

afterEach(() => world.close())

const fingerprint = { values: 'fingerprint' }

describe('aws-ssm', () => {
  it('reads the parameters of all pages, and no value', async () => {
    const outcome = await read()
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    expect(outcome.resources.map(({ name }) => name)).toEqual([
      '/shop/production/db/host',
      '/shop/production/db/password',
    ])
    expect(world.replay.actions()).not.toContain('ssm:GetParameters')
    const { attributes } = byId(outcome, '/shop/production/db/password')
    expect(attributes).toMatchObject({ type: 'SecureString', tier: 'Advanced' })
    expect([attributes['key'], attributes['secret'], attributes['shape']]).toEqual([undefined, undefined, undefined])
  })

  it('tells tags, and policies in words', async () => {
    const outcome = await read()
    expect(byId(outcome, '/shop/production/db/host').tags).toEqual({ Service: 'orders' })
    expect(byId(outcome, '/shop/production/db/password').attributes).toMatchObject({
      policies: ['ends', 'tells 15 days before it ends', 'tells after 30 days without a change'],
      expires: '2027-01-01T00:00:00.000Z',
    })
    expect(byId(outcome, '/shop/production/db/host').attributes).not.toHaveProperty('policies')
  })

  it('says so where tags are denied, and has none of what was deleted meanwhile', async () => {
    const denied = await read([{ action: 'ssm:ListTagsForResource', does: 'denied' }])
    expect(denied.resources).toHaveLength(2)
    expect(denied.unknown.map(({ fields, id }) => [fields, id])).toEqual([
      [[], '/shop/production/db/host'],
      [[], '/shop/production/db/password'],
    ])
    await world.close()
    const gone = await read([{ action: 'ssm:ListTagsForResource', does: { code: 'InvalidResourceId', status: 400 } }])
    expect([gone.errors, gone.unknown, gone.resources.map(({ tags }) => tags)]).toEqual([[], [], [{}, {}]])
  })

  it('reads values where that is asked for: plain ones as settings, secure ones by fingerprint', async () => {
    const outcome = await read([], fingerprint)
    expect(byId(outcome, '/shop/production/db/host').attributes).toMatchObject({
      value: 'db.shop.example',
      shape: 'host',
    })
    const { attributes } = byId(outcome, '/shop/production/db/password')
    expect(attributes['value']).toBeUndefined()
    expect(attributes['secret']).toMatchObject({ hmac: expect.any(String) as string })
  })

  it('knows parameters without their values where those are denied', async () => {
    const outcome = await read([{ action: 'ssm:GetParameters', does: 'denied' }], fingerprint)
    expect(outcome.resources).toHaveLength(2)
    const names = outcome.resources.map(({ id }) => id)
    expect(outcome.unknown.map(({ fields, id }) => [fields, id])).toEqual(
      names.map((id) => [['/value', '/secret', '/shape'], id]),
    )
  })

  it('does not know the values of those alone that could not be asked for, a page of which was denied', async () => {
    const outcome = await read([{ action: 'ssm:GetParameters', does: 'denied', times: 1 }], fingerprint)
    expect(outcome.unknown.map(({ id }) => id)).toEqual(['/shop/production/db/host'])
    expect(byId(outcome, '/shop/production/db/password').attributes['secret']).toBeDefined()
  })

  it('has nothing of a parameter whose value is asked for and that is not there any more', async () => {
    const values = { Parameters: [], InvalidParameters: ['/shop/production/db/host'] }
    const others = shopRecordings.filter(({ action }) => action !== 'ssm:GetParameters')
    world = await awsWorld({
      recordings: [...others, { action: 'ssm:GetParameters', body: values }],
      settings: fingerprint,
    })
    const outcome = await readCollector(awsSsm, world)
    expect(outcome.resources.map(({ id }) => id)).toEqual(['/shop/production/db/password'])
    expect(outcome.unknown.map(({ fields, id }) => [fields, id])).toEqual([
      [['/value', '/secret', '/shape'], '/shop/production/db/password'],
    ])
    expect(outcome.unknown[0]?.reason).toContain('ssm:GetParameters')
  })
})
