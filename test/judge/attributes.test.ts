import { describe, expect, it } from 'vitest'
import { judge } from '../../src/judge/judge.ts'
import type { Field, Shape } from '../../src/model/field.ts'
import type { Json, JsonObject } from '../../src/model/json.ts'
import { kinds } from '../../src/model/kinds/index.ts'
import { child } from '../../src/model/pointer.ts'
import type { Seen, TwinView } from '../../src/model/twin.ts'
import { builtInRules, inProfile } from './built-in.ts'
import { change, context, seen, view } from './views.ts'

const strict = inProfile('strict')

/** Where more or less of a list says nothing: two values that nobody would call the same. */
const contrary: Readonly<Record<string, readonly [Json, Json]>> = {
  'load-balancer /order': [['one before two'], ['two before one']],
}

/** Two values of a form that nobody would call the same, the lesser first. */
function twoOf(field: Field): readonly [Json, Json] {
  switch (field.form) {
    case 'exact':
      if (field.type === 'boolean') return [false, true]
      return field.type === 'number' ? [2, 5] : ['one', 'two']
    case 'quantity':
      return [2, 5]
    case 'version':
      return ['15.4', '15.7']
    case 'reference':
      return [`@${field.to[0]}/one`, `@${field.to[0]}/two`]
    case 'set':
    case 'ordered': {
      const [one, two] = twoOf(field.of)
      return [[one], [one, two]]
    }
    case 'record':
      return [sample(field.of, 0), sample(field.of, 1)]
    case 'secret':
      // What is wrong with a secret is that it is the same.
      return [
        { keyId: 'k1', hmac: 'aa11' },
        { keyId: 'k1', hmac: 'aa11' },
      ]
    default:
      return ['one.shop.example', 'two.shop.example']
  }
}

function sample(shape: Shape, which: 0 | 1): JsonObject {
  return Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, twoOf(field)[which]]))
}

/** What may be judged together with a member, and is alike on both sides. */
const around: Readonly<Record<string, JsonObject>> = {
  'database-cluster-parameters /parameters/*': { value: 'one' },
  'database-parameters /parameters/*': { value: 'one' },
  'setting-group /settings/*/value': { shape: 'word' },
  'terraform-resource /settings/*/value': { shape: 'word' },
  'serverless-function /settings/*/value': { shape: 'word' },
  'workload /settings/*/value': { shape: 'word' },
  'cluster-object /settings/*/value': { shape: 'word' },
}

interface Attribute {
  readonly kind: string
  readonly name: string
  readonly views: readonly TwinView[]
}

function both(kind: string, at: string, one: Seen | undefined, other: Seen | undefined, leaf: string): TwinView[] {
  return [
    view({ kind, changes: [change(at, one, other, [leaf])] }),
    view({ kind, changes: [change(at, other, one, [leaf])] }),
  ]
}

function attributesOf(kind: string, fields: Shape): readonly Attribute[] {
  return Object.entries(fields)
    .filter(([, field]) => field.volatile !== true)
    .flatMap(([name, field]): readonly Attribute[] => {
      const at = child('', name)
      if (field.form !== 'keyed') {
        const [one, two] = contrary[`${kind} ${at}`] ?? twoOf(field)
        return [{ kind, name: at, views: both(kind, at, seen(one), seen(two), '') }]
      }
      const key: JsonObject = Object.fromEntries(field.by.map((part) => [part, `api/${part}`]))
      const element = child(at, field.by.map((part) => `api/${part}`).join('/'))
      const whole = {
        kind,
        name: `${at}/*`,
        views: both(kind, element, undefined, seen({ ...key, ...around[`${kind} ${at}/*`] }), ''),
      }
      const members = Object.entries(field.of)
        .filter(([member, of]) => of.volatile !== true && !field.by.includes(member))
        .map(([member, of]): Attribute => {
          const [one, two] = twoOf(of)
          const rest = around[`${kind} ${at}/*/${member}`] ?? {}
          const side = (value: Json): Seen => seen({ ...key, ...rest, [member]: value })
          return { kind, name: `${at}/*/${member}`, views: both(kind, element, side(one), side(two), `/${member}`) }
        })
      return [whole, ...members]
    })
}

const attributes = kinds.flatMap((kind) => attributesOf(kind.id, kind.fields))

describe('every attribute of every kind', () => {
  it('is walked', () => {
    expect(attributes.length).toBeGreaterThan(80)
    expect(attributes.map(({ kind, name }) => `${kind} ${name}`)).toContain('workload /containers/*/cpuRequest')
  })

  it.each(attributes.map((attribute) => [`${attribute.kind} ${attribute.name}`, attribute] as const))(
    '%s is judged: where it alone differs, the strict profile has a finding',
    (_name, { views }) => {
      expect(views.flatMap((one) => judge([one], strict, context)).length).toBeGreaterThan(0)
    },
  )

  it('makes one finding, never two, where it alone differs', () => {
    const several = attributes.flatMap(({ kind, name, views }) =>
      views
        .map((one) => judge([one], strict, context).map((finding) => finding.rule))
        .filter((rules) => rules.length > 1)
        .map((rules) => `${kind} ${name}: ${rules.join(', ')}`),
    )
    expect(several).toEqual([])
  })

  it('is missed when its rules are taken away: the walk can fail', () => {
    const without = strict.filter(({ rule }) => rule.at !== '/keyPair')
    const keyPair = attributes.find(({ name }) => name === '/keyPair')
    expect(keyPair?.views.flatMap((one) => judge([one], without, context))).toEqual([])
  })

  it('a resource that only one side has is a finding in every profile', () => {
    for (const kind of kinds) {
      for (const base of ['standard', 'strict']) {
        const sides = [{ candidate: null }, { baseline: null }] as const
        const found = sides.flatMap((side) => {
          const there = seen('present')
          const changes = [change('', 'baseline' in side ? there : undefined, 'baseline' in side ? undefined : there)]
          return judge([view({ kind: kind.id, ...side, alone: 'absent-there', changes })], inProfile(base), context)
        })
        expect(found, `${kind.id} in ${base}`).toHaveLength(2)
      }
    }
  })
})

describe('every rule', () => {
  it('judges something that exists and is compared, or looks at what is volatile on every twin', () => {
    const idle = builtInRules().filter((rule) => {
      const field = kinds.find((kind) => kind.id === rule.kind)?.fields[rule.at.split('/')[1] ?? '']
      return field?.volatile === true && rule.on === 'change'
    })
    expect(idle.map((rule) => rule.id)).toEqual([])
  })
})
