import { describe, expect, it } from 'vitest'
import { changeAt, changesOf, compareSketches, type EnvironmentSketch, type Sketch } from '../support/snapshots.ts'

/** One template, two environments: everything that differs is only the environment's. */
function shop(name: 'staging' | 'production'): EnvironmentSketch {
  const n =
    name === 'staging'
      ? { id: 'aa', net: '10.1', account: '222222222222' }
      : { id: 'bb', net: '10.2', account: '111111111111' }
  const firewall = (part: string): string => `sg-0${n.id}0000${part}`
  const rules = [
    { protocol: 'tcp', ports: '443', cidr: '0.0.0.0/0' },
    { protocol: 'tcp', ports: '5432', group: firewall('01') },
    { protocol: 'tcp', ports: '22', cidr: `${n.net}.1.0/24` },
    { protocol: 'tcp', ports: '9100', cidr: `${n.net}.0.0/16` },
    { protocol: 'tcp', ports: '9200', cidr: `${n.net}.7.9/32` },
  ]
  const resources: Sketch[] = [
    {
      kind: 'network',
      id: `vpc-${n.id}`,
      name: `shop-${name}`,
      identifiers: [`${n.net}.0.0/16`],
      attributes: { cidrs: [`${n.net}.0.0/16`] },
    },
    {
      kind: 'subnet',
      id: `subnet-${n.id}1`,
      name: `shop-${name}-private-a`,
      identifiers: [`${n.net}.1.0/24`],
      attributes: { network: `vpc-${n.id}`, cidr: `${n.net}.1.0/24` },
    },
    {
      kind: 'firewall',
      id: firewall('01'),
      name: `shop-${name}-web`,
      attributes: { network: `vpc-${n.id}`, ingress: [{ protocol: 'tcp', ports: 'all', group: firewall('01') }] },
    },
    {
      kind: 'firewall',
      id: firewall('02'),
      name: `shop-${name}-db`,
      attributes: { network: `vpc-${n.id}`, ingress: name === 'staging' ? rules : [...rules].reverse() },
    },
    {
      kind: 'database-instance',
      id: `orders-${name}`,
      name: `orders-${name}`,
      identifiers: [`orders-${name}.${n.id}c1.eu-west-1.rds.amazonaws.com`],
      attributes: {
        engine: 'postgres',
        engineVersion: '15.4',
        firewalls: [firewall('02')],
        parameters: `orders-${name}`,
      },
    },
    { kind: 'database-parameters', id: `orders-${name}`, name: `orders-${name}`, attributes: { family: 'postgres15' } },
    {
      kind: 'setting-group',
      id: `${name}/orders.env`,
      name: `${name}/orders.env`,
      attributes: {
        settings: [
          { key: 'DATABASE_HOST', value: `orders-${name}.shop.example`, shape: 'host' },
          { key: 'ACCOUNT', value: n.account, shape: 'integer' },
          { key: 'NODE_ENV', value: name, shape: 'text' },
          { key: 'PASSWORD', secret: { keyId: 'k', hmac: n.id }, shape: 'secret' },
        ],
      },
    },
  ]
  return {
    name,
    domains: name === 'staging' ? ['staging.shop.example', 'shop.example'] : ['shop.example'],
    accounts: { main: n.account },
    resources: name === 'staging' ? resources : [...resources].reverse(),
  }
}

function edit(
  environment: EnvironmentSketch,
  id: string,
  attributes: Record<string, never> | object,
): EnvironmentSketch {
  const resources = environment.resources.map((r) =>
    r.id === id ? { ...r, attributes: { ...r.attributes, ...(attributes as Sketch['attributes']) } } : r,
  )
  return { ...environment, resources }
}

