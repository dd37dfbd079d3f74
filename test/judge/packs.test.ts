import { describe, expect, it } from 'vitest'
import { judge } from '../../src/judge/judge.ts'
import type { Json } from '../../src/model/json.ts'
import type { Change, TwinView } from '../../src/model/twin.ts'
import { builtIn } from './built-in.ts'
import { change, context, seen, unit, view } from './views.ts'

function judged(...views: readonly TwinView[]): readonly string[] {
  return judge(views, builtIn(), context).map((finding) => `${finding.severity} ${finding.rule}`)
}

function parameter(candidate: Json | undefined, baseline: Json | undefined): TwinView {
  const side = (value: Json | undefined) =>
    value === undefined ? undefined : seen({ name: 'max_connections', ...(value as object) })
  const changes: Change[] = [change('/parameters/max_connections', side(candidate), side(baseline), ['/value'])]
  return view({ kind: 'database-parameters', changes })
}

describe('what people would not act on', () => {
  it.each<[string, TwinView]>([
    ['another zone or description', view({ kind: 'firewall', changes: [] })],
    [
      'less storage of a database',
      view({ kind: 'database-instance', changes: [change('/allocatedStorage', seen(50), seen(500))] }),
    ],
    [
      'other values of settings',
      view({
        kind: 'setting-group',
        changes: [
          change(
            '/settings/A',
            seen({ key: 'A', value: '5', shape: 'integer' }),
            seen({ key: 'A', value: '50', shape: 'integer' }),
          ),
        ],
      }),
    ],
    [
      'shorter backups in staging',
      view({ kind: 'database-instance', changes: [change('/backupRetention', seen(3), seen(14))] }),
    ],
    [
      'an engine default that came with the version',
      parameter({ value: '1', source: 'engine-default' }, { value: '2', source: 'engine-default' }),
    ],
    [
      'a formula that follows the class',
      parameter(
        { value: '{DBInstanceClassMemory/1}', effective: '1', source: 'user' },
        { value: '{DBInstanceClassMemory/1}', effective: '4', source: 'user' },
      ),
    ],
    [
      'another formula that comes to the same',
      parameter(
        { value: '500', effective: '500', source: 'user' },
        { value: 'LEAST({DBInstanceClassMemory/1},500)', effective: '500', source: 'user' },
      ),
    ],
    [
      'a parameter that only one version has, at its default',
      parameter(undefined, { value: '1', source: 'engine-default' }),
    ],
  ])('%s', (_what, one) => {
    expect(judged(one)).toEqual([])
  })
})

describe('one cause, one finding', () => {
  it('another architecture is not another family and size as well', () => {
    const one = view({
      kind: 'compute-instance',
      candidate: { type: 'm6g.large', architecture: 'arm64' },
      baseline: { type: 'm6i.xlarge', architecture: 'x86_64' },
      changes: [
        change('/type', seen('m6g.large'), seen('m6i.xlarge')),
        change('/architecture', seen('arm64'), seen('x86_64')),
        change('/vcpu', seen(2), seen(4)),
        change('/memory', seen(8192), seen(16384)),
      ],
    })
    expect(judged(one)).toEqual(['high compute/architecture'])
  })

  it('another size is one finding, with what it has in its title', () => {
    const one = view({
      kind: 'compute-instance',
      candidate: { type: 'm6i.large', vcpu: 2, memory: 8192 },
      baseline: { type: 'm6i.xlarge', vcpu: 4, memory: 16384 },
      changes: [
        change('/type', seen('m6i.large'), seen('m6i.xlarge')),
        change('/vcpu', seen(2), seen(4)),
        change('/memory', seen(8192), seen(16384)),
      ],
    })
    expect(judged(one)).toEqual(['medium compute/size'])
  })

  it('another engine is not another version as well', () => {
    const one = view({
      kind: 'database-instance',
      candidate: { engine: 'mysql' },
      baseline: { engine: 'postgres' },
      changes: [
        change('/engine', seen('mysql'), seen('postgres')),
        change('/engineVersion', seen('8.0.35'), seen('15.4')),
      ],
    })
    expect(judged(one)).toEqual(['critical database/engine'])
  })

  it('a self-signed certificate is not an unknown issuer and a broken chain as well', () => {
    const one = view({
      kind: 'certificate',
      candidate: { selfSigned: true, trusted: false },
      baseline: { selfSigned: false, trusted: true },
      changes: [
        change('/selfSigned', seen(true), seen(false)),
        change('/issuer', seen('www.shop.example'), seen('Example CA')),
        change('/trusted', seen(false), seen(true)),
      ],
    })
    expect(judged(one)).toEqual(['high certificates/self-signed'])
  })

  it('a setting that points at production is nothing else as well', () => {
    const foreign = [{ environment: 'production', word: 'db.shop.example', by: 'domain' as const }]
    const setting = change(
      '/settings/DATABASE_URL',
      seen({ key: 'DATABASE_URL', value: 'postgres://db.shop.example', shape: 'url(postgres)' }, { foreign }),
      seen({ key: 'DATABASE_URL', value: 'postgres://db.shop.example:5432/', shape: 'url(postgres,port,/)' }),
    )
    const [finding, ...more] = judge([view({ kind: 'setting-group', changes: [setting] })], builtIn(), context)
    expect(finding).toMatchObject({
      severity: 'critical',
      rule: 'access/candidate-reaches-baseline',
      title: 'DATABASE_URL of shop-orders in staging points at production: db.shop.example',
    })
    expect(more).toEqual([])
  })
})

describe('production’s own', () => {
  it('expiring certificate outranks staging’s, and both are told', () => {
    const one = view({
      kind: 'certificate',
      units: [unit('/notAfter', seen('2026-03-04T00:00:00Z'), seen('2026-03-04T00:00:00Z'))],
    })
    expect(judged(one)).toEqual(['critical certificates/baseline-expiry', 'medium certificates/candidate-expires-soon'])
  })

  it('certificate is looked at when staging has none', () => {
    const one = view({
      kind: 'certificate',
      candidate: null,
      alone: 'not-covered',
      units: [unit('/notAfter', undefined, seen('2026-03-04T00:00:00Z'))],
    })
    expect(judged(one)).toEqual(['critical certificates/baseline-expiry'])
  })
})

describe('the outages that rules come from', () => {
  it.each([
    ['Razorpay', 'razorpay.com'],
    ['crates.io', 'blog.rust-lang.org'],
    ['Travis CI', 'traviscistatus.com'],
    ['Heroku', 'danluu/post-mortems'],
    ['Reddit', 'RedditEng'],
    ['GitLab', 'about.gitlab.com'],
    ['Knight Capital', 'sec.gov'],
    ['Epic', 'epicgames.com'],
    ['Mozilla', 'wiki.mozilla.org'],
    ['Ericsson', 'zdnet.com'],
    ['Datadog', 'datadoghq.com'],
    ['Google', 'status.cloud.google.com'],
    ['Cloudflare', 'blog.cloudflare.com'],
  ])('%s is named by a rule', (_who, source) => {
    const naming = builtIn().filter(({ rule }) => rule.references.some((reference) => reference.includes(source)))
    expect(naming.length).toBeGreaterThan(0)
  })
})
