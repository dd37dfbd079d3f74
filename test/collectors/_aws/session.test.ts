import { readFileSync } from 'node:fs'
import { globSync } from 'tinyglobby'
import { afterEach, describe, expect, it } from 'vitest'
import { accountCheck } from '../../../collectors/_aws/account-check.ts'
import { awsAcm } from '../../../collectors/aws-acm/collector.ts'
import { awsEc2 } from '../../../collectors/aws-ec2/collector.ts'
import { awsRds } from '../../../collectors/aws-rds/collector.ts'
import type { Collector, Diagnosis } from '../../../src/collect/contract.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { within } from '../../contracts/subject.ts'
import { awsWorld, shopRecordings, type AwsWorld } from '../../support/aws-world.ts'
import { readCollector } from '../../support/read-collector.ts'
import type { Fault } from '../../support/replay-server.ts'

let world: AwsWorld

const hub = 'arn:aws:iam::111111111111:role/hub'
const spoke = { arn: 'arn:aws:iam::222222222222:role/evenkeel', externalId: 'shop' }
const anyAccount = { accounts: { main: '111111111111', other: '222222222222' } }

async function open(options: Parameters<typeof awsWorld>[0]) {
  world = await awsWorld(options)
  return world
}

async function diagnose(collector: unknown, given: AwsWorld): Promise<readonly Diagnosis[]> {
  const lines: Diagnosis[] = []
  const { scopes, diagnose: run } = collector as Collector
  await within(given, async () => {
    for (const scope of await scopes(given.settings, given.environment)) {
      const fingerprint = createFingerprinter('a key')
      const { signal } = new AbortController()
      const request = { scope, settings: given.settings, environment: given.environment, signal, fingerprint }
      for await (const line of run(request)) lines.push(line)
    }
  })
  return lines
}

afterEach(() => world.close())

