import { Value } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { AwsSettings, roleChain } from '../../../collectors/_aws/settings.ts'

const ok = (settings: unknown): boolean => Value.Check(AwsSettings, settings)
const hub = 'arn:aws:iam::111111111111:role/hub'
const spoke = { arn: 'arn:aws:iam::222222222222:role/team/evenkeel', externalId: 'shop' }

describe('AwsSettings', () => {
  it.each([
    {},
    { account: 'main', regions: ['primary', 'eu-west-1'], assumeRole: hub, endpoint: 'http://127.0.0.1:5055' },
    { assumeRole: spoke },
    { assumeRole: [hub, spoke] },
    { services: ['ec2', 'rds', 'acm'], parameters: 'all', deadlineSeconds: 0.5, maxAttempts: 1, concurrency: 10 },
    { profile: 'shop' },
  ])('takes %j', (settings) => expect(ok(settings)).toBe(true))

  it.each([
    { region: 'eu-west-1' },
    { regions: [] },
    { regions: ['primary', 'primary'] },
    { account: 111111111111 },
    { assumeRole: 'evenkeel' },
    { assumeRole: [] },
    { assumeRole: { ...spoke, external: 'x' } },
    { services: ['sqs'] },
    { parameters: 'some' },
    { deadlineSeconds: 0 },
    { maxAttempts: 0 },
    { endpoint: '127.0.0.1:5055' },
    { concurrency: 1.5 },
  ])('refuses %j', (settings) => expect(ok(settings)).toBe(false))
})

describe('roleChain', () => {
  it('is a list whatever is written', () => {
    expect(roleChain({})).toEqual([])
    expect(roleChain({ assumeRole: hub })).toEqual([{ arn: hub }])
    expect(roleChain({ assumeRole: spoke })).toEqual([spoke])
    expect(roleChain({ assumeRole: [hub, spoke] })).toEqual([{ arn: hub }, spoke])
  })
})
