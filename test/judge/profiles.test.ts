import { describe, expect, it } from 'vitest'
import { judge } from '../../src/judge/judge.ts'
import type { TwinView } from '../../src/model/twin.ts'
import { inProfile } from './built-in.ts'
import { context, element, twin } from './views.ts'

const names = ['strict', 'standard', 'cost-aware'] as const
const compiled = new Map(names.map((name) => [name, inProfile(name)]))

function found(profile: (typeof names)[number], one: TwinView): string {
  return judge([one], compiled.get(profile) ?? [], context)
    .map((finding) => `${finding.severity} ${finding.rule}`)
    .join(', ')
}

const instance = (candidate: object, baseline: object, ...fields: readonly string[]): TwinView =>
  twin('compute-instance', candidate, baseline, fields)
const database = (candidate: object, baseline: object, ...fields: readonly string[]): TwinView =>
  twin('database-instance', candidate, baseline, fields)

const smaller = instance(
  { type: 'm6i.large', vcpu: 2, memory: 8192 },
  { type: 'm6i.xlarge', vcpu: 4, memory: 16_384 },
  'type',
  'vcpu',
  'memory',
)
const tiny = instance(
  { type: 'm6i.large', vcpu: 2, memory: 8192 },
  { type: 'm6i.8xlarge', vcpu: 32, memory: 131_072 },
  'type',
  'vcpu',
  'memory',
)
const parameter = (name: string, candidate: string, baseline: string): TwinView =>
  element(
    'database-parameters',
    `/parameters/${name}`,
    { name, value: candidate, source: 'user' },
    { name, value: baseline, source: 'user' },
  )
const formula = element(
  'database-parameters',
  '/parameters/max_connections',
  { name: 'max_connections', value: '{X}', effective: '1', source: 'user' },
  { name: 'max_connections', value: '{X}', effective: '4', source: 'user' },
)
const setting = (key: string, candidate: string, baseline: string, shape: string): TwinView =>
  element('setting-group', `/settings/${key}`, { key, value: candidate, shape }, { key, value: baseline, shape })
const container = (candidate: object, baseline: object): TwinView =>
  element('workload', '/containers/app', { name: 'app', ...candidate }, { name: 'app', ...baseline })