describe('two environments of one template', () => {
  it('pair completely and differ in nothing', () => {
    const comparison = compareSketches(shop('staging'), shop('production'))
    expect(comparison.pairing.twins.map((t) => t.method)).not.toContain('alone')
    expect(comparison.pairing.ambiguous).toEqual([])
    expect(changesOf(comparison)).toEqual([])
  })

  it('have equal body digests, whatever their ids, ranges and order', () => {
    const comparison = compareSketches(shop('staging'), shop('production'))
    const digests = (side: 'candidate' | 'baseline') =>
      [...comparison[side].canonical.values()].map((head) => `${head.kind} ${head.bodyDigest}`).sort()
    expect(digests('candidate')).toEqual(digests('baseline'))
  })

  it('find their twins in whatever order they come', () => {
    const forwards = compareSketches(shop('staging'), shop('production')).pairing
    const staging = shop('staging')
    const backwards = compareSketches(
      { ...staging, resources: [...staging.resources].reverse() },
      shop('production'),
    ).pairing
    const ids = (pairing: typeof forwards) => pairing.twins.map((t) => [t.id, t.candidate, t.baseline]).sort()
    expect(ids(backwards)).toEqual(ids(forwards))
  })
})

describe('a difference', () => {
  it('in a field is one change of that field', () => {
    const comparison = compareSketches(
      edit(shop('staging'), 'orders-staging', { engineVersion: '14.9' }),
      shop('production'),
    )
    expect(changesOf(comparison)).toEqual(['database-instance/orders /engineVersion'])
    expect(changeAt(comparison, '/engineVersion')).toMatchObject({
      candidate: { raw: '14.9' },
      baseline: { raw: '15.4' },
      leaves: [''],
    })
  })

  it('in a keyed field is one change of that element, absent on the other side', () => {
    const ingress = [{ protocol: 'tcp', ports: '22', cidr: '0.0.0.0/0' }]
    const comparison = compareSketches(
      edit(shop('staging'), 'sg-0aa000001', { ingress }),
      edit(shop('production'), 'sg-0bb000001', { ingress: [] }),
    )
    expect(changesOf(comparison)).toEqual(['firewall/shop-web /ingress/tcp~122~10.0.0.0~10'])
    expect(changeAt(comparison, '/ingress/tcp~122~10.0.0.0~10').baseline).toBeUndefined()
  })

  it('in a version is none when only its writing differs', () => {
    const comparison = compareSketches(
      edit(shop('staging'), 'orders-staging', { engineVersion: 'v15.4.0' }),
      shop('production'),
    )
    expect(changesOf(comparison)).toEqual([])
  })

  it('is none where the source cannot know the field', () => {
    const staging = edit(shop('staging'), 'orders-staging', { engineVersion: '14.9' })
    const comparison = compareSketches(
      { ...staging, coverage: [{ kind: 'database-instance', unknownFields: ['/engineVersion'] }] },
      shop('production'),
    )
    expect(changesOf(comparison)).toEqual([])
  })

  it('is none where a field is unknown of that resource, and one where it is unknown of another', () => {
    const staging = edit(shop('staging'), 'orders-staging', { engineVersion: '14.9' })
    const unknownOf = (id: string) => {
      const coverage = [{ kind: 'database-instance', unknownFields: [], unknownOf: { [id]: ['/engineVersion'] } }]
      return changesOf(compareSketches({ ...staging, coverage }, shop('production')))
    }
    expect(unknownOf('orders-staging')).toEqual([])
    expect(unknownOf('billing-staging')).not.toEqual([])
  })

  it('of a default against an absent value is none', () => {
    const comparison = compareSketches(edit(shop('staging'), 'orders-staging', { multiAz: false }), shop('production'))
    expect(changesOf(comparison)).toEqual([])
  })
})

describe('text that is equal as written', () => {
  const group = (name: string, domain: string): EnvironmentSketch => ({
    name,
    domains: [domain],
    resources: [
      {
        kind: 'workload',
        id: 'web',
        name: 'web',
        attributes: { containers: [{ name: 'app', image: 'registry.shop.example/web' }] },
      },
      {
        kind: 'setting-group',
        id: 'app',
        name: 'app',
        attributes: { settings: [{ key: 'shop.example', value: 'https://id.shop.example' }] },
      },
    ],
  })

  it('is equal, before any symbol, in a value and in a key', () => {
    expect(
      changesOf(compareSketches(group('staging', 'staging.shop.example'), group('production', 'shop.example'))),
    ).toEqual([])
  })
})

