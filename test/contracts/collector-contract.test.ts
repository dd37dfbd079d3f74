import { describe, expect, it } from 'vitest'
import type { Read } from '../../src/collect/contract.ts'
import { fail } from '../../src/errors/catalogue.ts'
import { network } from '../../src/model/kinds/network.ts'
import {
  canary,
  collectorContract,
  contractChecks,
  type FaultSetup,
  type Setup,
  type Subject,
} from './collector-contract.ts'
import { backendOf, startBackend, stopBackend, type Behaviour, type Page } from './fixtures/fake-things/backend.ts'
import { fakeThings } from './fixtures/fake-things/collector.ts'

let count = 0

const world = async (misbehaving?: Readonly<Record<string, Behaviour>>): Promise<Setup> => {
  const backend = `backend-${count++}`
  startBackend(backend, canary, misbehaving)
  return { settings: { backend }, close: () => stopBackend(backend) }
}

const faulty =
  (operation: string, behaviour: Behaviour, affects: FaultSetup['affects']) => async (): Promise<FaultSetup> => ({
    ...(await world({ [operation]: behaviour })),
    affects,
  })

const firewalls = { firewall: 'partial', 'setting-group': 'partial' } as const

const subject: Subject = {
  collector: fakeThings,
  folder: new URL('fixtures/fake-things/', import.meta.url),
  good: world,
  faults: {
    denied: faulty('fake:DescribeNetworks', 'deny', { network: 'denied' }),
    throttled: faulty('fake:DescribeFirewalls', 'throttle', firewalls),
    timedOut: faulty('fake:DescribeFirewalls', 'hang', firewalls),
    malformed: faulty('fake:DescribeNetworks', 'garble', { network: 'partial' }),
    emptyPageWithToken: () => world({ 'fake:DescribeNetworks': 'empty-page' }),
    cancelled: () => world({ 'fake:DescribeNetworks': 'hang' }),
  },
}

collectorContract('fake-things', subject)

collectorContract('fake-things, where only a detail is denied', {
  ...subject,
  faults: { ...subject.faults, denied: faulty('fake:ListDescriptions', 'deny', { firewall: 'partial' }) },
})

/** The names of the checks that a subject does not pass. */
async function failing(spoilt: Partial<Subject>, named: RegExp = /./): Promise<readonly string[]> {
  const checks = contractChecks({ ...subject, ...spoilt }).filter((check) => named.test(check.name))
  const outcomes = await Promise.all(
    checks.map((check) =>
      check.run().then(
        () => [],
        () => [check.name],
      ),
    ),
  )
  return outcomes.flat()
}

type ReadOne = Read<unknown>['read']

/** The collector with its first read (networks) changed. */
const withNetworks = (read: ReadOne, rest: Partial<Read<unknown>> = {}): Partial<Subject> => {
  const [first, ...others] = subject.collector.reads
  if (first === undefined) throw new Error('the fixture has no reads')
  return { collector: { ...subject.collector, reads: [{ ...first, ...rest, read }, ...others] } }
}

const honest: ReadOne = (request) => {
  const [first] = subject.collector.reads
  if (first === undefined) throw new Error('the fixture has no reads')
  return first.read(request)
}

const alsoYields = (resource: object): ReadOne =>
  async function* (request) {
    yield* honest(request)
    yield { kind: 'network', id: 'extra', attributes: {}, ...resource }
  }

const sameName = 'has one name: folder, id and export'

