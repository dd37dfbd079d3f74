import { afterEach, describe, expect, it } from 'vitest'
import { awsS3 } from '../../../collectors/aws-s3/collector.ts'
import { bucket } from '../../../src/model/kinds/bucket.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import { byId, plain, readCollector } from '../../support/read-collector.ts'
import type { Recording } from '../../support/replay-recording.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

async function read(faults: readonly Fault[] = [], settings: Readonly<Record<string, unknown>> = {}) {
  world = await awsWorld({ faults, settings })
  return readCollector(awsS3, world)
}

afterEach(() => world.close())

describe('aws-s3', () => {
  it('reads a bucket in its own region alone', async () => {
    const outcome = await read()
    expect(outcome.errors).toEqual([])
    expect(outcome.resources.map(({ id }) => id)).toEqual(['shop-production-assets', 'shop-production-logs'])
    await world.close()
    const elsewhere = await read([], { regions: ['us-west-2'] })
    expect(elsewhere.resources).toEqual([])
  })

  it('tells all settings of a bucket', async () => {
    expect(plain(byId(await read(), 'shop-production-assets').attributes)).toMatchObject({
      versioning: 'Enabled',
      encryption: 'aws:kms',
      bucketKey: true,
      public: false,
      publicAccessBlock: ['block-acls', 'block-policy', 'ignore-acls', 'restrict-buckets'],
      ownership: 'BucketOwnerEnforced',
      lifecycle: [{ rule: 'tmp for tmp/', enabled: true, expiration: 30, transitions: ['7 STANDARD_IA'] }],
      cors: ['GET,PUT from https://shop.example with * for 3000 s'],
      loggingTo: 'shop-production-logs/assets/',
      replication: ['to shop-production-copy, prefix images/'],
      objectLock: true,
      retention: 'GOVERNANCE 30 days',
      grants: 0,
    })
  })

  it('takes what was never set for not set, and sees a policy that lets anyone in', async () => {
    const outcome = await read()
    expect(outcome.unknown).toEqual([])
    const { attributes } = byId(outcome, 'shop-production-logs')
    expect(attributes).toMatchObject({ versioning: 'Off', public: true, grants: 1, lifecycle: [] })
    expect([attributes['encryption'], attributes['website'], attributes['publicAccessBlock']]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('tells who is told of what: one for each event and filter, the bus of events by itself', async () => {
    const outcome = await read()
    expect(byId(outcome, 'shop-production-assets').attributes).toMatchObject({ eventBridge: true })
    expect(plain(byId(outcome, 'shop-production-assets').attributes)).toHaveProperty('notifications', [
      {
        of: 'ObjectCreated:* of images/*',
        to: 'function',
        function: 'arn:aws:lambda:eu-west-1:111111111111:function:shop-production-resize',
        alias: 'live',
      },
      {
        of: 'ObjectCreated:Copy of imports/*.csv',
        to: 'queue',
        target: 'arn:aws:sqs:eu-west-1:111111111111:shop-production-imports',
      },
      {
        of: 'ObjectCreated:Put of imports/*.csv',
        to: 'queue',
        target: 'arn:aws:sqs:eu-west-1:111111111111:shop-production-imports',
      },
      { of: 'ObjectRemoved:*', to: 'topic', target: 'arn:aws:sns:eu-west-1:111111111111:shop-production-audit' },
    ])
    expect(byId(outcome, 'shop-production-logs').attributes).toMatchObject({ notifications: [], eventBridge: false })
  })

  it('does not know who is told where that is denied, of this bucket alone', async () => {
    const outcome = await read([{ action: 's3:GetBucketNotification', does: 'denied', times: 1 }])
    expect(outcome.unknown).toMatchObject([
      { id: 'shop-production-assets', fields: ['/notifications', '/eventBridge'] },
    ])
    const { attributes } = byId(outcome, 'shop-production-assets')
    expect([attributes['notifications'], attributes['eventBridge']]).toEqual([undefined, undefined])
    expect(byId(outcome, 'shop-production-logs').attributes['notifications']).toEqual([])
  })

  it('loses one field where one setting is denied, and says nothing of who is let in', async () => {
    const outcome = await read([{ action: 's3:GetBucketPublicAccessBlock', does: 'denied', times: 1 }])
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown).toMatchObject([{ kind: 'bucket', fields: ['/publicAccessBlock', '/public'] }])
    expect(outcome.resources).toHaveLength(2)
    expect(byId(outcome, 'shop-production-assets').attributes['public']).toBeUndefined()
  })

  /** The shop, with what its account keeps its buckets from. */
  const closed = (blocks: string): readonly Recording[] =>
    shopRecordings.map((one) => {
      if (one.action !== 's3:GetAccountPublicAccessBlock') return one
      const body = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<PublicAccessBlockConfiguration>${blocks}</PublicAccessBlockConfiguration>`,
      ]
      return { ...one, status: 200, body }
    })

  it('counts what the account closes as closed, asked once', async () => {
    const blocks = '<BlockPublicAcls>true</BlockPublicAcls><RestrictPublicBuckets>true</RestrictPublicBuckets>'
    world = await awsWorld({ recordings: closed(blocks) })
    const outcome = await readCollector(awsS3, world)
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    expect(byId(outcome, 'shop-production-logs').attributes).toMatchObject({
      accountBlock: ['block-acls', 'restrict-buckets'],
      publicAccessBlock: ['block-acls', 'restrict-buckets'],
      public: false,
    })
    expect(byId(outcome, 'shop-production-assets').attributes['publicAccessBlock']).toHaveLength(4)
    expect(world.replay.requests.filter(({ action }) => action === 's3:GetAccountPublicAccessBlock')).toHaveLength(1)
  })

  it('does not know whether a bucket is closed that its account may close, where that is denied', async () => {
    const outcome = await read([{ action: 's3:GetAccountPublicAccessBlock', does: 'denied' }])
    expect(outcome.unknown).toMatchObject([
      { fields: ['/accountBlock'], reason: expect.stringContaining('denied') as string },
    ])
    const unknownOf = (id: string): unknown => bucket.unknownIn?.(byId(outcome, id) as never)
    expect(byId(outcome, 'shop-production-logs').attributes['public']).toBeUndefined()
    expect(unknownOf('shop-production-logs')).toEqual(['/publicAccessBlock', '/public'])
    // What was written before notifications were read says nothing of them.
    const { notifications: _n, eventBridge: _e, ...older } = byId(outcome, 'shop-production-assets').attributes
    expect(bucket.unknownIn?.({ attributes: older } as never)).toEqual(['/notifications', '/eventBridge'])
    // All is closed by itself, whatever the account does.
    expect(unknownOf('shop-production-assets')).toEqual([])
    expect(byId(outcome, 'shop-production-assets').attributes['public']).toBe(false)
  })

  it('leaves out a bucket that was deleted while it read', async () => {
    const outcome = await read([{ action: 's3:GetBucketCORS', does: { code: 'NoSuchBucket', status: 404 } }])
    expect([outcome.errors, outcome.unknown, outcome.resources]).toEqual([[], [], []])
  })
})
