import { afterEach, describe, expect, it } from 'vitest'
import { awsIam } from '../../../collectors/aws-iam/collector.ts'
import { awsWorld, type AwsWorld } from '../../support/aws-world.ts'
import { byId, plain, readCollector } from '../../support/read-collector.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

async function read(faults: readonly Fault[] = [], settings: Readonly<Record<string, unknown>> = {}) {
  world = await awsWorld({ faults, settings })
  return readCollector(awsIam, world)
}

afterEach(() => world.close())

const arn = 'arn:aws:iam::111111111111'

describe('aws-iam', () => {
  it('is read once for an account, whatever regions there are', async () => {
    const outcome = await read([], { regions: ['eu-west-1', 'us-east-1', 'eu-central-1'] })
    expect(outcome.errors).toEqual([])
    expect(outcome.scopes.map(({ scope }) => scope)).toEqual(['111111111111/global'])
    expect(world.replay.requests.filter(({ action }) => action.startsWith('iam:'))).toHaveLength(3)
    expect(outcome.resources.map(({ id }) => id)).toEqual([
      `${arn}:role/shop-production-api`,
      `${arn}:role/shop-production-deploy`,
      `${arn}:role/eks/shop-production-pod`,
      `${arn}:policy/shop-production-queue`,
    ])
  })

  it('tells permissions whatever statements group them, with made-up ids as references', async () => {
    expect(plain(byId(await read(), `${arn}:role/shop-production-api`).attributes)).toEqual({
      path: '/',
      trust: [{ action: 'sts:AssumeRole', principal: 'service ecs-tasks.amazonaws.com' }],
      permissions: [
        { action: 'deny all but iam:*, sts:*', resources: ['*'] },
        {
          action: 'kms:Decrypt',
          resources: ['arn:aws:kms:eu-west-1:111111111111:key/*'],
          targets: ['arn:aws:kms:eu-west-1:111111111111:key/00000000-1111-4222-8333-444444444444'],
        },
        {
          action: 's3:GetObject',
          resources: ['arn:aws:s3:::shop-production-assets/*', 'arn:aws:s3:::shop-production-uploads/*'],
        },
        { action: 's3:PutObject', resources: ['arn:aws:s3:::shop-production-assets/*'] },
      ],
      policies: [`${arn}:policy/shop-production-queue`],
      managedPolicies: ['AmazonS3ReadOnlyAccess'],
      boundary: 'boundary',
      profiles: ['shop-production-api'],
    })
  })

  it('tells who may take on a role from another account, and by which condition', async () => {
    expect(plain(byId(await read(), `${arn}:role/shop-production-deploy`).attributes['trust'])).toEqual([
      {
        action: 'sts:AssumeRole',
        principal: 'arn:aws:iam::222222222222:root',
        condition: 'StringEquals sts:ExternalId=shop',
      },
    ])
  })

  it('knows the policy in force, not those before it', async () => {
    expect(plain(byId(await read(), `${arn}:policy/shop-production-queue`).attributes)).toEqual({
      path: '/',
      permissions: [
        { action: 'sqs:SendMessage', resources: ['arn:aws:sqs:eu-west-1:111111111111:shop-production-jobs'] },
      ],
      version: 'v2',
    })
  })
})
