import fc from 'fast-check'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { compileRules } from '../../../../src/judge/compile-rules.ts'
import { judge as judgeTwins } from '../../../../src/judge/judge.ts'
import { twinJudge } from '../../../../src/jobs/work/asked-units.ts'
import { kinds } from '../../../../src/model/kinds/index.ts'
import type { Provenance } from '../../../../src/model/provenance.ts'
import { sides } from '../../../../src/model/resource.ts'
import type { Rule } from '../../../../src/model/rule.ts'
import { builtInRules } from '../../../accuracy/built-in-rules.ts'
import { allEdits, type Edit } from '../../../accuracy/edits.ts'
import { generic, idOf } from '../../../accuracy/generic.ts'
import { pairOf } from '../../../accuracy/measure.ts'
import { namings, randomOf, type Random } from '../../../accuracy/surface.ts'
import { compareSketches, type EnvironmentSketch, type Sketch } from '../../../support/snapshots.ts'
import { rule } from '../../../judge/rule.ts'
import { World } from './world.ts'

const project = fileURLToPath(new URL('../../../../', import.meta.url))
const rules: readonly Rule[] = builtInRules(project).map(({ rule }) => rule)
const forgetful = World.forgetful()
const every = kinds.map(({ id }) => id)
const edits = allEdits()
const minute = 60_000
const day = 1440 * minute

/** Two resources of each of some kinds, made from the kinds' declarations, that refer to one another where they can. */
const architectureOf = (chosen: readonly string[]): Parameters<typeof pairOf>[0] => {
  return (m) => {
    const parts = chosen.flatMap((kind) => ['orders', 'search'].map((part) => ({ kind, part: `${part}-${kind}` })))
    for (const { kind, part } of parts) m.tell(kind, idOf(m, kind, part))
    return parts.map(({ kind, part }) => generic(m, kind, part))
  }
}

const worldOf = (chosen: readonly string[], seed = 7, naming = namings[0] ?? 'prefix'): World =>
  new World(rules, forgetful, pairOf(architectureOf([...new Set(chosen)]), naming, seed))

/** Assesses, and holds what went on from the assessment before against what is made of everything. */
async function same(
  world: World,
  what = '',
  lost = false,
): Promise<{ readonly goesOn: boolean; readonly bodies: number; readonly lookedUp: number }> {
  const { whole, quick } = await world.assess(lost)
  expect(whole.goesOn).toBe(false)
  expect(quick.assessment, what).toBe(whole.assessment)
  expect(quick.decided, what).toBe(whole.decided)
  const { goesOn, bodies, lookedUp } = quick
  return { goesOn, bodies, lookedUp }
}

/** A world that was assessed until there is something to go on from. */
async function settled(chosen: readonly string[]): Promise<World> {
  const world = worldOf(chosen)
  for (let i = 0; i < 3; i++) await same(world)
  return world
}

function edited(
  before: EnvironmentSketch,
  at: number,
  edit: (one: Sketch) => Sketch | null | undefined,
): EnvironmentSketch {
  const resources = before.resources.flatMap((one, i) => {
    const made = i === at ? edit(one) : one
    return made === undefined ? [one] : made === null ? [] : [made]
  })
  return { ...before, resources }
}

const apply = (world: World, side: (typeof sides)[number], kind: string, edit: Edit): boolean => {
  const before = world.environment(side)
  const at = before.resources.findIndex((one) => one.kind === kind && edit.apply(one, before.resources) !== undefined)
  if (at < 0) return false
  world.publish(
    side,
    edited(before, at, (one) => edit.apply(one, before.resources)),
  )
  return true
}

/** Something that may happen between two assessments. */
function happen(world: World, random: Random): void {
  world.now = new Date(world.now.getTime() + random.pick([minute, 60 * minute, day, 5 * day, 60 * day]))
  for (let i = random.below(4); i > 0; i--) {
    const side = random.pick(sides)
    const before = world.environment(side)
    const at = random.below(before.resources.length)
    const own = edits.filter(({ kind }) => kind === before.resources[at]?.kind)
    const edit = (one: Sketch): Sketch | null | undefined => {
      if (random.below(12) === 0) return { ...one, tags: { ...one.tags, Team: 'x' } }
      const made = random.pick(own).apply(one, before.resources)
      return made === null && random.below(3) > 0 ? undefined : made
    }
    world.publish(side, edited(before, at, edit))
  }
  if (random.below(6) === 0) world.acknowledge(() => random.below(3) === 0)
}

