import { afterEach, describe, expect, it } from 'vitest'
import { awsLambda } from '../../../collectors/aws-lambda/collector.ts'
import { awsWorld, type AwsWorld } from '../../support/aws-world.ts'
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
