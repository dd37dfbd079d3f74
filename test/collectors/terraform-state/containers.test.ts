import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsApplicationAutoscaling } from '../../../collectors/aws-application-autoscaling/collector.ts'
import { awsEcs } from '../../../collectors/aws-ecs/collector.ts'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import { kindOf } from '../../../src/model/kinds/index.ts'
import type { CollectedResource } from '../../../src/model/resource.ts'
import { canary } from '../../contracts/collector-contract.ts'
import { awsWorld, type AwsWorld } from '../../support/aws-world.ts'
import { readCollector } from '../../support/read-collector.ts'
import { collectFiles, type Outcome } from '../_files/workspace.ts'
import { autoscalerId, cluster, clusterId, service, serviceId, target, task } from './container-states.ts'
import { stateText, type Given } from './states.ts'

const read = (...instances: readonly Given[]): Promise<Outcome> =>
  collectFiles(terraformState, { 'production.tfstate': stateText(...instances) }, { state: 'production.tfstate' })

let world: AwsWorld
let observed: readonly CollectedResource[]

beforeAll(async () => {
  world = await awsWorld()
  const found = await Promise.all([awsApplicationAutoscaling, awsEcs].map((one) => readCollector(one, world)))
  observed = found.flatMap((one) => one.resources)
})
afterAll(() => world.close())

/** What is compared of a resource: nothing volatile, empty or at its default. The fingerprints have a key of their own each. */
function compared(resource: CollectedResource | undefined): Readonly<Record<string, unknown>> {
  const fields = kindOf(resource?.kind ?? '')?.fields ?? {}
  const kept = Object.entries(resource?.attributes ?? {}).filter(([name, value]) => {
    const empty = Array.isArray(value) && value.length === 0
    return !empty && fields[name]?.volatile !== true && value !== fields[name]?.default
  })
  const text = JSON.stringify(Object.fromEntries(kept)).replaceAll(/"(hmac|keyId)":"\w+"/g, '"$1":""')
  return JSON.parse(text) as Readonly<Record<string, unknown>>
}

const declaredOf = ({ resources }: Outcome, id: string): CollectedResource | undefined =>
  resources.find((one) => one.id === id)

describe('containers of a state', () => {
  it.each([
    ['a cluster with its capacity providers', clusterId, cluster],
    ['a service with its task definition', serviceId, [service, task, ...target]],
    ['what scales it', autoscalerId, target],
  ])('are those of the account: %s', async (_, id, instances) => {
    const outcome = await read(...instances)
    expect(outcome.errors).toEqual([])
    const declared = compared(declaredOf(outcome, id))
    expect(declared).toEqual(compared(observed.find((one) => one.id === id)))
    expect(Object.keys(declared).length).toBeGreaterThan(3)
    expect(JSON.stringify(outcome.resources)).not.toContain(canary)
  })

  it('have a number of their own where nothing scales them', async () => {
    const scaled = declaredOf(await read(service, task, ...target), serviceId)?.attributes
    expect(scaled).toMatchObject({ autoscaled: true })
    expect(scaled?.['replicas']).toBeUndefined()
    expect(declaredOf(await read(service, task), serviceId)?.attributes).toMatchObject({ replicas: 4 })
  })

  it('are unknown in what a task definition says that is in another state', async () => {
    const outcome = await read(service)
    expect(outcome.errors).toEqual([])
    expect(declaredOf(outcome, serviceId)?.attributes).toMatchObject({ launchType: 'FARGATE' })
    expect(declaredOf(outcome, serviceId)?.attributes).not.toHaveProperty('containers')
    expect(outcome.unknown).toHaveLength(1)
    expect(outcome.unknown[0]?.fields).toEqual(expect.arrayContaining(['/containers', '/settings', '/cpu']))
  })

  it('find their task definition by family and revision too', async () => {
    const byFamily = { ...service, attributes: { ...service.attributes, task_definition: 'shop-production-api:482' } }
    expect(declaredOf(await read(byFamily, task), serviceId)?.attributes).toMatchObject({ cpu: 500 })
  })

  it.each([
    ['no JSON', `{"${canary}`],
    ['no list', '{}'],
    ['a list of something else', `["${canary}"]`],
    ['a variable that is none', `[{"name":"api","environment":["${canary}"]}]`],
  ])('are told as unusable, without a value, where their definitions are %s', async (_, text) => {
    const broken = { ...task, attributes: { ...task.attributes, container_definitions: text } }
    const { errors } = await read(service, broken)
    expect(errors).toHaveLength(1)
    expect(errors[0]?.error.message).toContain('`container_definitions` of aws_ecs_task_definition')
    expect(errors[0]?.error.message).not.toContain(canary)
  })
})