describe('a unit that differs in one part', () => {
  it('has canonical forms that differ in that part alone', () => {
    const side = (name: string, domain: string, tag: string): EnvironmentSketch => ({
      name,
      domains: [domain],
      resources: [
        {
          kind: 'workload',
          id: 'web',
          name: 'web',
          attributes: { containers: [{ name: 'app', image: 'registry.shop.example/web', tag }] },
        },
      ],
    })
    const change = changeAt(
      compareSketches(side('staging', 'staging.shop.example', '1.2.0'), side('production', 'shop.example', '1.1.0')),
      '/containers/app',
    )
    expect(change.leaves).toEqual(['/tag'])
    expect(change.candidate?.canonical).toEqual({ ...(change.baseline?.canonical as object), tag: '1.2.0' })
  })
})

describe('references', () => {
  it('to another twin are a change, though the body digests are equal', () => {
    const comparison = compareSketches(
      edit(shop('staging'), 'orders-staging', { firewalls: ['sg-0aa000001'] }),
      shop('production'),
    )
    expect(changesOf(comparison)).toEqual(['database-instance/orders /firewalls'])
    expect(changeAt(comparison, '/firewalls').candidate?.canonical).toEqual(['@firewall/shop-web'])
  })

  it('that resolve nowhere are unknown, never a change', () => {
    const comparison = compareSketches(
      edit(shop('staging'), 'orders-staging', { firewalls: ['sg-0123456789abcdef0'] }),
      shop('production'),
    )
    expect(changesOf(comparison)).toEqual([])
  })

  it('in the key of a rule that resolve nowhere answer to one rule that agrees otherwise', () => {
    const ingress = [{ protocol: 'tcp', ports: 'all', group: 'sg-0123456789abcdef0' }]
    expect(changesOf(compareSketches(edit(shop('staging'), 'sg-0aa000001', { ingress }), shop('production')))).toEqual(
      [],
    )
    const two = [...ingress, { protocol: 'tcp', ports: 'all', group: 'sg-0aa000001' }]
    expect(
      changesOf(compareSketches(edit(shop('staging'), 'sg-0aa000001', { ingress: two }), shop('production'))),
    ).toHaveLength(1)
  })

  it('to what the other environment owns are foreign', () => {
    const comparison = compareSketches(
      edit(shop('staging'), 'orders-staging', { firewalls: ['sg-0bb000002'] }),
      shop('production'),
    )
    expect(changesOf(comparison)).toEqual(['database-instance/orders /firewalls'])
    expect(changeAt(comparison, '/firewalls').candidate?.foreign).toEqual([
      { environment: 'production', word: 'sg-0bb000002', by: 'resource' },
    ])
  })
})

describe('what is on one side only', () => {
  const without = (environment: EnvironmentSketch, id: string): EnvironmentSketch => ({
    ...environment,
    resources: environment.resources.filter((r) => r.id !== id),
  })

  it('is absent there when the answering scope was read completely', () => {
    const comparison = compareSketches(without(shop('staging'), 'sg-0aa000001'), shop('production'))
    expect(changesOf(comparison)).toContain('firewall/shop-web ')
  })

  it('is not missing when the answering scope was not read completely', () => {
    const staging = {
      ...without(shop('staging'), 'sg-0aa000001'),
      coverage: [{ kind: 'firewall', status: 'denied' as const }],
    }
    const comparison = compareSketches(staging, shop('production'))
    expect(comparison.pairing.twins.find((t) => t.name === 'shop-web')?.alone).toBe('not-covered')
    expect(changesOf(comparison)).toEqual([])
  })

  it('is not missing when its role has no answer on the other side', () => {
    const production = shop('production')
    const region = {
      origin: { collector: 'sketch', mode: 'observed' as const, scope: 'dr' },
      role: '{region:secondary}',
    }
    const here = { origin: { collector: 'sketch', mode: 'observed' as const, scope: 'here' }, role: '{region:primary}' }
    const second: Sketch = { kind: 'database-instance', id: 'orders-dr', name: 'orders-dr-production', scope: 'dr' }
    const comparison = compareSketches(
      { ...shop('staging'), coverage: [here] },
      { ...production, resources: [...production.resources, second], coverage: [region, here] },
    )
    expect(comparison.pairing.twins.find((t) => t.name === 'orders-dr')?.alone).toBe('not-covered')
    expect(changesOf(comparison)).toEqual([])
  })
})

