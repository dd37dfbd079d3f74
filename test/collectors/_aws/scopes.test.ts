import { describe, expect, it } from 'vitest'
import { awsScopes, placeOf } from '../../../collectors/_aws/scopes.ts'
import type { EnvironmentFacts } from '../../../src/collect/contract.ts'
import { shopEnvironment } from '../../support/aws-world.ts'

const environment = (over: Partial<EnvironmentFacts>): EnvironmentFacts => ({ ...shopEnvironment, ...over })

const two = environment({
  accounts: { main: '111111111111', data: '222222222222' },
  regions: { primary: 'eu-west-1', second: 'us-east-1' },
})

describe('awsScopes', () => {
  it('takes the environment’s account and regions where the source names none; all are required', async () => {
    expect(await awsScopes({}, environment({ regions: two.regions }))).toEqual([
      { scope: '111111111111/eu-west-1', role: '{account:main}/{region:primary}', required: true },
      { scope: '111111111111/us-east-1', role: '{account:main}/{region:second}', required: true },
    ])
  })

  it('understands roles, ids and names', async () => {
    expect(await awsScopes({ account: 'data', regions: ['second'] }, two)).toMatchObject([
      { scope: '222222222222/us-east-1', role: '{account:data}/{region:second}' },
    ])
    expect(await awsScopes({ account: '222222222222', regions: ['us-east-1'] }, two)).toMatchObject([
      { scope: '222222222222/us-east-1', role: '{account:data}/{region:second}' },
    ])
  })

  it('reads a region once, whatever it is called', async () => {
    expect(await awsScopes({ account: 'main', regions: ['primary', 'eu-west-1'] }, two)).toHaveLength(1)
  })

  it('gives a region without a role its own name, so that it answers to itself elsewhere', async () => {
    expect(await awsScopes({ regions: ['eu-south-2'] }, shopEnvironment)).toMatchObject([
      { scope: '111111111111/eu-south-2', role: '{account:main}/{region:eu-south-2}' },
    ])
  })

  it('knows the account of the last role that is assumed', async () => {
    const assumeRole = ['arn:aws:iam::111111111111:role/hub', { arn: 'arn:aws:iam::222222222222:role/evenkeel' }]
    expect(await awsScopes({ assumeRole, regions: ['primary'] }, two)).toMatchObject([
      { scope: '222222222222/eu-west-1', role: '{account:data}/{region:primary}' },
    ])
  })

  it('leaves the account open where nothing tells it, without asking the network', async () => {
    const [scope] = await awsScopes({}, environment({ accounts: {} }))
    expect(scope).toEqual({ scope: 'default/eu-west-1', role: '{account:main}/{region:primary}', required: true })
    expect(scope && placeOf(scope)).toEqual({ account: undefined, region: 'eu-west-1' })
    expect(await awsScopes({ regions: ['primary'] }, two)).toMatchObject([{ scope: 'default/eu-west-1' }])
  })

  it.each([
    ['an account that is nobody’s', { account: 'billing' }, shopEnvironment, 'collect-no-place', /account "billing"/],
    ['a region that is none', { regions: ['europe'] }, shopEnvironment, 'collect-no-place', /region "europe"/],
    ['no region at all', {}, environment({ regions: {} }), 'collect-no-place', /names a region/],
    [
      'a role of another account',
      { account: 'main', assumeRole: 'arn:aws:iam::222222222222:role/evenkeel' },
      shopEnvironment,
      'collect-credentials',
      /belongs to account 222222222222/,
    ],
    ['a word of every object', { account: 'constructor' }, shopEnvironment, 'collect-no-place', /constructor/],
  ] as const)('refuses %s', async (_, settings, facts, code, sentence) => {
    const scopes = awsScopes(settings as Parameters<typeof awsScopes>[0], facts)
    await expect(scopes).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) as string })
  })
})
