import { describe, expect, it } from 'vitest'
import { bucketNotifications, type NotificationInput } from '../../../collectors/_aws/shapes/bucket-notifications.ts'
import { compileRules } from '../../../src/judge/compile-rules.ts'
import { judge } from '../../../src/judge/judge.ts'
import type { Json } from '../../../src/model/json.ts'
import { builtInRules } from '../../judge/built-in.ts'
import { context } from '../../judge/views.ts'
import { plain } from '../../support/read-collector.ts'
import { compareSketches, type EnvironmentSketch } from '../../support/snapshots.ts'

const rules = compileRules(builtInRules().filter(({ kind }) => kind === 'bucket' || kind === '*'))

const places = {
  staging: { account: '222222222222', region: 'eu-central-1', words: ['stg'] },
  production: { account: '111111111111', region: 'eu-west-1', words: ['prod', 'prd'] },
}

type Name = keyof typeof places

/** An environment of one bucket; the queue is called `name`, or is the one of the ARN. */
function environment(name: Name, told: string | Partial<NotificationInput>): EnvironmentSketch {
  const { account, region, words } = places[name]
  const input: Partial<NotificationInput> = typeof told === 'string' ? { target: told } : told
  const called = input.target ?? 'imports'
  const target = called.startsWith('arn:') ? called : `arn:aws:sqs:${region}:${account}:${called}`
  const notifications = bucketNotifications([{ to: 'queue', events: ['s3:ObjectCreated:*'], ...input, target }])
  return {
    name,
    aliases: words,
    accounts: { main: account },
    regions: { primary: region },
    resources: [
      {
        ...{ kind: 'bucket', id: `shop-${name}-assets`, name: `shop-${name}-assets` },
        attributes: { notifications: plain(notifications) as Json, eventBridge: false },
      },
    ],
  }
}

function found(candidate: string | Partial<NotificationInput>, baseline: string | Partial<NotificationInput>) {
  const comparison = compareSketches(environment('staging', candidate), environment('production', baseline))
  return judge(comparison.views(), rules, context).map(({ rule, title }) => `${rule}: ${title}`)
}

describe('queues and topics that a bucket tells', () => {
  it.each([
    ['account and region', 'imports', 'imports'],
    ['the word of the environment', 'shop-staging-imports', 'shop-production-imports'],
    ['an alias of it', 'stg_imports.fifo', 'prd_imports.fifo'],
    ['the word in camel case', 'ShopStagingImports', 'ShopProductionImports'],
    ['a suffix of CloudFormation', 'shop-staging-Imports-1JTJVMJLXOBW4', 'shop-production-Imports-5AR3936K6PKQ'],
    ['a newer one, in both cases', 'shop-staging-Imports-tTs1RxCWHzkB', 'shop-production-Imports-dXwqnWYPnvQ8'],
    ['one of a fifo queue', 'shop-Imports-tTs1RxCWHzkB.fifo', 'shop-Imports-dXwqnWYPnvQ8.fifo'],
    ['a random id of Terraform', 'shop-imports-1f2e3d4c', 'shop-imports-a0b1c2d3'],
    ['one of a fifo queue of Terraform', 'imports-1f2e3d4c5b6a.fifo', 'imports-a0b1c2d3e4f5.fifo'],
    [
      'the time in a name of Terraform',
      'imports20260102030405060700000001.fifo',
      'imports20260203040506070800000002.fifo',
    ],
  ])('are the same where they differ in %s', (_, candidate, baseline) => {
    expect(found(candidate, baseline)).toEqual([])
  })

  const target = 'data/bucket-notification-target: ObjectCreated:* in the bucket shop-assets is told to '

  it.each<readonly [what: string, candidate: string | Partial<NotificationInput>, baseline: string, finding: string]>([
    [
      'another queue',
      'shop-staging-imports',
      'shop-production-orders',
      `${target}arn:aws:sqs:eu-central-1:222222222222:shop-staging-imports in staging and to arn:aws:sqs:eu-west-1:111111111111:shop-production-orders in production`,
    ],
    [
      'another, with suffixes',
      'shop-Imports-tTs1RxCWHzkB',
      'shop-Orders-dXwqnWYPnvQ8',
      `${target}arn:aws:sqs:eu-central-1:222222222222:shop-Imports-* in staging and to arn:aws:sqs:eu-west-1:111111111111:shop-Orders-* in production`,
    ],
    [
      'one in an account of neither',
      'arn:aws:sqs:eu-central-1:333333333333:imports',
      'imports',
      `${target}arn:aws:sqs:eu-central-1:333333333333:imports in staging and to arn:aws:sqs:eu-west-1:111111111111:imports in production`,
    ],
    [
      'one in another region',
      'arn:aws:sqs:us-east-1:222222222222:imports',
      'imports',
      `${target}arn:aws:sqs:us-east-1:222222222222:imports in staging and to arn:aws:sqs:eu-west-1:111111111111:imports in production`,
    ],
    [
      'one that keeps no order',
      'imports',
      'imports.fifo',
      `${target}arn:aws:sqs:eu-central-1:222222222222:imports in staging and to arn:aws:sqs:eu-west-1:111111111111:imports.fifo in production`,
    ],
    [
      'that of the other environment',
      'arn:aws:sqs:eu-west-1:111111111111:shop-production-imports',
      'shop-production-imports',
      'access/candidate-reaches-baseline: ObjectCreated:* of shop-assets in staging points at production: 111111111111',
    ],
    [
      'a topic of the same name',
      { to: 'topic', target: 'arn:aws:sns:eu-central-1:222222222222:imports' },
      'imports',
      'data/bucket-notification-to: ObjectCreated:* in the bucket shop-assets is told to a topic in staging and to a queue in production',
    ],
  ])('%s is one finding', (_, candidate, baseline, finding) => {
    expect(found(candidate, baseline)).toEqual([finding])
  })
})