describe('an endpoint that nobody named on the other side', () => {
  it('is not missing, whatever else was read of its kind', () => {
    const endpoint: Sketch = { kind: 'certificate', id: 'www:443', name: 'www.shop.example:443', scope: 'www:443' }
    const row = (scope: string, role: string) => ({
      origin: { collector: 'sketch', mode: 'observed' as const, scope },
      role,
    })
    const comparison = compareSketches(
      { name: 'staging', resources: [{ kind: 'certificate', id: 'x', name: 'x' }] },
      {
        name: 'production',
        resources: [endpoint, { kind: 'certificate', id: 'x', name: 'x' }],
        coverage: [row('www:443', 'www:443')],
      },
    )
    expect(comparison.pairing.twins.find((t) => t.name === 'www.shop.example:443')?.alone).toBe('not-covered')
  })
})

describe('pairing', () => {
  const database = (id: string, name: string, more: Partial<Sketch> = {}): Sketch => ({
    kind: 'database-instance',
    id,
    name,
    ...more,
  })
  const two = (candidate: readonly Sketch[], baseline: readonly Sketch[], pairs: [string, string, string][] = []) =>
    compareSketches({ name: 'staging', resources: candidate }, { name: 'production', resources: baseline }, { pairs })
      .pairing

  it('goes by address in code before names', () => {
    const pairing = two(
      [
        database('a', 'one', { address: 'aws_db_instance.orders' }),
        database('b', 'two', { address: 'aws_db_instance.users' }),
      ],
      [
        database('c', 'two', { address: 'aws_db_instance.orders' }),
        database('d', 'one', { address: 'aws_db_instance.users' }),
      ],
    )
    expect(pairing.twins.map((t) => [t.method, t.candidate[0]?.at(-1), t.baseline[0]?.at(-1)])).toEqual([
      ['address', 'a', 'c'],
      ['address', 'b', 'd'],
    ])
  })

  it('goes by the configuration before anything', () => {
    const pairing = two(
      [database('a', 'orders')],
      [database('c', 'orders'), database('d', 'bestellungen')],
      [['database-instance', 'orders', 'bestellungen']],
    )
    expect(pairing.twins.find((t) => t.method === 'explicit')?.evidence).toEqual(['evenkeel.yaml:1 says so'])
    expect(pairing.twins.filter((t) => t.method === 'alone')).toHaveLength(1)
  })

  it('never guesses between two: they are ambiguous, neither missing nor extra', () => {
    const pairing = two([database('a', 'orders'), database('b', 'orders')], [database('c', 'orders')])
    expect(pairing.twins).toEqual([])
    expect(pairing.ambiguous[0]).toMatchObject({
      name: 'orders',
      reason: expect.stringContaining('2 in the candidate and 1') as string,
    })
  })

  it('tells same-named resources of two regions apart by their scope’s role', () => {
    const side = (name: string) => ({
      name,
      resources: ['one', 'two'].map((scope) => database(`${name}-${scope}`, 'orders', { scope })),
      coverage: ['one', 'two', 'here'].map((scope) => ({
        origin: { collector: 'sketch', mode: 'observed' as const, scope },
        role: `{region:${scope}}`,
      })),
    })
    const { pairing } = compareSketches(side('staging'), side('production'))
    expect(pairing.twins.map((t) => [t.candidate[0]?.slice(-3), t.baseline[0]?.slice(-3)])).toEqual([
      ['one', 'one'],
      ['two', 'two'],
    ])
    expect(new Set(pairing.twins.map((t) => t.id)).size).toBe(2)
  })

  it('goes by identifying tags where names say nothing', () => {
    const tags = { Service: 'orders', Role: 'db' }
    const pairing = two([database('a', 'bluebird', { tags })], [database('b', 'kingfisher', { tags })])
    expect(pairing.twins[0]).toMatchObject({ method: 'tags', confidence: 0.9 })
  })

  it('pairs a default parameter group with a custom one through the database that uses them', () => {
    const pairing = two(
      [
        database('orders', 'orders', { attributes: { parameters: 'default.postgres15' } }),
        { kind: 'database-parameters', id: 'default.postgres15', name: 'default.postgres15' },
      ],
      [
        database('orders', 'orders', { attributes: { parameters: 'orders-tuned' } }),
        { kind: 'database-parameters', id: 'orders-tuned', name: 'orders-tuned' },
      ],
    )
    expect(pairing.twins.find((t) => t.kind === 'database-parameters')).toMatchObject({
      method: 'referrer',
      evidence: ['both are used by orders'],
    })
  })

  it('only suggests what looks alike', () => {
    const pairing = two([database('a', 'orders-main')], [database('b', 'orders-master')])
    expect(pairing.twins.every((t) => t.method === 'alone')).toBe(true)
    expect(pairing.suggestions).toHaveLength(1)
    expect(pairing.suggestions[0]?.similarity).toBeGreaterThan(0.5)
  })

  it('gives a twin the same id when its resources are made anew', () => {
    const before = two([database('a', 'orders')], [database('b', 'orders')])
    const after = two([database('x', 'orders')], [database('y', 'orders')])
    expect(after.twins[0]?.id).toBe(before.twins[0]?.id)
  })
})