describe('credentials', () => {
  it('assumes a chain of roles, each with the one before, and passes the external id', async () => {
    await open({ settings: { account: 'other', assumeRole: [hub, spoke] }, environment: anyAccount })
    const outcome = await readCollector(awsRds, world)
    expect(outcome.errors).toEqual([])
    const assumed = world.replay.requests.filter((one) => one.action === 'sts:AssumeRole')
    expect(assumed[0]).toMatchObject({ accessKey: 'AKIASTART00000000000', parameters: { RoleArn: hub } })
    expect(assumed[1]).toMatchObject({
      accessKey: 'ASIAHUB0000000000000',
      parameters: { RoleArn: spoke.arn, ExternalId: 'shop', RoleSessionName: 'evenkeel' },
    })
    const calls = world.replay.requests.filter((one) => one.action.startsWith('rds:'))
    expect(new Set(calls.map((one) => one.accessKey))).toEqual(new Set(['ASIASPOKE00000000000']))
  })

  it('assumes a role once for all reads and all services', async () => {
    await open({ settings: { assumeRole: hub } })
    await readCollector(awsEc2, world)
    expect(world.replay.requests.filter((one) => one.action === 'sts:AssumeRole')).toHaveLength(1)
  })

  it.each<[string, Fault, string, RegExp]>([
    [
      'denied',
      { action: 'sts:AssumeRole', does: 'denied' },
      'collect-credentials',
      /the role .*hub could not be assumed/,
    ],
    [
      'given expired keys',
      { action: 'sts:AssumeRole', does: { code: 'ExpiredToken', status: 403 } },
      'collect-credentials',
      /ExpiredToken/,
    ],
    ['throttled', { action: 'sts:AssumeRole', does: 'throttled' }, 'collect-throttled', /sts:AssumeRole/],
    ['cut off', { action: 'sts:AssumeRole', does: 'reset' }, 'collect-unreachable', /sts:AssumeRole/],
    ['answered by a hotel', { action: 'sts:AssumeRole', does: 'html-error' }, 'collect-malformed', /sts:AssumeRole/],
  ])('says that a role could not be assumed when %s, not that a call was denied', async (_, fault, code, words) => {
    await open({ settings: { assumeRole: [hub, spoke], account: 'other' }, environment: anyAccount, faults: [fault] })
    const { errors } = await readCollector(awsRds, world)
    expect(errors.length).toBeGreaterThan(0)
    for (const error of errors) expect(error).toMatchObject({ code, message: expect.stringMatching(words) as string })
    expect(JSON.stringify(errors)).not.toMatch(/secret-words|canary/)
  })

  it('refuses credentials of another account than the configuration names', async () => {
    await open({ settings: { account: 'other' }, environment: anyAccount })
    const { errors, resources } = await readCollector(awsRds, world)
    expect(resources).toEqual([])
    expect(errors).toMatchObject(awsRds.reads.map(() => ({ code: 'collect-credentials' })))
    expect(String(errors[0])).toContain('these belong to account 111111111111')
    expect(world.replay.actions()).toEqual(['sts:GetCallerIdentity'])
  })

  it('asks again where other keys are found: a service lives longer than they do', async () => {
    await open({})
    const given = { key: 'AKIAONE', account: '111111111111', asked: 0 }
    const check = accountCheck(
      '111111111111',
      {},
      {
        key: async () => given.key,
        identity: async () => {
          given.asked++
          return { account: given.account }
        },
      },
    )
    const run = (): Promise<void> => check(new AbortController().signal)
    await Promise.all([run(), run()])
    await run()
    expect(given.asked).toBe(1)
    Object.assign(given, { key: 'AKIATWO', account: '222222222222' })
    await expect(Promise.all([run(), run()])).rejects.toMatchObject({ code: 'collect-credentials' })
    await expect(run()).rejects.toMatchObject({ message: expect.stringContaining('account 222222222222') as string })
    expect(given.asked).toBe(3)
  })

  it.each(['reset', 'hang'] as const)('asks who it is once, and goes on where nobody can say: %s', async (does) => {
    await open({ settings: { deadlineSeconds: 2 }, faults: [{ action: 'sts:GetCallerIdentity', does }] })
    const { errors, resources } = await readCollector(awsRds, world)
    expect(errors).toEqual([])
    expect(resources.length).toBeGreaterThan(0)
    expect(world.replay.requests.filter((one) => one.action === 'sts:GetCallerIdentity')).toHaveLength(1)
  })

  it('does not ask where the account is left open; the resources say it', async () => {
    await open({ settings: { account: undefined, regions: ['eu-west-1'] }, environment: { accounts: {} } })
    const { settings } = world
    const { account: _account, ...open_ } = settings
    const { resources, scopes } = await readCollector(awsRds, { ...world, settings: open_ })
    expect(scopes.map((one) => one.scope)).toEqual(['default/eu-west-1'])
    expect(new Set(resources.map((one) => one.account))).toEqual(new Set(['111111111111']))
    expect(world.replay.actions()).not.toContain('sts:GetCallerIdentity')
  })

  it('says so where there are none', async () => {
    await open({})
    const bare = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined }
    const { errors } = await readCollector(awsRds, { ...world, variables: { ...world.variables, ...bare } })
    expect(errors).toMatchObject(awsRds.reads.map(() => ({ code: 'collect-credentials' })))
    expect(world.replay.requests).toEqual([])
  })
})

describe('endpoints', () => {
  it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_RDS'])('listens to %s', async (name) => {
    await open({ settings: { endpoint: undefined }, environment: { accounts: {} } })
    const { endpoint: _endpoint, account: _account, ...settings } = world.settings
    const variables = { ...world.variables, [name]: world.replay.url }
    const { errors, resources } = await readCollector(awsRds, { ...world, settings, variables })
    expect(errors).toEqual([])
    expect(resources.length).toBeGreaterThan(0)
  })

  it('signs for the region of the scope', async () => {
    await open({ settings: { regions: ['primary', 'us-east-1'] } })
    await readCollector(awsRds, world)
    expect(new Set(world.replay.requests.map((one) => one.region))).toEqual(new Set(['eu-west-1', 'us-east-1']))
  })

  it('keeps a region that does not answer from touching another', async () => {
    await open({
      settings: { regions: ['primary', 'us-east-1'], deadlineSeconds: 1 },
      faults: [{ action: 'rds:*', does: 'hang', region: 'us-east-1' }],
    })
    const { errors, resources } = await readCollector(awsRds, world)
    expect(errors).toMatchObject(awsRds.reads.map(() => ({ code: 'collect-timed-out' })))
    expect(new Set(resources.map((one) => one.region))).toEqual(new Set(['eu-west-1']))
  })
})