describe('what a profile makes of', () => {
  it.each<[string, TwinView, string, string, string]>([
    ['a smaller instance of the family', smaller, 'medium compute/size', 'medium compute/size', ''],
    ['a tiny one', tiny, 'medium compute/size', 'medium compute/size', 'medium compute/memory-bounds'],
    [
      'another family',
      instance({ type: 't3.large' }, { type: 'm6i.large' }, 'type'),
      'medium compute/family',
      'medium compute/family',
      'medium compute/family',
    ],
    [
      'another architecture',
      instance({ architecture: 'arm64' }, { architecture: 'x86_64' }, 'architecture'),
      'high compute/architecture',
      'high compute/architecture',
      'high compute/architecture',
    ],
    [
      'spot in the candidate',
      instance({ purchasing: 'spot' }, { purchasing: 'on-demand' }, 'purchasing'),
      'medium compute/spot-in-candidate',
      'medium compute/spot-in-candidate',
      '',
    ],
    [
      'spot in the baseline',
      instance({ purchasing: 'on-demand' }, { purchasing: 'spot' }, 'purchasing'),
      'medium compute/purchasing',
      'medium compute/purchasing',
      'low compute/purchasing',
    ],
    [
      'no standby',
      database({ multiAz: false }, { multiAz: true }, 'multiAz'),
      'medium database/multi-az',
      'medium database/multi-az',
      '',
    ],
    [
      'shorter backups',
      database({ backupRetention: 3 }, { backupRetention: 14 }, 'backupRetention'),
      'low database/backups-shorter',
      '',
      '',
    ],
    [
      'no backups',
      database({ backupRetention: 0 }, { backupRetention: 14 }, 'backupRetention'),
      'medium database/backups',
      'medium database/backups',
      '',
    ],
    [
      'another engine version',
      database(
        { engine: 'postgres', engineVersion: '16.1' },
        { engine: 'postgres', engineVersion: '15.7' },
        'engineVersion',
      ),
      'high database/engine-major',
      'high database/engine-major',
      'high database/engine-major',
    ],
    [
      'half the storage',
      database({ allocatedStorage: 250 }, { allocatedStorage: 500 }, 'allocatedStorage'),
      'low database/storage-size',
      '',
      '',
    ],
    [
      'a hundredth of it',
      database({ allocatedStorage: 20 }, { allocatedStorage: 2000 }, 'allocatedStorage'),
      'low database/storage-size',
      'info database/storage-size',
      '',
    ],
    [
      'a parameter that follows the size, chosen',
      parameter('max_connections', '100', '500'),
      'high database/parameter-drift',
      'high database/parameter-drift',
      '',
    ],
    ['a parameter that comes to another value by its formula', formula, 'low database/parameter-derived', '', ''],
    [
      'any other parameter',
      parameter('statement_timeout', '1', '2'),
      'high database/parameter-drift',
      'high database/parameter-drift',
      'high database/parameter-drift',
    ],
    [
      'durability',
      parameter('fsync', 'on', 'off'),
      'critical database/durability',
      'critical database/durability',
      'critical database/durability',
    ],
    [
      'one replica for four',
      twin('workload', { replicas: 1 }, { replicas: 4 }, ['replicas']),
      'medium deployment/single-replica',
      'medium deployment/single-replica',
      'info deployment/single-replica',
    ],
    [
      'two replicas for four',
      twin('workload', { replicas: 2 }, { replicas: 4 }, ['replicas']),
      'medium deployment/replicas',
      'low deployment/replicas',
      '',
    ],
    [
      'half the memory request',
      container({ memoryRequest: 256 }, { memoryRequest: 512 }),
      'low deployment/memory-request',
      '',
      '',
    ],
    [
      'half the memory limit',
      container({ memoryLimit: 256 }, { memoryLimit: 512 }),
      'low deployment/memory-limit-smaller',
      '',
      '',
    ],
    [
      'twice the memory limit',
      container({ memoryLimit: 1024 }, { memoryLimit: 512 }),
      'medium deployment/memory-limit',
      'medium deployment/memory-limit',
      'medium deployment/memory-limit',
    ],
    ['another value of a setting', setting('POOL', '5', '50', 'integer'), 'medium configuration/value', '', ''],
    [
      'a feature switch',
      setting('FEATURE_CART', 'true', 'false', 'boolean'),
      'medium configuration/feature-flag',
      'info configuration/feature-flag',
      'info configuration/feature-flag',
    ],
    [
      'another form of a setting',
      setting('FEATURE_CART', 'true', 'x', 'boolean'),
      'medium configuration/value',
      '',
      '',
    ],
  ])('%s', (_what, one, strict, standard, aware) => {
    expect([found('strict', one), found('standard', one), found('cost-aware', one)]).toEqual([strict, standard, aware])
  })
})

describe('a knob', () => {
  const judged = (base: string, knobs: string, one: TwinView): string =>
    judge([one], inProfile(base, knobs), context)
      .map((finding) => `${finding.severity} ${finding.rule}`)
      .join(', ')

  it('is turned by itself, the rest stays', () => {
    expect(judged('cost-aware', '{ sizes: same }', smaller)).toBe('medium compute/size')
    expect(judged('cost-aware', '{ zones: same }', smaller)).toBe('')
    expect(judged('cost-aware', '{ sizes: any }', tiny)).toBe('')
    expect(judged('cost-aware', '{ least-memory: 0.05 }', tiny)).toBe('')
    expect(judged('standard', '{ sizes: bounded, least-memory: 0.75 }', smaller)).toBe('medium compute/memory-bounds')
  })

  it('of values compares the keys that it names, and no others', () => {
    const knob = '{ values: [POOL_*, CURRENCY] }'
    expect(judged('standard', knob, setting('POOL_SIZE', '5', '50', 'integer'))).toBe('medium configuration/value')
    expect(judged('standard', knob, setting('SPOOL_SIZE', '5', '50', 'integer'))).toBe('')
    const workload = element(
      'workload',
      '/settings/app~1POOL_SIZE',
      { key: 'app/POOL_SIZE', value: '5', shape: 'integer' },
      { key: 'app/POOL_SIZE', value: '50', shape: 'integer' },
    )
    expect(judged('standard', knob, workload)).toBe('medium configuration/workload-value')
    expect(judged('standard', '{ switches: ignored }', setting('FF_A', 'on', 'off', 'boolean'))).toBe('')
  })
})

describe('tasks and functions', () => {
  it.each([
    ['workload', 'memory', 'deployment/task-memory'],
    ['workload', 'cpu', 'deployment/task-cpu'],
    ['serverless-function', 'memory', 'compute/function-memory'],
  ])('%s may have less %s where costs count', (kind, field, rule) => {
    const less = twin(kind, { [field]: 512 }, { [field]: 1024 }, [field])
    expect(found('standard', less)).toBe(`low ${rule}`)
    expect(found('cost-aware', less)).toBe('')
  })
})
