import { describe, expect, it } from 'vitest'
import { compare, type Comparison } from '../../../src/compare/compare.ts'
import { findingId } from '../../../src/judge/finding.ts'
import type { History } from '../../../src/jobs/work/ask-history.ts'
import { lookUpProvenance } from '../../../src/jobs/work/look-up.ts'
import type { HeldBody, LookUpFrom } from '../../../src/jobs/work/past.ts'
import type { PreviousAnswer } from '../../../src/jobs/work/tasks.ts'
import type { Finding } from '../../../src/model/finding.ts'
import type { Json } from '../../../src/model/json.ts'
import type { Provenance } from '../../../src/model/provenance.ts'
import { keyOf, type Key, type Side } from '../../../src/model/resource.ts'
import type { ResourceVersion } from '../../../src/store/contract/snapshots.ts'
import { sideOf, type Sketch } from '../../support/snapshots.ts'

const kinds = ['database-instance', 'setting-group']
const environments = { candidate: 'staging', baseline: 'production' }
const day = (n: number): string => `2026-11-${String(n).padStart(2, '0')}T10:00:00.000Z`

const database = (side: string, id: string, given: Json): Sketch => ({
  kind: 'database-instance',
  id,
  name: `${side}-orders`,
  attributes: { class: given },
})
const keyFor = (id: string, kind = 'database-instance'): Key => keyOf(kind, 'sketch', 'here', id)

interface StoredVersion extends ResourceVersion {
  readonly body: string
}

/** Snapshot `n` was published on day `n`. */
const version = (id: string, from: number, to: number | undefined, attributes: Json, kind?: string): StoredVersion => ({
  key: keyFor(id, kind),
  fromSeq: from,
  from: day(from),
  ...(to === undefined ? {} : { toSeq: to, to: day(to) }),
  body: JSON.stringify({ tags: {}, attributes }),
})

const comparing = (candidate: readonly Sketch[], baseline: readonly Sketch[]): Comparison =>
  compare({
    candidate: sideOf({ name: 'staging', resources: candidate }, kinds),
    baseline: sideOf({ name: 'production', resources: baseline }, kinds),
    pairs: [],
    shared: [],
  })

interface Past {
  readonly versions: Readonly<Record<Side, readonly StoredVersion[]>>
  readonly previous?: Partial<PreviousAnswer>
  readonly first?: number | null
}

/** `read`: the numbers of the versions of which the bodies were asked. */
function history({
  versions,
  previous = {},
  first = 1,
}: Past): History & { readonly asked: Key[]; readonly read: number[] } {
  const asked: Key[] = []
  const read: number[] = []
  return {
    asked,
    read,
    previous: async () => ({ twins: [], findings: [], ...previous }),
    versions: async (side, keys) => {
      asked.push(...keys)
      return versions[side].filter(({ key }) => keys.includes(key)).reverse()
    },
    bodiesThen: async (side, wanted) =>
      wanted.map(({ key, fromSeq }) => {
        read.push(fromSeq)
        return versions[side].find((one) => one.key === key && one.fromSeq === fromSeq)?.body
      }),
    firsts: async (_, places) => places.map(() => first),
  }
}

async function moved(
  comparison: Comparison,
  at: string,
  past: History,
  findings: readonly Finding[] = [],
  held: LookUpFrom['held'] = () => [],
): Promise<Provenance | undefined> {
  const [twin] = comparison.pairing.twins
  if (twin === undefined) throw new Error('there is no twin')
  const [view] = [...comparison.views()]
  const unit = [...(view?.units(at) ?? [])][0]
  const raw = { candidate: unit?.candidate?.raw, baseline: unit?.baseline?.raw }
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined))
  const lookup = await lookUpProvenance(comparison, { units: [{ twin, at, raw: given }], findings }, environments, {
    history: past,
    held,
  })
  return lookup(twin.id, at)
}

const classes = comparing([database('staging', 's', 'large')], [database('production', 'p', 'xlarge')])