describe('diagnose', () => {
  it('gives a line for the identity and for each call, with a remedy where it is denied', async () => {
    await open({ faults: [{ action: 'rds:DescribeDBParameterGroups', does: 'denied' }] })
    const lines = await diagnose(awsRds, world)
    expect(lines.map((line) => [line.what, line.ok])).toEqual([
      ['identity in 111111111111/eu-west-1', true],
      ['rds:DescribeDBInstances in 111111111111/eu-west-1', true],
      ['rds:DescribeDBParameterGroups in 111111111111/eu-west-1', false],
      ['rds:DescribeDBParameters in 111111111111/eu-west-1', false],
      ['rds:DescribeDBClusters in 111111111111/eu-west-1', true],
      ['rds:DescribeDBClusterParameterGroups in 111111111111/eu-west-1', true],
      ['rds:DescribeDBClusterParameters in 111111111111/eu-west-1', true],
      ['rds:DescribeOptionGroups in 111111111111/eu-west-1', true],
    ])
    expect(lines[0]?.detail).toBe('arn:aws:iam::111111111111:user/evenkeel of account 111111111111')
    for (const line of lines.slice(2, 4)) expect(line.remedy).toContain('Allow rds:DescribeDBParameterGroups ')
  })

  it('says once that credentials do not work', async () => {
    await open({ settings: { assumeRole: hub }, faults: [{ action: 'sts:AssumeRole', does: 'denied' }] })
    const lines = await diagnose(awsEc2, world)
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ ok: false, remedy: expect.stringContaining('assumeRole') as string })
  })

  it('says once that a role cannot be reached', async () => {
    await open({ settings: { assumeRole: hub }, faults: [{ action: 'sts:AssumeRole', does: 'reset' }] })
    const lines = await diagnose(awsEc2, world)
    expect(lines).toMatchObject([{ what: 'credentials for 111111111111/eu-west-1', ok: false }])
  })

  it.each([awsAcm, awsEc2, awsRds])('tries every permission: $id', async (collector) => {
    await open({})
    const lines = await diagnose(collector, world)
    const actions = collector.reads.flatMap((read) => read.needs)
    expect(lines.slice(1).map((line) => line.what.split(' in ')[0])).toEqual(expect.arrayContaining(actions))
  })

  it('does not call allowed what it could not try', async () => {
    const withoutCertificates = shopRecordings.filter((one) => !one.action.startsWith('acm:'))
    await open({
      recordings: [...withoutCertificates, { action: 'acm:ListCertificates', body: { CertificateSummaryList: [] } }],
    })
    const lines = await diagnose(awsAcm, world)
    expect(lines.slice(1).map((line) => [line.ok, line.detail.split(':')[0]])).toEqual([
      [true, 'allowed'],
      [true, 'not tried'],
      [true, 'not tried'],
      [true, 'not tried'],
    ])
  })

  it('says that the account is another', async () => {
    await open({ settings: { account: 'other' }, environment: anyAccount })
    const lines = await diagnose(awsEc2, world)
    expect(lines).toMatchObject([{ ok: false, detail: expect.stringContaining('111111111111') as string }])
  })

  it('goes on where only the token service cannot be reached', async () => {
    await open({ faults: [{ action: 'sts:GetCallerIdentity', does: 'reset' }] })
    const lines = await diagnose(awsRds, world)
    expect(lines.map((line) => line.ok)).toEqual([false, ...lines.slice(1).map(() => true)])
    expect(lines.length).toBeGreaterThan(4)
  })
})

describe('imports', () => {
  it('takes only types of the SDK: clients cost hundreds of milliseconds, and come when they are used', async () => {
    await open({})
    const root = new URL('../../../collectors/', import.meta.url)
    const files = globSync(['_aws/**/*.ts', 'aws-*/**/*.ts'], { cwd: root.pathname })
    expect(files.length).toBeGreaterThan(20)
    for (const file of files) {
      const text = readFileSync(new URL(file, root), 'utf8')
      const eager = text.match(/^import (?!type )[^;]*?from '@(aws-sdk|smithy)\/[^']+'/gm) ?? []
      expect(eager, file).toEqual([])
    }
  })
})
