import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { needsOf, producesOf, type Collector } from '../../../src/collect/contract.ts'
import { unknownFieldsOf, type Coverage } from '../../../src/model/coverage.ts'
import { kindOf } from '../../../src/model/kinds/index.ts'
import { pointerOf, tokens, type Pointer } from '../../../src/model/pointer.ts'
import { collectSetup } from '../../contracts/subject.ts'
import { awsVariables, awsWorld, shopEnvironment, shopRecordings } from '../../support/aws-world.ts'
import type { Collected } from '../../support/fake-collector.ts'
import type { Fault, Mishap } from '../../support/replay-server.ts'
import { collectors } from '../../support/collectors.ts'

const aws = collectors.filter((collector) => collector.family === 'aws')

/** Two regions with the same in both; a service without regions has one scope for them. */
const environment = { ...shopEnvironment, regions: { primary: 'eu-west-1', second: 'eu-central-1' } }

/** Pages that its recording of one account has. */
const pagesOfIam = shopRecordings.filter(({ action }) => action === 'iam:GetAccountAuthorizationDetails').length

/** Where it goes wrong. */
const hurt = 'eu-west-1'

const settingsOf = (collector: Collector): Readonly<Record<string, unknown>> => ({
  // A connection that a slow machine left idle too long is tried again.
  maxAttempts: 3,
  // What AWS Config recorded is of one region.
  ...(collector.standsInFor === undefined
    ? { regions: ['primary', 'second'] }
    : { regions: ['primary'], source: 'config' }),
})

const before = new Map<string, string | undefined>()

beforeAll(() => {
  for (const [name, value] of Object.entries(awsVariables())) {
    before.set(name, process.env[name])
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
})

afterAll(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
})

interface Look {
  readonly collected: Collected
  /** Those in which it goes wrong. */
  readonly isHurt: (row: Coverage) => boolean
  /** How often each action was asked for. */
  readonly asked: (action: string) => number
}

/** Reads both regions with something that goes wrong in one of them. */
async function look(collector: Collector, fault?: Pick<Fault, 'action' | 'does'>, seconds?: number): Promise<Look> {
  const scopes = await collector.scopes(settingsOf(collector), environment)
  const place = scopes.length === 1 ? {} : { region: hurt }
  const faults = fault === undefined ? [] : [{ ...fault, ...place }]
  const { replay, settings, close } = await awsWorld({ faults, settings: settingsOf(collector), environment })
  try {
    const options = seconds === undefined ? {} : { deadlineSeconds: seconds }
    const collected = await collectSetup(collector, { settings, environment }, options)
    return {
      collected,
      isHurt: (row) => scopes.length === 1 || row.origin.scope.endsWith(`/${hurt}`),
      asked: (action) => replay.requests.filter((one) => one.action === action).length,
    }
  } finally {
    await close()
  }
}

/** What is told to be unknown of each resource: by the coverage, or by the resource itself (a formula that nobody can work out). */
function unsaid({ resources, coverage }: Collected): ReadonlyMap<string, readonly Pointer[]> {
  return new Map(
    resources.map((one) => {
      const rows = coverage.filter((row) => row.kind === one.kind && row.origin.scope === one.origin.scope)
      const told = rows.flatMap((row) =>
        unknownFieldsOf(row, one.id).map((field) => pointerOf(tokens(field).slice(0, 1))),
      )
      return [one.key, [...told, ...(kindOf(one.kind)?.unknownIn?.(one) ?? [])]]
    }),
  )
}

/** What a resource says, without what is told to be unknown. */
function known(collected: Collected, unknown: ReturnType<typeof unsaid>): ReadonlyMap<string, unknown> {
  return new Map(
    collected.resources.map((one) => {
      const attributes = (unknown.get(one.key) ?? []).reduce(
        without,
        one.attributes as Readonly<Record<string, unknown>>,
      )
      return [one.key, JSON.parse(JSON.stringify(attributes)) as unknown]
    }),
  )
}

/** Without a field, or without a member of the element of a keyed field that is called so. */
function without(attributes: Readonly<Record<string, unknown>>, pointer: Pointer): Readonly<Record<string, unknown>> {
  const [field = '', name, member = ''] = tokens(pointer)
  const elements = attributes[field]
  if (name === undefined || !Array.isArray(elements)) return { ...attributes, [field]: undefined }
  const kept = (elements as readonly Readonly<Record<string, unknown>>[]).map((one) =>
    one['name'] === name ? { ...one, [member]: undefined } : one,
  )
  return { ...attributes, [field]: kept }
}

const wholes = new Map<string, Promise<Look>>()

function wholeOf(collector: Collector): Promise<Look> {
  const found = wholes.get(collector.id) ?? look(collector)
  wholes.set(collector.id, found)
  return found
}

const denials = aws.flatMap((collector) =>
  needsOf(collector).map((action) => ({ collector, id: collector.id, action })),
)

describe('a denied action', () => {
  it.each(denials)('costs $id exactly what needs it, in its place: $action', async ({ collector, action }) => {
    const { collected, isHurt } = await look(collector, { action, does: 'denied' })
    const concerned = collector.reads.filter(({ needs }) => needs.includes(action))
    const kinds = new Set(concerned.flatMap(({ produces }) => produces.map((kind) => kind.id)))
    const hurtRows = collected.coverage.filter((row) => row.status !== 'complete')
    for (const row of hurtRows) {
      expect([kinds.has(row.kind), isHurt(row)], `${row.kind} in ${row.origin.scope}: ${row.reason ?? ''}`).toEqual([
        true,
        true,
      ])
      expect(row.reason).toContain('denied')
      expect(row.reason).toContain(action)
    }
    for (const { produces } of concerned) {
      const own = produces.map((kind) => kind.id)
      expect(hurtRows.filter((row) => own.includes(row.kind)).length, own.join()).toBeGreaterThan(0)
    }
    // Where it was read in part, all that is not told to be unknown is as it would have been.
    const unknown = unsaid(collected)
    const whole = known((await wholeOf(collector)).collected, unknown)
    for (const [key, told] of known(collected, unknown)) expect(told, key).toEqual(whole.get(key))
  })
})

