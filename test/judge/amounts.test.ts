import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judge } from '../../src/judge/judge.ts'
import type { Field, Shape } from '../../src/model/field.ts'
import { kinds } from '../../src/model/kinds/index.ts'
import { tokens } from '../../src/model/pointer.ts'
import type { Rule } from '../../src/model/rule.ts'
import type { TwinView } from '../../src/model/twin.ts'
import { builtInRules, inProfile } from './built-in.ts'
import { change, context, element, seen, twin, view } from './views.ts'

function found(profile: string, one: TwinView): string {
  return judge([one], inProfile(profile), context)
    .map((finding) => `${finding.severity} ${finding.rule}`)
    .join(', ')
}

/** Rules about how much, how many or how long that no knob turns, and why none does. */
const withoutKnob: Readonly<Record<string, string>> = {
  'access/key-rotation-period': 'a key that is replaced more often costs nothing',
  'access/secret-rotation-period': 'a secret that is replaced more often costs nothing',
  'compute/function-alias-shifted': 'a share of whatever traffic there is',
  'compute/function-trigger-at-once': 'what runs at once, and in which order, is behaviour',
  'compute/function-trigger-batch-size': 'what fails together is behaviour',
  'compute/metadata-hops': 'how far an answer goes is no amount of anything',
  'compute/template-metadata-hops': 'how far an answer goes is no amount of anything',
  'compute/template-versions': 'two versions at once are a rollout that stopped half-way',
  'data/bucket-lifecycle-uploads': 'what was never finished is no data',
  'data/bucket-retention': 'deleting is refused on one side and not on the other',
  'deployment/cpu-limit': 'that there is a limit costs nothing',
  'deployment/cpu-request-missing': 'that something is requested costs nothing',
  'deployment/max-healthy': 'a share of whatever number there is',
  'deployment/memory-limit-missing': 'that there is a limit costs nothing',
  'deployment/memory-request-missing': 'that something is requested costs nothing',
  'deployment/min-healthy': 'a share of whatever number there is',
  'network/acl-egress-order': 'which entry decides is no amount of anything',
  'network/acl-ingress-order': 'which entry decides is no amount of anything',
}

describe('every rule on a count, a size or a retention', () => {
  const turned = new Set(readFileSync('rules/profiles/knobs.yaml', 'utf8').match(/[a-z-]+\/[a-z0-9-]+/g))

  const fieldOf = (shape: Shape, [first = '', ...rest]: readonly string[], inner?: string): Field | undefined => {
    const field = shape[first]
    if (field === undefined || (field.form !== 'keyed' && field.form !== 'record')) return field
    const below = field.form === 'keyed' ? rest.slice(1) : rest
    if (below.length > 0) return fieldOf(field.of, below, inner)
    return inner === undefined ? field : field.of[inner]
  }

  /** Waiting longer is another behaviour, and not dearer; what is kept for days is. */
  const isTime = (unit: string): boolean => /^(?:m?s|seconds|milliseconds)$/.test(unit)

  const isAmount = (rule: Rule): boolean => {
    if (['same-count', 'same-plurality', 'ratio'].includes(rule.relation)) return true
    // More in the candidate than production has was never saved; and what production itself lacks is no difference.
    if (rule.relation === 'at-most' || rule.relation === 'matches-not') return false
    const kind = kinds.find(({ id }) => id === rule.kind)
    const inner = (rule.with as { readonly field?: string } | undefined)?.field
    const field = kind === undefined ? undefined : fieldOf(kind.fields, tokens(rule.at), inner)
    if (field === undefined) return false
    if (field.form === 'quantity') return !isTime(field.unit)
    return (
      field.form === 'exact' && /^(?:Number of|How many|Least|Most|Readers|Replicas|Nodes|Wanted)\b/.test(field.doc)
    )
  }

  const amounts = builtInRules().filter(isAmount)

  it('can be turned by a knob, or it is said why not', () => {
    expect(amounts.length).toBeGreaterThan(50)
    const missing = amounts.map(({ id }) => id).filter((id) => !turned.has(id) && withoutKnob[id] === undefined)
    expect(missing, 'put them into a knob of rules/profiles/knobs.yaml, or say here why none turns them').toEqual([])
  })

  it('has an excuse only where it needs one', () => {
    const all = new Set(builtInRules().map(({ id }) => id))
    expect(Object.keys(withoutKnob).filter((id) => !all.has(id) || turned.has(id))).toEqual([])
  })

  it.each([
    ['serverless capacity', 'database-cluster', 'serverless', { least: 0.5, most: 16 }, { least: 2, most: 64 }],
    ['tiny serverless capacity', 'database-cluster', 'serverless', { least: 0.5, most: 2 }, { least: 2, most: 64 }],
  ])('bounds %s as it does memory', (what, kind, field, candidate, baseline) => {
    const one = view({ kind, changes: [change(`/${field}`, seen(candidate), seen(baseline))] })
    expect(found('standard', one)).toBe('medium database/cluster-capacity')
    expect(found('cost-aware', one)).toBe(what.startsWith('tiny') ? 'medium database/cluster-capacity-bounds' : '')
  })

  it.each<[string, TwinView, string]>([
    [
      'storage of a cache',
      twin('cache', { storageLimit: 5 }, { storageLimit: 50 }, ['storageLimit']),
      'medium database/cache-storage-bounds',
    ],
    ['a cluster that pauses', twin('database-cluster', { pauseAfter: 300 }, {}, ['pauseAfter']), ''],
    [
      'spare capacity of containers',
      twin('workload', { capacityProviders: 'FARGATE_SPOT' }, { capacityProviders: 'FARGATE' }, ['capacityProviders']),
      'info deployment/capacity',
    ],
    [
      'objects that end sooner',
      element('bucket', '/lifecycle/old', { rule: 'old', expiration: 30 }, { rule: 'old', expiration: 365 }),
      'info data/bucket-lifecycle-expiration',
    ],
    [
      'a group that sleeps at night',
      element('instance-group', '/schedules/night', { name: 'night', least: 0 }, { name: 'night', least: 2 }),
      '',
    ],
  ])('lets %s be cheaper where costs count', (_, one, told) => {
    expect(found('standard', one)).not.toBe('')
    expect(found('cost-aware', one)).toBe(told)
  })
})