describe('an assessment that goes on from the one before', { timeout: 120_000 }, () => {
  it('comes to what one of everything comes to, whatever happened to both environments', async () => {
    let steps = 0
    let gone = 0
    const seeds = fc.integer({ min: 1, max: 1_000_000 })
    await fc.assert(
      fc.asyncProperty(seeds, fc.constantFrom(...namings), async (seed, naming) => {
        const random = randomOf(seed)
        const chosen = random.shuffled(every).slice(0, 8)
        const world = worldOf([...chosen, 'network', 'database-instance', 'database-parameters'], seed, naming)
        for (let i = 0; i < 8; i++) {
          const { goesOn } = await same(world, `seed ${seed}, step ${i}`, i > 2 && random.below(10) === 0)
          if (i > 1) steps++
          if (goesOn) gone++
          happen(world, random)
        }
      }),
      { numRuns: 3 },
    )
    expect(gone).toBeGreaterThan(steps / 4)
  })

  it('does so for an edit of every kind, in either environment', async () => {
    const random = randomOf(11)
    const most = 14
    for (let from = 0; from < every.length; from += most) {
      const chosen = every.slice(from, from + most)
      const world = await settled(chosen)
      for (const kind of chosen) {
        const own = edits.filter((edit) => edit.kind === kind && edit.field !== '')
        for (const side of sides) apply(world, side, kind, random.pick(own))
        world.now = new Date(world.now.getTime() + 8 * 60 * minute)
        await same(world, kind)
      }
    }
  })
})

describe('a twin is judged once', () => {
  const now = new Date('2026-11-20T00:00:00Z')
  const windowHours = 7 * 24
  const possible: readonly (Provenance | undefined)[] = [
    undefined,
    { moved: 'candidate', since: 'at some time' },
    ...(['candidate', 'baseline', 'both'] as const).flatMap((moved) => [
      { moved, since: '2026-11-19T00:00:00Z' },
      { moved, since: '2026-11-01T00:00:00Z' },
    ]),
  ]
  const secret = { keyId: 'k', hmac: 'a'.repeat(64), shape: '' }
  const settings: Sketch = {
    kind: 'setting-group',
    id: 'settings',
    name: 'settings',
    attributes: {
      settings: [
        { key: 'TOKEN', secret },
        { key: 'PLAIN', value: 'a' },
      ],
    },
  }

  it('with what history says laid over what was found: the same as judging with it', () => {
    const random = randomOf(5)
    // A value of the other environment is mostly claimed by the rule that says so; this one speaks first, and claims nothing.
    const first = rule({ id: 'test/first', kind: 'setting-group', at: '/settings/*', precedence: 1000, claims: false })
    const compiled = [...builtInRules(project), ...compileRules([first])]
    const told = new Set<string>()
    for (let round = 0; round < 2; round++) {
      const pair = pairOf(architectureOf(random.shuffled(every).slice(0, 15)), namings[0] ?? 'prefix', round)
      const changed = pair.candidate.resources.map((one) => {
        const own = edits.filter(({ kind, field }) => kind === one.kind && field !== '')
        return (own.length === 0 ? one : random.pick(own).apply(one, pair.candidate.resources)) ?? one
      })
      const [theirs] = pair.baseline.resources
      const foreign = { ...settings, id: 's2', name: 'others', tags: { Of: theirs?.id ?? '' } }
      const reaching = {
        ...foreign,
        attributes: { settings: [{ key: 'HOST', value: `db.${pair.baseline.domains?.[0]}` }] },
      }
      const comparison = compareSketches(
        { ...pair.candidate, resources: [...changed, settings, reaching] },
        { ...pair.baseline, resources: [...pair.baseline.resources, settings, { ...foreign, tags: {} }] },
      )
      const environments = { candidate: pair.candidate.name, baseline: pair.baseline.name }
      const judge = twinJudge(compiled, { environments, services: [] })
      for (const view of comparison.views()) {
        const { findings, units } = judge.first(view, now)
        if (findings.length === 0) continue
        expect(units.map(({ at }) => at).sort()).toEqual([...new Set(findings.map(({ at }) => at))].sort())
        for (const { at, raw } of units) {
          const unit = [...view.units(at)].find((one) => one.at === at)
          expect([raw.candidate, raw.baseline]).toEqual([unit?.candidate?.raw, unit?.baseline?.raw])
        }
        for (const one of findings) {
          if (one.urgency === 'at-once' && one.rule === first.id) told.add('foreign')
          if (one.rule === 'access/same-secret') told.add('not promotable')
        }
        const own = new Map(findings.map(({ at }) => [at, possible[random.below(possible.length)]]))
        for (const provenanceOf of [...possible.map((one) => () => one), (_: string, at: string) => own.get(at)]) {
          const promotion = { provenanceOf, windowHours }
          const slow = judgeTwins([view], compiled, { now, environments, services: [], promotion })
          expect(JSON.stringify(judge.withHistory(findings, view.twin.id, now, promotion))).toBe(JSON.stringify(slow))
          for (const { status, urgency, direction } of slow) told.add(`${status} ${urgency} ${direction}`)
        }
      }
    }
    expect([...told].sort()).toEqual([
      'foreign',
      'not promotable',
      'open at-once baseline-ahead',
      'open at-once both',
      'open at-once candidate-ahead',
      'open at-once unknown',
      'open warning unknown',
      'pending waiting candidate-ahead',
    ])
  })
})