describe('a fleet', () => {
  const web = (id: string, type: string): Sketch => ({
    kind: 'compute-instance',
    id,
    name: 'web',
    attributes: { type },
  })
  const fleet = (candidate: readonly string[], baseline: readonly string[]) =>
    compareSketches(
      { name: 'staging', resources: candidate.map((type, i) => web(`i-a${i}`, type)) },
      { name: 'production', resources: baseline.map((type, i) => web(`i-b${i}`, type)) },
    )

  it('is one twin, whatever the number of members', () => {
    const comparison = fleet(['m6i.large'], ['m6i.large', 'm6i.large', 'm6i.large'])
    expect(comparison.pairing.twins).toHaveLength(1)
    expect(changesOf(comparison)).toEqual([])
  })

  it('differs where a member of one side has what none of the other has', () => {
    const comparison = fleet(['m6i.large', 'm6i.large'], ['m6i.large', 'm6i.xlarge'])
    expect(changeAt(comparison, '/type').baseline?.mixed?.map((seen) => seen.raw)).toEqual(['m6i.large', 'm6i.xlarge'])
  })
})

describe('words of the other environment', () => {
  const group = (name: string, value: string): EnvironmentSketch => ({
    name,
    domains: name === 'staging' ? ['staging.shop.example'] : ['shop.example'],
    accounts: { main: name === 'staging' ? '222222222222' : '111111111111' },
    resources: [
      {
        kind: 'network',
        id: `vpc-${name}`,
        name: `vpc-${name}`,
        attributes: { cidrs: [name === 'staging' ? '10.1.0.0/16' : '10.2.0.0/16'] },
      },
      { kind: 'setting-group', id: 'app', name: 'app', attributes: { settings: [{ key: 'URL', value }] } },
    ],
  })
  const foreign = (mine: string, theirs: string, shared: string[] = []): unknown => {
    const comparison = compareSketches(group('staging', mine), group('production', theirs), { shared })
    for (const view of comparison.views()) {
      if (view.twin.kind !== 'setting-group') continue
      for (const unit of view.units('/settings/*')) return unit.candidate?.foreign?.map((f) => f.by) ?? []
    }
    return undefined
  }

  it.each([
    ['https://api.shop.example/v1', 'domain'],
    ['postgres://db.shop.example:5432/orders', 'domain'],
    ['arn:aws:iam::111111111111:role/x', 'account'],
    ['10.2.3.4', 'network'],
    ['db.production.internal', 'name'],
  ])('%s is the other’s by %s', (value, by) => {
    expect(foreign(value, 'x')).toEqual([by])
  })

  it.each([
    'https://api.staging.shop.example/v1',
    'https://api-staging.shop.example/v1',
    'production',
    '10.1.3.4',
    '0.0.0.0/0',
    'shop.settings.production',
    'config/production.yaml',
    '1111111111110',
  ])('%s is not', (value) => {
    expect(foreign(value, 'x')).toEqual([])
  })

  it('sees a compound name that both sides spell alike', () => {
    expect(foreign('shop-production-assets', 'shop-production-assets')).toEqual(['name'])
    expect(foreign('production', 'production')).toEqual([])
  })

  it('passes over what is shared on purpose', () => {
    expect(foreign('https://vault.shop.example', 'x', ['vault.shop.example'])).toEqual([])
  })
})