const troubles: readonly (readonly [string, Mishap, RegExp])[] = [
  ['that refuses every call', 'throttled', /throttled/],
  ['that is not enabled for the account', { code: 'OptInRequired', status: 403 }, /not enabled for the account/],
  ['that answers with a page for people', 'html', /cannot be understood/],
  ['that never answers', 'hang', /did not answer/],
]

describe.each(troubles)('a region %s', (_, does, sentence) => {
  it.concurrent.each(aws)('costs $id that region alone', async (collector) => {
    const { collected, isHurt } = await look(collector, { action: '*', does }, does === 'hang' ? 4 : undefined)
    expect(new Set(collected.coverage.map((row) => row.kind))).toEqual(
      new Set((await wholeOf(collector)).collected.coverage.map((row) => row.kind)),
    )
    for (const row of collected.coverage) {
      expect(row.status === 'complete', `${row.kind} in ${row.origin.scope}: ${row.reason ?? ''}`).toBe(!isHurt(row))
      if (row.status !== 'complete') expect(row.reason).toMatch(sentence)
    }
  })
})

/** What comes in the middle of it: the first calls of an action are answered, or a list has pages that it should not have. */
const attacks: readonly (readonly [string, readonly Omit<Fault, 'region'>[], RegExp | undefined])[] = [
  ['denies the second call of everything', [{ action: '*', does: 'denied', from: 2 }], /denied/],
  [
    'denies each second page',
    [
      { action: '*', does: 'denied', from: 2 },
      { action: '*', does: 'page-twice' },
    ],
    /denied/,
  ],
  [
    'ends the keys in the middle',
    [{ action: '*', does: { code: 'ExpiredTokenException', status: 400 }, from: 2 }],
    /No usable credentials/,
  ],
  ['sees another clock', [{ action: '*', does: { code: 'RequestTimeTooSkewed', status: 403 } }], /the clock of this/],
  ['gives the same token for ever', [{ action: '*', does: 'repeated-token' }], /cannot be understood|came twice/],
  ['cuts each answer off', [{ action: '*', does: 'truncated' }], /cannot be understood/],
  ['cuts the second answer off', [{ action: '*', does: 'truncated', from: 2 }], /cannot be understood/],
  ['answers without a list', [{ action: '*', does: 'no-list' }], /./],
  [
    'says nothing of what is asked about each',
    [
      ...['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'lambda:GetFunction', 'lambda:GetPolicy'],
      ...['secretsmanager:DescribeSecret', 's3:GetAccountPublicAccessBlock', 's3:GetBucketAcl', 's3:GetBucketCORS'],
      ...['s3:GetBucketOwnershipControls', 's3:GetBucketPolicy', 's3:GetBucketPublicAccessBlock'],
      ...['s3:GetBucketTagging', 's3:GetEncryptionConfiguration', 's3:GetLifecycleConfiguration'],
      's3:GetReplicationConfiguration',
    ].map((action) => ({ action, does: 'no-list' as const })),
    /cannot be understood/,
  ],
  ['gives each page twice', [{ action: '*', does: 'page-twice' }], undefined],
]

describe('a service that goes wrong in the middle', () => {
  it.each(aws)('never makes $id call whole what is not', async (collector) => {
    const settings = { ...settingsOf(collector), regions: ['primary'], maxAttempts: 1 }
    const { replay, close, ...world } = await awsWorld({ settings, environment })
    const read = (): Promise<Collected> => collectSetup(collector, { ...world, environment })
    try {
      const whole = await read()
      for (const [what, faults, sentence] of attacks) {
        replay.play(faults)
        const collected = await read()
        const told = JSON.stringify([collected.coverage, collected.resources])
        expect(told, what).not.toContain('secret-words')
        for (const row of collected.coverage) {
          const place = `${what}: ${row.kind}: ${row.reason ?? ''}`
          const before = whole.coverage.find(({ kind }) => kind === row.kind)
          if (row.status !== 'complete') {
            if (before?.reason !== row.reason) expect(row.reason, place).toMatch(sentence ?? /^nothing may be missing$/)
            continue
          }
          const unknown = unsaid(collected)
          const ofKind = (read: Collected): readonly unknown[] =>
            [...known(read, unknown)].filter(([key]) => key.startsWith(`${row.kind}|`))
          expect(ofKind(collected), place).toEqual(ofKind(whole))
        }
        expect(
          collected.resources.map(({ key }) => key).filter((key) => !whole.resources.some((one) => one.key === key)),
          what,
        ).toEqual([])
      }
    } finally {
      await close()
    }
  })
})

describe('a service that is one for all regions', () => {
  it.each(aws)('is asked once: $id', async (collector) => {
    const { collected, asked } = await wholeOf(collector)
    const scopes = [...new Set(collected.coverage.map((row) => row.origin.scope))].sort()
    const isGlobal = collector.id === 'aws-iam'
    const regions = collector.standsInFor === undefined ? ['eu-central-1', 'eu-west-1'] : ['eu-west-1']
    expect(scopes).toEqual((isGlobal ? ['global'] : regions).map((place) => `111111111111/${place}`))
    if (isGlobal) expect(asked('iam:GetAccountAuthorizationDetails')).toBe(pagesOfIam)
    const keys = collected.resources.map((one) => one.key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(producesOf(collector).length).toBeGreaterThan(0)
  })
})
