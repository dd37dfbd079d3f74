import { beforeAll, describe, expect, it } from 'vitest'
import { awsAcm } from '../../../collectors/aws-acm/collector.ts'
import { awsAutoscaling } from '../../../collectors/aws-autoscaling/collector.ts'
import { awsConfig } from '../../../collectors/aws-config/collector.ts'
import { normaliseDbInstance } from '../../../collectors/aws-config/normalise-database.ts'
import type { RecordedType, RowContext } from '../../../collectors/aws-config/recorded-type.ts'
import type { ConfigRow } from '../../../collectors/aws-config/row.ts'
import { recordedTypes } from '../../../collectors/aws-config/types.ts'
import { awsEc2 } from '../../../collectors/aws-ec2/collector.ts'
import { awsElbv2 } from '../../../collectors/aws-elbv2/collector.ts'
import { awsLambda } from '../../../collectors/aws-lambda/collector.ts'
import { awsRds } from '../../../collectors/aws-rds/collector.ts'
import { awsS3 } from '../../../collectors/aws-s3/collector.ts'
import { tokens } from '../../../src/model/pointer.ts'
import type { CollectedResource } from '../../../src/model/resource.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { awsWorld, shopRecordings } from '../../support/aws-world.ts'
import { plain, readCollector } from '../../support/read-collector.ts'
import { recordedRows } from '../../support/config-rows.ts'

const services = [awsAcm, awsAutoscaling, awsEc2, awsElbv2, awsLambda, awsRds, awsS3]

let told: readonly CollectedResource[] = []
let described: readonly CollectedResource[] = []

beforeAll(async () => {
  const world = await awsWorld()
  const recorded = await readCollector(awsConfig, world)
  expect(recorded.errors).toEqual([])
  told = recorded.resources
  const others: CollectedResource[] = []
  for (const service of services) {
    const { resources, errors } = await readCollector(service, world)
    expect(errors).toEqual([])
    others.push(...resources)
  }
  described = others
  await world.close()
})

const rowsOf = recordedRows(shopRecordings)

/** What stands beside, straight from the recordings. */
function contextOf({ beside = [] }: RecordedType): RowContext {
  const keysOf = (type: string) => beside.find((one) => one.type === type)?.keys ?? (() => [])
  return {
    fingerprint: createFingerprinter('a key'),
    beside: (type, key) => rowsOf(type).filter((row) => keysOf(type)(row).includes(key)),
  }
}

/** Without what AWS Config cannot know at all, and what it says that it does not know of this resource. */
function comparable(resource: CollectedResource, hidden: readonly string[]): unknown {
  const { asOf: _asOf, attributes, ...rest } = resource
  const [whole, inner] = [hidden.filter((at) => !at.includes('*')), hidden.filter((at) => at.includes('*'))]
  const gone = whole.map((pointer) => tokens(pointer)[0])
  const known = Object.entries(attributes).filter(([name]) => !gone.includes(name))
  return plain({
    ...rest,
    attributes: Object.fromEntries(known.map(([name, value]) => [name, without(name, value, inner)])),
  })
}

function without(name: string, value: unknown, inner: readonly string[]): unknown {
  const fields = inner.flatMap((pointer) => (tokens(pointer)[0] === name ? (tokens(pointer)[2] ?? []) : []))
  if (fields.length === 0 || !Array.isArray(value)) return value
  return value.map((one: unknown) =>
    Object.fromEntries(Object.entries(one as object).filter(([field]) => !fields.includes(field))),
  )
}

/** By id, what both tell of a kind; hidden is what this one resource cannot be compared by. */
function both(recorded: RecordedType): { readonly told: readonly unknown[]; readonly described: readonly unknown[] } {
  const context = contextOf(recorded)
  const hidden = new Map<string, readonly string[]>()
  for (const row of rowsOf(recorded.type)) {
    for (const { id } of recorded.normalise(row, context)) {
      hidden.set(id, [...(recorded.cannotKnow ?? []), ...(recorded.gaps?.(row, context)?.fields ?? [])])
    }
  }
  const pick = (resources: readonly CollectedResource[]): readonly unknown[] =>
    resources
      .filter(({ kind, id }) => kind === recorded.kind.id && hidden.has(id))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((resource) => comparable(resource, hidden.get(resource.id) ?? []))
  return { told: pick(told), described: pick(described) }
}