describe('what is judged again', () => {
  const about = (name: string) => (one: Sketch) => one.name?.includes(name) === true
  const firewalls = ['firewall', 'certificate', 'database-instance', 'database-parameters', 'network', 'subnet']
  const change = (world: World, kind: string, attributes: Sketch['attributes']): void => {
    const before = world.environment('candidate')
    const at = before.resources.findIndex((one) => one.kind === kind && about('orders')(one))
    world.publish(
      'candidate',
      edited(before, at, (one) => ({ ...one, attributes: { ...one.attributes, ...attributes } })),
    )
  }

  it('is nothing where nothing changed, and the twin alone of which a body did', async () => {
    const world = await settled(firewalls)
    expect(await same(world)).toEqual({ goesOn: true, bodies: 0, lookedUp: 0 })
    world.now = new Date(world.now.getTime() + minute)
    change(world, 'firewall', { description: 'another' })
    expect(await same(world)).toEqual({ goesOn: true, bodies: 1, lookedUp: 0 })
    // At the same moment as what was published before: which of both came first is looked up. What it was before is at hand.
    change(world, 'database-instance', { class: 'db.r6g.large' })
    expect(await same(world)).toEqual({ goesOn: true, bodies: 1, lookedUp: 2 })
  })

  it('is everything where the words of an environment, or whoever looks for the users of another, read what changed', async () => {
    const world = await settled(firewalls)
    change(world, 'network', { cidrs: ['10.99.0.0/16'] })
    expect((await same(world)).goesOn).toBe(false)
    change(world, 'database-parameters', { family: 'postgres13' })
    for (let i = 0; i < 3; i++) await same(world)
    expect((await same(world)).goesOn).toBe(true)
    // Of what it does not read, the twin itself is judged.
    change(world, 'database-instance', { class: 'db.r6g.large' })
    expect((await same(world)).goesOn).toBe(true)
    change(world, 'database-instance', { parameters: 'somewhere-else' })
    expect((await same(world)).goesOn).toBe(false)
  })

  it('is everything where something went, or is called or referred to by other words', async () => {
    const world = await settled(firewalls)
    const steps: readonly ((one: Sketch) => Sketch | null)[] = [
      (one) => ({ ...one, name: `${one.name}-two` }),
      (one) => ({ ...one, identifiers: ['another'] }),
      () => null,
    ]
    for (const step of steps) {
      const before = world.environment('candidate')
      world.publish(
        'candidate',
        edited(
          before,
          before.resources.findIndex(({ kind }) => kind === 'firewall'),
          step,
        ),
      )
      expect((await same(world)).goesOn).toBe(false)
      for (let i = 0; i < 2; i++) await same(world)
      expect((await same(world)).goesOn).toBe(true)
    }
  })

  it('is everything where less could be read, and where the clock went back', async () => {
    const world = await settled(firewalls)
    const denied = [{ kind: 'firewall', status: 'denied', reason: 'Not allowed.' } as const]
    world.publish('baseline', { ...world.environment('baseline'), coverage: denied })
    expect((await same(world)).goesOn).toBe(false)
    for (let i = 0; i < 2; i++) await same(world)
    world.now = new Date(world.now.getTime() - day)
    expect((await same(world)).goesOn).toBe(false)
  })

  it('is what time says something else of: a certificate that comes to its end, a promotion that does not come', async () => {
    const world = await settled(firewalls)
    change(world, 'database-instance', { class: 'db.r6g.large' })
    await same(world)
    world.now = new Date(world.now.getTime() + minute)
    expect(await same(world)).toEqual({ goesOn: true, bodies: 0, lookedUp: 0 })
    // What waits is told anew by what is remembered of it: nothing is read for that.
    world.now = new Date(world.now.getTime() + 8 * day)
    const was = JSON.stringify(world.standing())
    expect(await same(world)).toEqual({ goesOn: true, bodies: 0, lookedUp: 0 })
    expect(was).toContain('"status":"pending"')
    expect(JSON.stringify(world.standing())).not.toContain('"status":"pending"')
    const before = world.environment('baseline')
    const notAfter = new Date(world.now.getTime() + 40 * day).toISOString()
    const at = before.resources.findIndex(({ kind }) => kind === 'certificate')
    world.publish(
      'baseline',
      edited(before, at, (one) => ({ ...one, attributes: { ...one.attributes, notAfter } })),
    )
    await same(world)
    world.now = new Date(world.now.getTime() + 30 * day)
    expect((await same(world)).bodies).toBeGreaterThan(0)
  })

  it('is everything after one that was never recorded, and where the secrets of both sides have keys of their own', async () => {
    const world = await settled(firewalls)
    expect((await same(world, '', true)).goesOn).toBe(true)
    expect((await same(world)).goesOn).toBe(false)
    expect((await same(world)).goesOn).toBe(true)
    world.keyIds = { candidate: 'k', baseline: 'other' }
    for (let i = 0; i < 3; i++) expect((await same(world)).goesOn).toBe(false)
  })
})
