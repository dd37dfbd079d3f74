import { afterEach, describe, expect, it } from 'vitest'
import { awsLambda } from '../../../collectors/aws-lambda/collector.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import { byId, plain, readCollector } from '../../support/read-collector.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

async function read(faults: readonly Fault[] = [], settings: Readonly<Record<string, unknown>> = {}) {
  world = await awsWorld({ faults, settings })
  return readCollector(awsLambda, world)
}

afterEach(() => world.close())

const arn = 'arn:aws:lambda:eu-west-1:111111111111:function'
const invoice = `${arn}:shop-production-invoice`

describe('aws-lambda', () => {
  it('reads the functions of all pages, without those of Synthetics', async () => {
    const outcome = await read()
    expect(outcome.errors).toEqual([])
    expect(outcome.resources.map(({ id }) => id)).toEqual([invoice, `${arn}:shop-production-render`])
  })

  it('keeps the version of somebody else’s layer, and not of its own', async () => {
    expect(byId(await read(), invoice).attributes['layers']).toEqual([
      'arn:aws:lambda:eu-west-1:111111111111:layer:shared',
      'arn:aws:lambda:eu-west-1:999999999999:layer:Extension:58',
    ])
  })

  it('tells tags, image, reserved concurrency and settings, and never where the code can be fetched', async () => {
    const outcome = await read()
    expect(byId(outcome, invoice)).toMatchObject({
      tags: { Service: 'billing' },
      attributes: { memory: 512, timeout: 15, reservedConcurrency: 20, tracing: 'Active', fileSystems: ['/mnt/data'] },
    })
    expect(plain(byId(outcome, invoice).attributes['settings'])).toMatchObject([
      { key: 'API_SECRET', secret: {} },
      { key: 'PAYMENT_RETRIES', value: '3', shape: 'integer' },
    ])
    expect(byId(outcome, `${arn}:shop-production-render`).attributes).toMatchObject({
      package: 'Image',
      image: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/shop/render',
      tag: '2.0.1',
    })
    expect(JSON.stringify(outcome.resources)).not.toContain('X-Amz-Signature')
  })

  it('tells who may call a function and its aliases, without the token of a caller', async () => {
    const outcome = await read()
    const { policy, aliases } = byId(outcome, invoice).attributes
    expect(plain(policy)).toEqual([
      {
        action: 'lambda:InvokeFunction',
        principal: 'service alexa-appkit.amazon.com',
        condition: 'StringEquals lambda:EventSourceToken=***',
        resources: ['itself'],
      },
      {
        action: 'lambda:InvokeFunction',
        principal: 'service apigateway.amazonaws.com',
        condition: 'ArnLike AWS:SourceArn=arn:aws:execute-api:eu-west-1:111111111111:*/*/POST/invoices',
        resources: ['itself:live'],
        targets: ['arn:aws:execute-api:eu-west-1:111111111111:a1b2c3d4e5/*/POST/invoices'],
      },
      {
        action: 'lambda:InvokeFunction',
        principal: 'service events.amazonaws.com',
        condition: 'ArnLike AWS:SourceArn=arn:aws:events:eu-west-1:111111111111:rule/shop-production-nightly',
        resources: ['itself'],
      },
    ])
    expect(plain(aliases)).toEqual([{ alias: 'live', version: '12', latest: false, shifted: 5 }])
    expect(plain(byId(outcome, `${arn}:shop-production-render`).attributes)).toMatchObject({ policy: [], aliases: [] })
  })

  it('tells what calls a function by itself, of all pages of one list', async () => {
    const outcome = await read()
    expect(plain(byId(outcome, invoice).attributes['triggers'])).toEqual([
      {
        source: 'arn:aws:dynamodb:eu-west-1:111111111111:table/shop-production-orders',
        ...{ enabled: false, batchSize: 100, startingPosition: 'TRIM_HORIZON', parallel: 2, mostRetries: 3 },
        ...{ bisect: true, partialFailures: false },
        failuresTo: 'arn:aws:sqs:eu-west-1:111111111111:shop-production-dead',
      },
      {
        source: 'arn:aws:sqs:eu-west-1:111111111111:shop-production-invoices',
        ...{ alias: 'live', enabled: true, batchSize: 10, batchWindow: 5, mostAtOnce: 5, partialFailures: true },
        filters: ['{"body":{"amount":[{"numeric":[">",0]}],"kind":["invoice"]}}'],
      },
    ])
    const asked = world.replay.requests.filter(({ action }) => action === 'lambda:ListEventSourceMappings')
    expect(asked).toHaveLength(2)
  })

  it.each([
    ['lambda:GetPolicy', ['/policy'], 2],
    ['lambda:ListAliases', ['/aliases', '/policy'], 2],
    ['lambda:ListEventSourceMappings', ['/triggers'], 1],
  ])('says what is unknown where %s is denied, and asks on', async (action, fields, times) => {
    const outcome = await read([{ action, does: 'denied' }])
    expect([outcome.errors, outcome.resources.length]).toEqual([[], 2])
    expect(outcome.unknown.map((one) => one.fields)).toEqual(Array.from({ length: times }, () => fields))
    for (const field of fields) expect(plain(byId(outcome, invoice).attributes)).not.toHaveProperty(field.slice(1))
  })

  it('says so where a policy is none, or a filter cannot be decrypted', async () => {
    const [queue = {}] = shopRecordings.flatMap(({ action, body }) =>
      action === 'lambda:ListEventSourceMappings' && 'EventSourceMappings' in body
        ? (body['EventSourceMappings'] as Readonly<Record<string, unknown>>[])
        : [],
    )
    const hidden = { ...queue, FilterCriteria: null, FilterCriteriaError: { ErrorCode: 'KmsKeyDisabled' } }
    const recordings = shopRecordings.map((one) => {
      if (one.action === 'lambda:ListEventSourceMappings') return { ...one, body: { EventSourceMappings: [hidden] } }
      return one.action === 'lambda:GetPolicy' ? { ...one, status: 200, body: { Policy: '{"a": 1}' } } : one
    })
    world = await awsWorld({ recordings })
    const outcome = await readCollector(awsLambda, world)
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown.map(({ fields, id }) => [fields, id])).toEqual([
      [['/triggers/*/filters'], invoice],
      [['/policy'], invoice],
      [['/policy'], `${arn}:shop-production-render`],
    ])
  })

  it('knows a function without its details where those are denied, and leaves out one that is gone', async () => {
    const denied = await read([{ action: 'lambda:GetFunction', does: 'denied' }])
    expect(denied.resources).toHaveLength(2)
    expect(denied.unknown[0]?.fields).toEqual(['/image', '/tag', '/reservedConcurrency'])
    await world.close()
    const gone = await read([
      { action: 'lambda:GetFunction', does: { code: 'ResourceNotFoundException', status: 404 } },
    ])
    expect([gone.errors, gone.unknown, gone.resources]).toEqual([[], [], []])
  })
})
