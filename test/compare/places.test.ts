import { describe, expect, it } from 'vitest'
import { sameCount } from '../../src/judge/relations/fleets.ts'
import { facingOf } from '../../src/model/facing.ts'
import { changeAt, changesOf, compareSketches, type EnvironmentSketch, type Sketch } from '../support/snapshots.ts'

const rows = (roles: Readonly<Record<string, string>>): NonNullable<EnvironmentSketch['coverage']> =>
  Object.entries(roles).map(([scope, role]) => ({
    origin: { collector: 'sketch', mode: 'observed' as const, scope },
    role,
  }))

const idsOf = (comparison: ReturnType<typeof compareSketches>): readonly string[] =>
  comparison.pairing.twins
    .map((twin) => {
      const ids = (keys: readonly string[]): string => keys.map((key) => key.split('|').at(-1)).join('+') || '-'
      return `${twin.name}: ${ids(twin.candidate)} = ${ids(twin.baseline)}`
    })
    .sort()

/** What stands in one region of the shop: a firewall, a database in it, its parameters and the settings that name them. */
function region(
  environment: string,
  place: string,
  name: string,
  change: Readonly<Record<string, string>> = {},
): Sketch[] {
  const id = (part: string): string => `${environment}-${place}-${part}`
  return [
    { kind: 'firewall', id: id('sg'), name: `shop-${environment}-db`, scope: place, attributes: { ingress: [] } },
    {
      kind: 'database-instance',
      id: id('orders'),
      name: `orders-${environment}`,
      scope: place,
      identifiers: [`orders.${place}.db.example`],
      attributes: { engineVersion: change['version'] ?? '15.4', firewalls: [id('sg')], parameters: id('tuned') },
    },
    {
      kind: 'database-parameters',
      id: id('tuned'),
      name: `orders-${environment}-${name}`,
      scope: place,
      attributes: {
        family: 'postgres15',
        parameters: [{ name: 'max_connections', value: change['connections'] ?? '500', source: 'user' }],
      },
    },
    {
      kind: 'setting-group',
      id: id('app.env'),
      name: `${environment}/app.env`,
      scope: place,
      attributes: { settings: [{ key: 'QUEUE', value: `arn:aws:sqs:${name}:111111111111:orders`, shape: 'arn(sqs)' }] },
    },
  ]
}

const staging: EnvironmentSketch = {
  name: 'staging',
  regions: { primary: 'eu-west-1' },
  accounts: { main: '111111111111' },
  resources: region('staging', 'eu', 'eu-west-1'),
  coverage: rows({ here: '{account:main}', eu: '{account:main}/{region:primary}' }),
}

function production(change: Readonly<Record<string, string>> = {}, more: readonly Sketch[] = []): EnvironmentSketch {
  return {
    name: 'production',
    regions: { primary: 'eu-central-1', second: 'us-east-1' },
    accounts: { main: '111111111111' },
    resources: [
      ...region('production', 'eu', 'eu-central-1'),
      ...region('production', 'us', 'us-east-1', change),
      ...more,
    ],
    coverage: rows({
      here: '{account:main}',
      eu: '{account:main}/{region:primary}',
      us: '{account:main}/{region:second}',
    }),
  }
}

