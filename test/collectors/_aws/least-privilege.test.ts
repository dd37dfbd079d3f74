import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { sessionOf } from '../../../collectors/_aws/session.ts'
import { policyDocument, policyFor } from '../../../src/app/policy.ts'
import { needsOf, type Collector } from '../../../src/collect/contract.ts'
import { assign } from '../../../src/collect/tasks.ts'
import { network } from '../../../src/model/kinds/network.ts'
import { permissionOf } from '../../support/aws-permissions.ts'
import { awsWorld } from '../../support/aws-world.ts'
import { fakeCollector, source, yields } from '../../support/fake-collector.ts'
import { readCollector } from '../../support/read-collector.ts'
import { readRecordings } from '../../support/replay-recording.ts'
import { collectors } from '../../support/collectors.ts'

const aws = collectors.filter((collector) => collector.family === 'aws')
const recordings = fileURLToPath(new URL('../../recordings/', import.meta.url))

/** Settings that ask for all that a collector can do, where the defaults do not. */
const everything: Readonly<Record<string, unknown>> = { values: 'fingerprint' }

/** What a collector calls when it reads all that its recordings hold. */
async function permissionsUsed(collector: Collector, more: Readonly<Record<string, unknown>>) {
  const own = `${recordings}${collector.id}`
  if (!existsSync(own)) throw new Error(`there are no recordings of ${collector.id}`)
  const world = await awsWorld({ recordings: readRecordings(`${recordings}aws-sts`, own), settings: more })
  try {
    const { scopes, errors, resources } = await readCollector(collector, world)
    const called = scopes.flatMap((scope) => [...sessionOf({ settings: world.settings, scope }).attempts.keys()])
    const used = [...new Set(called.map(permissionOf))].filter((one) => one !== 'sts:GetCallerIdentity').sort()
    return { used, errors, resources, settings: world.settings }
  } finally {
    await world.close()
  }
}

function declared(collector: Collector, settings: unknown): readonly string[] {
  const further = collector.reads.flatMap((read) => read.needsIf?.(settings as never) ?? [])
  return [...new Set([...needsOf(collector), ...further])].sort()
}

describe('what a collector of AWS may do', () => {
  it('has a recording of every one of them', () => {
    const recorded = readdirSync(recordings)
    expect(aws.map(({ id }) => id).filter((id) => !recorded.includes(id))).toEqual([])
    expect(aws.length).toBeGreaterThan(2)
  })

  it.each(aws)('is what it declares, and nothing that it never does: $id', async (collector) => {
    const { used, resources, settings } = await permissionsUsed(collector, everything)
    expect(resources.length).toBeGreaterThan(0)
    expect(used).toEqual(declared(collector, settings))
  })

  it.each(aws)('is reading: $id', (collector) => {
    for (const need of declared(collector, { values: true, secretValues: true })) {
      expect(need).toMatch(/^[a-z0-9-]+:(Describe|Get|List|BatchGet|Select)[A-Z]\w*$/)
    }
  })

  it.each(aws)('is not the reading of contents that nobody asked for: $id', (collector) => {
    const contents = /:(GetSecretValue|BatchGetSecretValue|GetObject|Decrypt|GetParameterHistory)$/
    expect(needsOf(collector).filter((need) => contents.test(need))).toEqual([])
  })

  it('tells a call that nobody declared, and a declaration that nobody uses', async () => {
    const [rds] = aws.filter(({ id }) => id === 'aws-rds')
    if (rds === undefined) throw new Error('aws-rds is gone')
    const reads = rds.reads.map((read) => ({
      ...read,
      needs: read.needs.map((need) => (need === 'rds:DescribeDBParameters' ? 'rds:DescribeEvents' : need)),
    }))
    const { used } = await permissionsUsed({ ...rds, reads }, everything)
    expect(used).toContain('rds:DescribeDBParameters')
    expect(used).not.toContain('rds:DescribeEvents')
    expect(used).not.toEqual(needsOf({ ...rds, reads }))
  })
})

describe('the policy', () => {
  const actionsOf = (policy: ReturnType<typeof policyFor>): readonly string[] => policy?.Statement[0]?.Action ?? []

  it('of all collectors only reads', () => {
    const actions = actionsOf(policyDocument(collectors))
    expect(actions.length).toBeGreaterThan(10)
    for (const action of actions) expect(action).toMatch(/:(Describe|Get|List|BatchGet|Select)[A-Z]/)
    expect([...actions]).toEqual([...new Set(actions)].sort())
  })

  it('of a configuration allows what its services need, and no more', () => {
    const only = assign([source('aws', { settings: { services: ['rds'] } })], collectors)
    const [rds] = aws.filter(({ id }) => id === 'aws-rds')
    expect(actionsOf(policyFor(only))).toEqual(rds === undefined ? [] : needsOf(rds))
    const none = assign([source('files')], collectors)
    expect(policyFor(none)).toBeUndefined()
  })

  it('has what the settings add only where they do', () => {
    const read = { produces: [network], needs: ['secrets:ListSecrets'], read: yields() }
    const needsIf = (settings: unknown): readonly string[] =>
      (settings as { readonly values?: boolean }).values === true ? ['secrets:GetSecretValue'] : []
    const collector = fakeCollector({ reads: [{ ...read, needsIf }] })
    const policy = (settings: object) => actionsOf(policyFor(assign([source('fake', { settings })], [collector])))
    expect(policy({})).toEqual(['secrets:ListSecrets'])
    expect(policy({ values: true })).toEqual(['secrets:GetSecretValue', 'secrets:ListSecrets'])
  })
})
