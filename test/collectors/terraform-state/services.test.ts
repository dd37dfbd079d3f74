import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsElb } from '../../../collectors/aws-elb/collector.ts'
import { awsIam } from '../../../collectors/aws-iam/collector.ts'
import { awsKms } from '../../../collectors/aws-kms/collector.ts'
import { awsLambda } from '../../../collectors/aws-lambda/collector.ts'
import { awsS3 } from '../../../collectors/aws-s3/collector.ts'
import { awsSecretsmanager } from '../../../collectors/aws-secretsmanager/collector.ts'
import { awsSsm } from '../../../collectors/aws-ssm/collector.ts'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import { kindOf } from '../../../src/model/kinds/index.ts'
import type { CollectedResource } from '../../../src/model/resource.ts'
import { canary } from '../../contracts/collector-contract.ts'
import { awsWorld, type AwsWorld } from '../../support/aws-world.ts'
import { readCollector } from '../../support/read-collector.ts'
import { collectFiles, type Outcome } from '../_files/workspace.ts'
import { account, services } from './service-states.ts'
import { stateText, type Given } from './states.ts'

const read = (...instances: readonly Given[]): Promise<Outcome> =>
  collectFiles(terraformState, { 'production.tfstate': stateText(...instances) }, { state: 'production.tfstate' })

let world: AwsWorld
let observed: readonly CollectedResource[]

beforeAll(async () => {
  world = await awsWorld()
  const collectors = [awsElb, awsIam, awsKms, awsLambda, awsS3, awsSecretsmanager, awsSsm]
  observed = (await Promise.all(collectors.map((one) => readCollector(one, world)))).flatMap((one) => one.resources)
})
afterAll(() => world.close())

const cannotKnow = Object.assign({}, ...terraformState.reads.map((one) => one.cannotKnow ?? {})) as Readonly<
  Record<string, readonly string[]>
>

/** What is compared of a resource: nothing volatile, secret or at its default, and nothing that a state cannot know. */
function compared(resource: CollectedResource | undefined): unknown {
  const fields = kindOf(resource?.kind ?? '')?.fields ?? {}
  const kept = Object.entries(resource?.attributes ?? {}).filter(([name, value]) => {
    const field = fields[name]
    const empty = Array.isArray(value) && value.length === 0
    const known = !(cannotKnow[resource?.kind ?? ''] ?? []).includes(`/${name}`)
    return known && !empty && field?.volatile !== true && value !== field?.default
  })
  // Both are fingerprinted, each by a key of its own here.
  const text = JSON.stringify(Object.fromEntries(kept)).replaceAll(/"(hmac|keyId)":"\w+"/g, '"$1":""')
  return JSON.parse(text)
}

describe('a state and the account say the same of', () => {
  it.each(Object.entries(services))('%s', async (id, instances) => {
    const { resources, errors } = await read(...instances)
    expect(errors).toEqual([])
    const declared = resources.find((one) => one.id === id)
    const seen = observed.find((one) => one.id === id)
    expect(compared(declared)).toEqual(compared(seen))
    expect(Object.keys(compared(declared) as object).length).toBeGreaterThan(1)
    expect(declared?.identifiers).toContain(id)
    expect(JSON.stringify(resources)).not.toContain(canary)
  })
})

it('a policy that is none costs its kind, and is told without its text', async () => {
  const { errors } = await read({
    type: 'aws_iam_policy',
    attributes: { arn: `arn:aws:iam::${account}:policy/shop`, name: 'shop', policy: `{"Statement": ${canary}` },
  })
  expect(JSON.stringify(errors)).toContain('is not a policy')
  expect(JSON.stringify(errors)).not.toContain(canary)
})

describe('a classic load balancer of a state', () => {
  it('is in a network that nobody knows without its subnets, and has the TLS policy that AWS gives where nobody chose one', async () => {
    const listener = { lb_protocol: 'SSL', lb_port: 443, instance_protocol: 'TCP', instance_port: 443 }
    const attributes = { name: 'shop-legacy', internal: true, subnets: ['subnet-1'], listener: [listener] }
    const { resources, unknown } = await read({ type: 'aws_elb', attributes })
    expect(resources[0]?.attributes).toMatchObject({
      scheme: 'internal',
      listeners: [{ listener: 'SSL:443', tlsPolicy: 'ELBSecurityPolicy-2016-08', action: 'forward to TCP:443' }],
    })
    expect((resources[0]?.attributes as { readonly network?: string }).network).toBeUndefined()
    expect(unknown.map(({ fields, reason }) => [fields, /subnets/.test(reason)])).toEqual([[['/network'], true]])
  })
})