describe.concurrent('the suite itself', () => {
  it('passes nothing that is not there: every fault must be possible or explained', () => {
    expect(() => contractChecks({ ...subject, faults: { ...subject.faults, throttled: { impossible: '' } } })).toThrow(
      /say why/,
    )
    const without = contractChecks({
      ...subject,
      faults: { ...subject.faults, throttled: { impossible: 'never throttled' } },
    })
    expect(without).toHaveLength(contractChecks(subject).length - 1)
  })

  it.each<[string, Partial<Subject>, readonly string[]]>([
    ['a name that is not its folder’s', { collector: { ...subject.collector, id: 'fake-other' } }, [sameName]],
    [
      'a folder without README',
      { folder: new URL('./', import.meta.url) },
      [sameName, 'has a README that names every permission'],
    ],
    [
      'a permission to write, out of order',
      withNetworks(honest, { needs: ['fake:Zap', 'fake:CreateNetwork'] }),
      [
        sameName,
        'has a README that names every permission',
        'needs only permissions to read, sorted, each once in a read',
      ],
    ],
    [
      'a field it cannot know that does not exist',
      withNetworks(honest, { cannotKnow: { network: ['/colour'] } }),
      [sameName, 'produces known kinds, and cannot know only fields that they have'],
    ],
    [
      'settings that its schema refuses',
      { good: async () => ({ ...(await world()), settings: { ...(await world()).settings, more: 1 } }) },
      ['takes the settings that its setup gives'],
    ],
    [
      'attributes that the kind does not have',
      withNetworks(alsoYields({ attributes: { colour: 1 } })),
      [sameName, 'yields what the schema of the kind allows, with keys that are unique and words that are not empty'],
    ],
    [
      'a field that it says it cannot know',
      withNetworks(alsoYields({ attributes: { cidrs: ['10.0.0.0/16'] } })),
      [sameName, 'does not say what it says it cannot know'],
    ],
    [
      'a secret',
      withNetworks(alsoYields({ name: `x ${canary}` })),
      [
        sameName,
        'lets no secret out',
        'throttled: costs exactly its kinds, and says why',
        'timedOut: costs exactly its kinds, and says why',
      ],
    ],
    [
      'a secret in base 64',
      withNetworks(alsoYields({ name: Buffer.from(canary).toString('base64') })),
      [
        sameName,
        'lets no secret out',
        'throttled: costs exactly its kinds, and says why',
        'timedOut: costs exactly its kinds, and says why',
      ],
    ],
  ])('notices %s', async (_, spoilt, expected) => {
    expect(await failing(spoilt)).toEqual(expected)
  })

  it('notices digests that change from run to run', async () => {
    let turn = 0
    const names = await failing(withNetworks((request) => alsoYields({ name: `run ${turn++}` })(request)))
    expect(names).toEqual([sameName, 'says the same twice'])
  })

  it('notices a denied call that looks like nothing there', async () => {
    const swallowing: ReadOne = async function* (request) {
      try {
        yield* honest(request)
      } catch {
        return
      }
    }
    expect(await failing(withNetworks(swallowing))).toEqual([
      sameName,
      'denied: costs exactly its kinds, and says why',
      'malformed: costs exactly its kinds, and says why',
    ])
  })

  it('notices a fault that is told as another', async () => {
    const confusing: ReadOne = async function* (request) {
      try {
        yield* honest(request)
      } catch (error) {
        throw fail('collect-unreachable', { what: 'fake' }, error)
      }
    }
    expect(await failing(withNetworks(confusing))).toEqual([
      sameName,
      'denied: costs exactly its kinds, and says why',
      'malformed: costs exactly its kinds, and says why',
    ])
  })

  it('notices a read that stops at an empty page', async () => {
    const hasty: ReadOne = async function* ({ settings, signal }) {
      const backend = backendOf((settings as { readonly backend: string }).backend)
      for (let token: number | undefined = 0; token !== undefined;) {
        const page: Page = await backend.call('fake:DescribeNetworks', token, signal)
        if (page.items.length === 0) return
        for (const { id } of page.items) yield { kind: network.id, id, attributes: {} }
        token = page.next
      }
    }
    expect(await failing(withNetworks(hasty))).toEqual([sameName, 'emptyPageWithToken: goes on to the next page'])
  })

  it('notices a read that goes on behind the back', async () => {
    const deaf: ReadOne = async function* (request) {
      if (request.settings === undefined) yield* honest(request)
      await new Promise((resolve) => setTimeout(resolve, 3500))
      yield { kind: network.id, id: 'late', attributes: {} }
    }
    expect(await failing(withNetworks(deaf), /themselves stop/)).toHaveLength(1)
    expect(await failing({}, /themselves stop/)).toEqual([])
  })
})
