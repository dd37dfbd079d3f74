import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsElasticache } from '../../../collectors/aws-elasticache/collector.ts'
import { awsElbv2 } from '../../../collectors/aws-elbv2/collector.ts'
import { awsRds } from '../../../collectors/aws-rds/collector.ts'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import { kindOf } from '../../../src/model/kinds/index.ts'
import type { CollectedResource } from '../../../src/model/resource.ts'
import { awsWorld, type AwsWorld } from '../../support/aws-world.ts'
import { plain, readCollector } from '../../support/read-collector.ts'
import { collectFiles, type Outcome } from '../_files/workspace.ts'
import {
  balancer,
  cacheClusters,
  cacheParameters,
  cloud,
  clusterParameters,
  databaseCluster,
  listeners,
  optionGroup,
  replicationGroup,
  serverlessCache,
  targetGroup,
} from './cloud-states.ts'
import { stateText, type Given } from './states.ts'

const read = (...instances: readonly Given[]): Promise<Outcome> =>
  collectFiles(terraformState, { 'production.tfstate': stateText(...instances) }, { state: 'production.tfstate' })

let world: AwsWorld
let observed: readonly CollectedResource[]

beforeAll(async () => {
  world = await awsWorld()
  const outcomes = await Promise.all([awsElbv2, awsElasticache, awsRds].map((one) => readCollector(one, world)))
  observed = outcomes.flatMap(({ resources }) => resources)
})
afterAll(() => world.close())

const cannotKnow = Object.assign({}, ...terraformState.reads.map((one) => one.cannotKnow ?? {})) as Readonly<
  Record<string, readonly string[]>
>

/** What is compared of a resource: nothing volatile, nothing that a state cannot know, nothing that equals its default. */
function compared(resource: CollectedResource): unknown {
  const fields = kindOf(resource.kind)?.fields ?? {}
  const unknown = (cannotKnow[resource.kind] ?? []).map((pointer) => pointer.split('/')[1])
  const kept = Object.entries(resource.attributes as Readonly<Record<string, unknown>>).filter(
    ([name, value]) => fields[name]?.volatile !== true && !unknown.includes(name) && value !== fields[name]?.default,
  )
  return plain(Object.fromEntries(kept.map(([name, value]) => [name, withoutApply(value)])))
}

/** Whether a parameter needs a restart, and whether an option is permanent, is shown and never compared. */
function withoutApply(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  return (value as readonly unknown[]).map((one) =>
    typeof one === 'object' && one !== null
      ? { ...one, apply: undefined, permanent: undefined, clientCertificates: undefined }
      : one,
  )
}

describe('a state says the same as the account', () => {
  it.each([
    ['load-balancer', 'shop-production-web'],
    ['target-group', 'shop-production-web'],
    ['cache', 'shop-production-sessions'],
    ['cache', 'shop-production-pages'],
    ['cache', 'shop-production-flags'],
    ['cache-parameters', 'shop-production-valkey8'],
    ['database-cluster', 'shop-production-search'],
    ['database-cluster-parameters', 'shop-production-aurora15'],
    ['database-instance', 'shop-production-search-2'],
    ['database-options', 'shop-production-mysql80'],
  ])('of the %s %s', async (kind, name) => {
    const outcome = await read(...cloud)
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    const [declared, seen] = [outcome.resources, observed].map((all) =>
      all.find((one) => one.kind === kind && one.name === name),
    )
    if (declared === undefined || seen === undefined) throw new Error(`no ${kind} ${name}`)
    expect(declared.id).toBe(seen.id)
    expect(compared(declared)).toEqual(compared(seen))
  })
})

const onlyOf = (outcome: Outcome, kind: string): CollectedResource => {
  const found = outcome.resources.filter((one) => one.kind === kind)
  expect(found).toHaveLength(1)
  return found[0] as CollectedResource
}

describe('a load balancer of a state', () => {
  it('whose listeners stand elsewhere has them unknown, not none', async () => {
    const outcome = await read(balancer)
    expect(outcome.unknown).toMatchObject([{ kind: 'load-balancer' }])
    expect([...(outcome.unknown[0]?.fields ?? [])].sort()).toEqual(['/listeners', '/order', '/rules'])
    expect(onlyOf(outcome, 'load-balancer').attributes['listeners']).toBeUndefined()
  })

  it('lets no secret of a listener out, and what Terraform withholds of one is unknown', async () => {
    const canary = 'canary-7Yq3hV9sXw2LkP'
    const outcome = await read(balancer, ...listeners(canary, ['default_action']))
    expect(JSON.stringify(outcome)).not.toContain(canary)
    expect(outcome.unknown.flatMap(({ fields }) => fields)).toContain('/listeners')
  })
})

describe('a cache of a state', () => {
  it('tells of a token that there is one, and no more', async () => {
    const canary = 'canary-7Yq3hV9sXw2LkP'
    const group = replicationGroup({ auth_token: canary, user_group_ids: [] })
    const outcome = await read({ ...group, sensitive: ['auth_token'] })
    expect([outcome.errors, outcome.unknown]).toEqual([[], []])
    expect(onlyOf(outcome, 'cache').attributes).toMatchObject({ authentication: 'token' })
    expect(JSON.stringify(outcome)).not.toContain(canary)
  })

  it('is a group with its nodes, or a cluster that stands alone', async () => {
    const outcome = await read(...cacheClusters, serverlessCache, cacheParameters)
    expect(outcome.resources.map(({ kind, name }) => `${kind} ${name ?? ''}`).sort()).toEqual([
      'cache shop-production-flags',
      'cache shop-production-pages',
      'cache-parameters shop-production-valkey8',
    ])
  })

  it('counts replicas by its members where no provider counted them', async () => {
    const older = replicationGroup({ replicas_per_node_group: null, num_node_groups: 1, num_cache_clusters: 3 })
    expect(onlyOf(await read(older), 'cache').attributes).toMatchObject({ replicas: 2 })
  })
})

describe('a database cluster of a state', () => {
  it('without members has no readers; with an instance, the writer is none', async () => {
    const [cluster, first] = databaseCluster
    if (cluster === undefined || first === undefined) throw new Error('the fixture has no cluster')
    const bare = { ...cluster, attributes: { ...cluster.attributes, cluster_members: [] } }
    expect(onlyOf(await read(bare), 'database-cluster').attributes).toMatchObject({ readers: 0 })
    expect(onlyOf(await read(bare, first), 'database-cluster').attributes).toMatchObject({
      readers: 0,
      writer: 'shop-production-search-1',
    })
  })

  it('leaves everything else of the state to what it is', async () => {
    const outcome = await read(clusterParameters, optionGroup, targetGroup)
    expect(outcome.resources.map(({ kind }) => kind).sort()).toEqual([
      'database-cluster-parameters',
      'database-options',
      'target-group',
    ])
  })
})
