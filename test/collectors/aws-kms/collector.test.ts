import { afterEach, describe, expect, it } from 'vitest'
import { awsKms } from '../../../collectors/aws-kms/collector.ts'
import { awsWorld, type AwsWorld } from '../../support/aws-world.ts'
import { byId, plain, readCollector } from '../../support/read-collector.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

async function read(faults: readonly Fault[] = [], settings: Readonly<Record<string, unknown>> = {}) {
  world = await awsWorld({ faults, settings })
  return readCollector(awsKms, world)
}

afterEach(() => world.close())

const orders = '00000000-1111-4222-8333-444444444444'
const tokens = '00000000-1111-4222-8333-666666666666'

describe('aws-kms', () => {
  it('reads the keys of the account, without AWS’s own and those that go unnoticed', async () => {
    const outcome = await read()
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    expect(outcome.resources.map(({ id }) => id)).toEqual([orders, tokens])
    // Nothing is asked about a key that an alias tells to be AWS's.
    const described = world.replay.requests.filter(({ action }) => action === 'kms:DescribeKey')
    expect(described).toHaveLength(3)
  })

  it('tells a key by its alias, with rotation and policy', async () => {
    const found = byId(await read(), orders)
    expect(found).toMatchObject({ name: 'shop-production-orders', tags: { Service: 'orders' } })
    expect(found.identifiers).toContain('alias/shop-production-orders')
    expect(plain(found.attributes)).toMatchObject({
      aliases: ['shop-production-orders'],
      rotation: true,
      rotationPeriod: 180,
    })
    expect(plain(found.attributes['policy'])).toEqual([
      { action: 'kms:*', principal: 'arn:aws:iam::111111111111:root', resources: ['*'] },
      { action: 'kms:Decrypt', principal: 'service logs.eu-west-1.amazonaws.com', resources: ['*'] },
      { action: 'kms:Encrypt', principal: 'service logs.eu-west-1.amazonaws.com', resources: ['*'] },
    ])
  })

  it('takes a key that cannot be replaced for one that is not', async () => {
    expect(byId(await read(), tokens).attributes).toMatchObject({ rotation: false, spec: 'RSA_2048' })
  })

  it('reads the other keys where the policy of one keeps it to itself, and says that one is not read', async () => {
    const outcome = await read([{ action: 'kms:DescribeKey', does: 'denied', times: 1 }])
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown).toMatchObject([{ kind: 'encryption-key', fields: [], id: orders }])
    expect(outcome.resources.map(({ id }) => id)).toEqual([tokens])
  })

  it('loses only what is denied', async () => {
    const outcome = await read([{ action: 'kms:GetKeyPolicy', does: 'denied' }])
    expect(outcome.resources).toHaveLength(2)
    expect(outcome.unknown).toMatchObject([{ fields: ['/policy'] }, { fields: ['/policy'] }])
  })
})