describe('the same resource, told by its service and by AWS Config', () => {
  it.each(recordedTypes.map((one) => [one.kind.id, one] as const))('comes out the same: %s', (_, recorded) => {
    const found = both(recorded)
    expect(found.told.length).toBeGreaterThan(0)
    expect(found.told).toEqual(found.described)
  })

  it('leaves nothing out that its service tells of the same place', () => {
    const kinds = new Set(recordedTypes.map(({ kind }) => kind.id))
    const ids = (resources: readonly CollectedResource[]): readonly string[] =>
      [...new Set(resources.filter(({ kind }) => kinds.has(kind)).map(({ kind, id }) => `${kind} ${id}`))].sort()
    expect(ids(told)).toEqual(ids(described))
  })
})

/** Words that say again what others of the row say, or of which the recordings have only what is there without them too. */
const redundant: Readonly<Record<string, readonly string[]>> = {
  certificate: ['CertificateArn'],
  'compute-instance': ['SecurityGroups'],
  'database-cluster': ['DbclusterArn', 'EngineMode'],
  'database-instance': ['DBInstanceArn'],
  firewall: ['OwnerId'],
  'instance-group': ['AutoScalingGroupARN'],
  'load-balancer': ['LoadBalancerArn', 'State'],
  network: ['OwnerId'],
  'network-acl': ['OwnerId'],
  'route-table': ['OwnerId'],
  'serverless-function': ['FunctionArn', 'FunctionName'],
  subnet: ['Ipv6CidrBlockAssociationSet', 'OwnerId'],
}

describe('a field that is taken away', () => {
  it.each(recordedTypes.map((one) => [one.kind.id, one] as const))('is missed: %s', (id, recorded) => {
    const context = contextOf(recorded)
    const rows = rowsOf(recorded.type)
    const shape = (given: readonly ConfigRow[]): string =>
      JSON.stringify(given.flatMap((row) => [recorded.normalise(row, context), recorded.gaps?.(row, context)]))
    const whole = shape(rows)
    const unnoticed = [...wordsRead(recorded, rows, context)].filter(
      (word) => shape(rows.map((row) => withoutWord(row, word))) === whole,
    )
    expect(unnoticed.sort()).toEqual((redundant[id] ?? []).map((word) => `configuration/${word}`))
  })

  /** The words of the configuration that a normaliser looks at, where a recording has them. */
  function wordsRead(recorded: RecordedType, rows: readonly ConfigRow[], context: RowContext): ReadonlySet<string> {
    const read = new Set<string>()
    const watch = (part: 'configuration' | 'supplementary', row: ConfigRow): ConfigRow['configuration'] =>
      new Proxy(row[part], {
        get: (target, word) => {
          if (typeof word === 'string' && target[word] !== undefined) read.add(`${part}/${word}`)
          return Reflect.get(target, word) as unknown
        },
      })
    for (const row of rows) {
      const watched = { ...row, configuration: watch('configuration', row), supplementary: watch('supplementary', row) }
      recorded.normalise(watched, context)
    }
    return read
  }

  function withoutWord(row: ConfigRow, at: string): ConfigRow {
    const [part, word] = at.split('/') as ['configuration' | 'supplementary', string]
    const kept = Object.entries(row[part]).filter(([name]) => name !== word)
    return { ...row, [part]: Object.fromEntries(kept) }
  }
})

describe('a reader that an autoscaler made', () => {
  it('comes and goes with the load, so it is no resource here either', () => {
    const row = (identifier: string): ConfigRow => ({
      ...{ id: 'db-ABC', arn: undefined, account: '111111111111', region: 'eu-west-1', tags: {} },
      ...{ capturedAt: undefined, status: undefined, supplementary: {} },
      configuration: { DBInstanceIdentifier: identifier, DBInstanceClass: 'db.r6g.large', Engine: 'aurora-postgresql' },
    })
    expect(normaliseDbInstance(row('application-autoscaling-0a1b2c3d'))).toEqual([])
    expect(normaliseDbInstance(row('orders-1')).map(({ id }) => id)).toEqual(['orders-1'])
  })
})