describe('who moved, from the versions of a store', () => {
  it('is the side whose unit changed; changes of its other parts are none', async () => {
    const past = history({
      versions: {
        candidate: [
          version('s', 1, 3, { class: 'xlarge' }),
          version('s', 3, 5, { class: 'large' }),
          version('s', 5, undefined, { class: 'large', multiAz: true }),
        ],
        baseline: [
          version('p', 1, 4, { class: 'xlarge' }),
          version('p', 4, undefined, { class: 'xlarge', port: 5432 }),
        ],
      },
    })
    expect(await moved(classes, '/class', past)).toEqual({ moved: 'candidate', since: day(3) })
  })

  it('is told by what is at hand, each for the stretch that it is of, and nothing of that is asked for', async () => {
    const candidate = [
      version('s', 1, 3, { class: 'xlarge' }),
      version('s', 3, 5, { class: 'large' }),
      // Published since the assessment began.
      version('s', 5, undefined, { class: 'small' }),
    ]
    const baseline = [version('p', 1, undefined, { class: 'xlarge' })]
    const past = history({ versions: { candidate, baseline } })
    const held = (side: Side, key: Key): readonly HeldBody[] =>
      side === 'baseline'
        ? []
        : [4, 2].map((seq) => {
            const then = candidate.find(({ fromSeq, toSeq = 9 }) => fromSeq <= seq && seq < toSeq)
            return { seq, text: then?.key === key ? then.body : '' }
          })
    expect(await moved(classes, '/class', past, [], held)).toEqual({ moved: 'candidate', since: day(3) })
    expect(past.read).toEqual([5, 1])
    const alone = history({ versions: { candidate, baseline } })
    expect(await moved(classes, '/class', alone)).toEqual({ moved: 'candidate', since: day(3) })
    expect(alone.read).toEqual([5, 3, 1, 1])
  })

  it('is nobody where both were so when they were first read, or never were read completely', async () => {
    const versions = {
      candidate: [version('s', 2, undefined, { class: 'large' })],
      baseline: [version('p', 2, undefined, { class: 'xlarge' })],
    }
    expect(await moved(classes, '/class', history({ versions, first: 2 }))).toBeUndefined()
    expect(await moved(classes, '/class', history({ versions, first: null }))).toBeUndefined()
  })

  it('is the side that has a resource which appeared after everything had been read', async () => {
    const alone = comparing([database('staging', 's', 'large')], [])
    const versions = { candidate: [version('s', 6, undefined, { class: 'large' })], baseline: [] }
    expect(await moved(alone, '', history({ versions }))).toEqual({ moved: 'candidate', since: day(6) })
  })

  it('is the side on which the twin of the assessment before vanished', async () => {
    const alone = comparing([database('staging', 's', 'large')], [])
    const id = alone.pairing.twins[0]?.id ?? ''
    const past = history({
      versions: {
        candidate: [version('s', 1, undefined, { class: 'large' })],
        baseline: [version('p', 1, 7, { class: 'large' })],
      },
      previous: { twins: [{ id, candidate: [keyFor('s')], baseline: [keyFor('p')] }] },
    })
    expect(await moved(alone, '', past)).toEqual({ moved: 'baseline', since: day(7) })
  })

  it('is nobody where a resource was made anew as it was', async () => {
    const id = classes.pairing.twins[0]?.id ?? ''
    const past = history({
      versions: {
        candidate: [version('old', 1, 8, { class: 'large' }), version('s', 8, undefined, { class: 'large' })],
        baseline: [version('p', 1, undefined, { class: 'xlarge' })],
      },
      previous: { twins: [{ id, candidate: [keyFor('old')], baseline: [keyFor('p')] }] },
    })
    expect(await moved(classes, '/class', past)).toBeUndefined()
  })

  it('looks at the element of a keyed field, and at which secret it is', async () => {
    const secret = (hmac: string): Json => ({ settings: [{ key: 'TOKEN', secret: { keyId: 'k', hmac } }] })
    const group = (id: string, hmac: string): Sketch => ({
      kind: 'setting-group',
      id,
      name: 'deploy/app.env',
      attributes: secret(hmac) as Readonly<Record<string, Json>>,
    })
    const comparison = comparing([group('s', 'aa')], [group('p', 'aa')])
    const past = history({
      versions: {
        candidate: [version('s', 1, undefined, secret('aa'), 'setting-group')],
        baseline: [
          version('p', 1, 9, secret('bb'), 'setting-group'),
          version('p', 9, undefined, secret('aa'), 'setting-group'),
        ],
      },
    })
    expect(await moved(comparison, '/settings/TOKEN', past)).toEqual({ moved: 'baseline', since: day(9) })
  })
})

describe('what stands as it stood', () => {
  const twin = classes.pairing.twins[0]
  const id = findingId(environments, 'database/class', twin?.id ?? '', '/class')
  const finding = (values: Finding['values']): Finding =>
    ({ id, rule: 'database/class', kind: twin?.kind, resource: { name: twin?.name }, at: '/class', values }) as Finding
  const before = (rest: object): Past => ({
    versions: {
      candidate: [version('s', 4, undefined, { class: 'large' })],
      baseline: [version('p', 1, undefined, { class: 'xlarge' })],
    },
    previous: {
      findings: [
        {
          id,
          at: '/class',
          values: { candidate: 'large', baseline: 'xlarge' },
          status: 'pending',
          direction: 'candidate-ahead',
          since: day(2),
          ...rest,
        },
      ],
    },
  })
  const same = [finding({ candidate: 'large', baseline: 'xlarge' })]

  it('keeps what was known of it, and asks nothing', async () => {
    const past = history(before({}))
    expect(await moved(classes, '/class', past, same)).toEqual({ moved: 'candidate', since: day(2) })
    expect(past.asked).toEqual([])
  })

  it('stays unknown where nothing was known, also when a resource was made anew since', async () => {
    const past = history(before({ direction: 'unknown', since: undefined }))
    expect(await moved(classes, '/class', past, same)).toBeUndefined()
  })

  it.each([
    ['has other values', {}, [finding({ candidate: 'large', baseline: 'small' })]],
    ['was resolved', { status: 'resolved' }, same],
  ])('is looked at anew when it %s', async (_, rest, findings) => {
    const past = history(before(rest))
    expect(await moved(classes, '/class', past, findings)).toEqual({ moved: 'candidate', since: day(4) })
    expect(past.asked).toEqual([keyFor('s'), keyFor('p')])
  })
})
