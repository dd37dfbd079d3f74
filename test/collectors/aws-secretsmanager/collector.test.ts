import { afterEach, describe, expect, it } from 'vitest'
import { awsSecretsmanager } from '../../../collectors/aws-secretsmanager/collector.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import { byId, plain, readCollector } from '../../support/read-collector.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

async function read(faults: readonly Fault[] = [], settings: Readonly<Record<string, unknown>> = {}) {
  world = await awsWorld({ faults, settings })
  return readCollector(awsSecretsmanager, world)
}

afterEach(() => world.close())

const secret = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:shop/production'

describe('aws-secretsmanager', () => {
  it('reads the secrets of all pages, without those that are going, copies, or kept by another service', async () => {
    const outcome = await read()
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    expect(outcome.resources.map(({ name }) => name)).toEqual(['shop/production/db', 'shop/production/stripe'])
    expect(world.replay.actions()).not.toContain('secretsmanager:GetSecretValue')
  })

  it('tells rotation and copies, and is known without the characters that are made up', async () => {
    const found = byId(await read(), `${secret}/db-AbCdEf`)
    expect(found.identifiers).toContain(`${secret}/db`)
    expect(plain(found.attributes)).toEqual({
      description: 'Orders',
      key: 'arn:aws:kms:eu-west-1:111111111111:key/00000000-1111-4222-8333-444444444444',
      rotation: true,
      rotationPeriod: 30,
      rotator: 'arn:aws:lambda:eu-west-1:111111111111:function:shop-production-rotate',
      replicas: ['eu-central-1'],
      changed: '2026-01-01T00:00:00.000Z',
      rotated: '2026-01-01T00:00:00.000Z',
      rotationDue: '2026-01-31T00:00:00.000Z',
    })
  })

  it.each([
    [{ RotationRules: { AutomaticallyAfterDays: 7 }, CreatedDate: 1767225600 }, '2026-01-08T00:00:00.000Z'],
    [
      {
        RotationRules: { ScheduleExpression: 'cron(0 4 ? * SUN *)' },
        LastRotatedDate: 1767225600,
        NextRotationDate: 1767500000,
      },
      '2026-01-04T04:13:20.000Z',
    ],
    [{ RotationRules: { ScheduleExpression: 'cron(0 4 ? * SUN *)' } }, undefined],
    [{ RotationEnabled: false, RotationRules: { AutomaticallyAfterDays: 7 }, CreatedDate: 1767225600 }, undefined],
  ])('knows when it should be replaced next: %j', async (given, due) => {
    const own = { ARN: `${secret}/due-AbCdEf`, Name: 'shop/production/due', RotationEnabled: true, ...given }
    const body = { SecretList: [own] }
    world = await awsWorld({
      recordings: [
        ...shopRecordings.filter(({ action }) => action !== 'secretsmanager:ListSecrets'),
        { action: 'secretsmanager:ListSecrets', body },
      ],
    })
    expect(byId(await readCollector(awsSecretsmanager, world), own.ARN).attributes['rotationDue']).toBe(due)
  })

  it('does not know the value of the one secret that is denied, and those of all others', async () => {
    const outcome = await read([{ action: 'secretsmanager:GetSecretValue', does: 'denied', times: 1 }], {
      values: 'fingerprint',
    })
    expect(outcome.unknown.map(({ fields, id }) => [fields, id])).toEqual([
      [['/secret', '/shape'], `${secret}/db-AbCdEf`],
    ])
    const [db, stripe] = outcome.resources
    expect([db?.attributes['secret'], stripe?.attributes['secret']]).toEqual([undefined, expect.any(Object)])
  })

  it('keeps a fingerprint and a word for the form where values are asked for', async () => {
    const { attributes } = byId(await read([], { values: 'fingerprint' }), `${secret}/db-AbCdEf`)
    expect(attributes).toMatchObject({ shape: 'json', secret: { hmac: expect.any(String) as string } })
  })
})