describe('production in two regions and staging in one', () => {
  it('has one twin of what is in both, with a member in each, and nothing to say of twins', () => {
    const comparison = compareSketches(staging, production())
    expect(idsOf(comparison)).toEqual([
      'app.env: staging-eu-app.env = production-eu-app.env+production-us-app.env',
      'orders-{region:primary}: staging-eu-tuned = production-eu-tuned+production-us-tuned',
      'orders: staging-eu-orders = production-eu-orders+production-us-orders',
      'shop-db: staging-eu-sg = production-eu-sg+production-us-sg',
    ])
    expect(comparison.pairing.ambiguous).toEqual([])
    expect(changesOf(comparison)).toEqual([])
    const [twin] = comparison.pairing.twins
    expect(twin?.evidence.at(-1)).toMatch(/^also in \{account:main\}\/\{region:second\}: the same name, "/)
    expect(twin?.further).toHaveLength(1)
  })

  it('says what differs in one of them once, with what each has', () => {
    const comparison = compareSketches(staging, production({ connections: '900' }))
    expect(changesOf(comparison)).toEqual(['database-parameters/orders-{region:primary} /parameters/max_connections'])
    const { baseline } = changeAt(comparison, '/parameters/max_connections')
    expect(baseline?.mixed?.map(({ raw }) => (raw as { value: string }).value)).toEqual(['900', '500'])
  })

  it('does not miss in staging what production keeps in its second region alone, and pairs there what is called alike', () => {
    const archive: Sketch = { kind: 'database-instance', id: 'us-archive', name: 'archive-production', scope: 'us' }
    const alone = compareSketches(staging, production({}, [archive]))
    expect(alone.pairing.twins.find((twin) => twin.name === 'archive')?.alone).toBe('not-covered')
    expect(changesOf(alone)).toEqual([])
    const mine: Sketch = { kind: 'database-instance', id: 'eu-archive', name: 'archive-staging', scope: 'eu' }
    const both = compareSketches({ ...staging, resources: [...staging.resources, mine] }, production({}, [archive]))
    expect(idsOf(both)).toContain('archive: eu-archive = us-archive')
  })

  it('is the same with the sides changed', () => {
    expect(changesOf(compareSketches(production(), staging))).toEqual([])
    expect(changesOf(compareSketches(production({ version: '15.5' }), staging))).toEqual([
      'database-instance/orders /engineVersion',
    ])
  })

  it('joins nothing where two could be meant', () => {
    const two = ['a', 'b'].map((n): Sketch => ({ kind: 'firewall', id: n, name: 'shop-production-db', scope: 'us' }))
    const { resources, ...rest } = production()
    const comparison = compareSketches(staging, {
      ...rest,
      resources: [...resources.filter(({ id }) => id !== 'production-us-sg'), ...two],
    })
    expect(idsOf(comparison)).toContain('shop-db: staging-eu-sg = production-eu-sg')
    expect(comparison.pairing.twins.filter(({ alone }) => alone === 'not-covered').map(({ name }) => name)).toEqual([
      'shop-db',
      'shop-db',
    ])
  })
})

/** Workloads of a cluster. */
const workload = (scope: string, name: string, image = 'shop/orders:1.4.0'): Sketch => ({
  kind: 'workload',
  id: `${scope}/${name}`,
  name,
  address: `shop/Deployment:${name}`,
  scope,
  attributes: { type: 'Deployment', containers: [{ name: 'app', image }] },
})

function clusters(
  name: string,
  clustersByRole: Readonly<Record<string, string>>,
  resources: readonly Sketch[],
): EnvironmentSketch {
  const roles = Object.entries(clustersByRole).map(([role, cluster]) => [cluster, `{cluster:${role}}`] as const)
  return {
    name,
    clusters: clustersByRole,
    resources,
    coverage: [...rows(Object.fromEntries(roles)), ...rows({ here: '{account:none}' })],
  }
}

describe('one staging cluster and several of production', () => {
  const stagingCluster = clusters('staging', { main: 'bluebird' }, [
    workload('bluebird', 'orders'),
    workload('bluebird', 'web'),
  ])
  const eu = [workload('kite-eu', 'orders'), workload('kite-eu', 'web')]
  const us = [workload('kite-us', 'orders'), workload('kite-us', 'web')]
  const ap = [workload('kite-ap', 'orders'), workload('kite-ap', 'web')]
  const names = { eu: 'kite-eu', us: 'kite-us', ap: 'kite-ap' }

  it('has one twin of what is in all', () => {
    const comparison = compareSketches(stagingCluster, clusters('production', names, [...eu, ...us, ...ap]))
    expect(idsOf(comparison)).toEqual([
      'orders: bluebird/orders = kite-ap/orders+kite-eu/orders+kite-us/orders',
      'web: bluebird/web = kite-ap/web+kite-eu/web+kite-us/web',
    ])
    expect(changesOf(comparison)).toEqual([])
  })

  it('finds what differs in one, and what is in one and not in staging; what is only not in all is no difference', () => {
    const odd = [workload('kite-us', 'orders', 'shop/orders:1.5.0'), workload('kite-us', 'search')]
    const comparison = compareSketches(stagingCluster, clusters('production', names, [...eu, ...odd, ...ap]))
    expect(changesOf(comparison)).toEqual(['workload/orders /containers/app', 'workload/search '])
    expect(idsOf(comparison)).toContain('web: bluebird/web = kite-ap/web+kite-eu/web')
  })

  it('says that something is missing only where all of them were read', () => {
    const extra = { ...stagingCluster, resources: [...stagingCluster.resources, workload('bluebird', 'search')] }
    const all = clusters('production', names, [...eu, ...us, ...ap])
    expect(changesOf(compareSketches(extra, all))).toEqual(['workload/search '])
    const denied = (all.coverage ?? []).map((row) =>
      row.role === '{cluster:us}' ? { ...row, status: 'denied' as const } : row,
    )
    expect(changesOf(compareSketches(extra, { ...all, coverage: denied }))).toEqual([])
  })

  it('takes the names of clusters for one word, where both sides tell theirs', () => {
    const setting = (scope: string, cluster: string): Sketch => ({
      kind: 'setting-group',
      id: `${scope}/agent`,
      name: `${cluster}-agent`,
      scope,
      attributes: { settings: [{ key: 'CLUSTER', value: `eks/${cluster}/agent`, shape: 'path' }] },
    })
    const mine = { ...stagingCluster, resources: [setting('bluebird', 'bluebird')] }
    const theirs = clusters('production', names, [setting('kite-eu', 'kite-eu'), setting('kite-us', 'kite-us')])
    const comparison = compareSketches(mine, theirs)
    expect(idsOf(comparison)).toEqual(['{cluster:main}-agent: bluebird/agent = kite-eu/agent+kite-us/agent'])
    expect(changesOf(comparison)).toEqual([])
    const { clusters: _untold, ...untold } = mine
    expect(idsOf(compareSketches(untold, theirs))).toContain('bluebird-agent: bluebird/agent = -')
  })

  it('faces roles that both have each by its own', () => {
    const two = { eu: 'bluebird', us: 'robin' }
    const comparison = compareSketches(
      clusters('staging', two, [workload('bluebird', 'orders'), workload('robin', 'orders')]),
      clusters('production', { eu: 'kite-eu', us: 'kite-us' }, [
        workload('kite-eu', 'orders'),
        workload('kite-us', 'orders'),
      ]),
    )
    expect(idsOf(comparison)).toEqual([
      'orders: bluebird/orders = kite-eu/orders',
      'orders: robin/orders = kite-us/orders',
    ])
  })
})

describe('how places face each other', () => {
  const of = (candidate: readonly string[], baseline: readonly string[]) => facingOf({ candidate, baseline })

  it('an account answers to its own role alone, whatever regions there are', () => {
    const { baseline } = of(
      ['{account:main}/{region:primary}', '{account:main}'],
      ['{account:main}/{region:primary}', '{account:data}/{region:primary}', '{account:data}/{region:second}'],
    )
    expect(baseline.further).toEqual([])
    expect(baseline.pairsAs('{account:data}/{region:second}')).toBe('{account:data}/{region:second}')
  })

  it('a lone region faces a lone one of another role', () => {
    const { candidate, baseline } = of(['{account:main}/{region:primary}'], ['{account:main}/{region:eu}'])
    expect(candidate.answersAs('{account:main}/{region:primary}')).toBe(
      baseline.answersAs('{account:main}/{region:eu}'),
    )
  })

  it('the first of several regions is answered by the only one, the others by nobody; of clusters all are', () => {
    const regions = of(['{region:primary}'], ['{region:us}', '{region:eu}']).baseline
    expect(['{region:eu}', '{region:us}'].map(regions.answersAs)).toEqual(['{region:primary}', '{region:us}'])
    const clustered = of(['{cluster:main}'], ['{cluster:us}', '{cluster:eu}']).baseline
    expect(['{cluster:eu}', '{cluster:us}'].map(clustered.answersAs)).toEqual(['{cluster:main}', '{cluster:main}'])
    expect([regions.further, clustered.further]).toEqual([['{region:us}'], ['{cluster:us}']])
  })

  it('places without a region or cluster face as they are', () => {
    const { candidate } = of(['', 'www.shop.example:443'], ['', 'db.shop.example:5432'])
    expect(candidate.answersAs('')).toBe('')
    expect(candidate.further).toEqual([])
  })
})

describe('one account and region for both, told apart by tags', () => {
  const account = '111111111111'
  const key = `arn:aws:kms:eu-west-1:${account}:key/1111aaaa-22bb-33cc-44dd-5555eeee6666`
  const vault = `arn:aws:secretsmanager:eu-west-1:${account}:secret:vault-production-AbCdEf`
  const side = (name: string, id: string, groups: readonly string[], secret: string): EnvironmentSketch => ({
    name,
    accounts: { main: account },
    regions: { primary: 'eu-west-1' },
    resources: [
      { kind: 'firewall', id: `sg-0${id}0000001`, name: `${name}-web`, tags: { Environment: name } },
      {
        kind: 'compute-instance',
        id: `i-0${id}0000001`,
        name: `${name}-web`,
        tags: { Environment: name },
        attributes: { firewalls: [...groups], profile: `arn:aws:iam::${account}:instance-profile/${name}-web` },
      },
      {
        kind: 'setting-group',
        id: `${name}.env`,
        name: `${name}/app.env`,
        attributes: {
          settings: [
            { key: 'KEY', value: key, shape: 'arn(kms)' },
            { key: 'VAULT', value: secret, shape: 'arn(secretsmanager)' },
          ],
        },
      },
      ...(name === 'production' ? [{ kind: 'stored-secret', id: vault, name: 'vault-production' }] : []),
    ],
  })
  const production = side('production', 'bbb', ['sg-0bbb0000001', 'sg-0shared00001'], vault)

  it('says nothing of twins, of what both use and nobody tagged, nor of the account itself', () => {
    const staging = side(
      'staging',
      'aaa',
      ['sg-0aaa0000001', 'sg-0shared00001'],
      vault.replace('production', 'staging'),
    )
    const comparison = compareSketches(staging, production)
    expect(changesOf(comparison).filter((line) => !line.startsWith('stored-secret'))).toEqual([])
  })

  it('tells what of the other environment is used, and not what is shared on purpose', () => {
    const staging = side('staging', 'aaa', ['sg-0bbb0000001'], vault)
    const foreign = (shared: readonly string[]): readonly string[] =>
      [...compareSketches(staging, production, { shared }).views()].flatMap((view) =>
        [...view.units('**')].flatMap((unit) => (unit.candidate?.foreign ?? []).map(({ word }) => word)),
      )
    expect(foreign([])).toEqual(['sg-0bbb0000001', vault])
    expect(foreign(['vault-production*', `*:secret:vault-*`])).toEqual(['sg-0bbb0000001'])
  })
})

describe('what is told of a twin that is in several places', () => {
  it('is first the value that the other side has nowhere, and each member with its place', () => {
    for (const connections of ['100', '900']) {
      const comparison = compareSketches(staging, production({ connections }))
      const [view] = [...comparison.views()].filter(({ changes }) => changes.length > 0)
      expect((view?.changes[0]?.baseline?.raw as { value: string }).value).toBe(connections)
      expect(view?.members.baseline.map(({ name }) => name)).toEqual([
        'orders-production-eu-central-1 in eu-central-1',
        'orders-production-us-east-1 in us-east-1',
      ])
      expect(view?.members.candidate.map(({ name }) => name)).toEqual(['orders-staging-eu-west-1'])
    }
  })

  it('counts the members of one place', () => {
    const fleet = (side: string, place: string, count: number): Sketch[] =>
      Array.from({ length: count }, (_, i) => ({
        kind: 'compute-instance',
        id: `${side}-${place}-${i}`,
        name: `${side}-web`,
        scope: place,
      }))
    const counts = (eu: number, us: number): boolean => {
      const comparison = compareSketches(
        { ...staging, resources: fleet('staging', 'eu', 2) },
        { ...production(), resources: [...fleet('production', 'eu', eu), ...fleet('production', 'us', us)] },
      )
      const [view, ...others] = [...comparison.views()]
      expect([view?.members.baseline.length, others.length]).toEqual([eu + us, 0])
      return sameCount.compile({})(undefined, undefined, { view } as never)
    }
    expect([counts(2, 2), counts(2, 5), counts(3, 2)]).toEqual([true, true, false])
  })
})
