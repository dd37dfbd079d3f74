import type { WeighedSide, WeighInput } from '../../src/jobs/weigh.ts'
import type { Json } from '../../src/model/json.ts'
import { sideOf } from '../support/snapshots.ts'

/** A side with databases of these classes, by name. */
export function sideWith(name: string, classes: Readonly<Record<string, Json>>): WeighedSide {
  const resources = Object.entries(classes).map(([id, given]) => ({
    kind: 'database-instance',
    id: `${name}-${id}`,
    name: `${name}-${id}`,
    attributes: { class: given },
  }))
  const { snapshot } = sideOf({ name, resources }, ['database-instance'])
  const facts = { name, aliases: [], domains: [], accounts: {}, regions: {}, baseDirectory: '/' }
  return { facts, symbols: {}, snapshot, notices: [] }
}

/** What is weighed, without rules: two databases, one of which differs. */
export function weighing(overrides: Partial<WeighInput> = {}): Omit<WeighInput, 'rules'> {
  return {
    candidate: sideWith('staging', { orders: 'db.m6g.large', users: 'db.t3.micro' }),
    baseline: sideWith('production', { orders: 'db.m6g.xlarge', users: 'db.t3.micro' }),
    exceptions: [],
    known: [],
    pairs: [],
    shared: [],
    services: [],
    threshold: 'high',
    now: new Date('2026-03-01T12:00:00Z'),
    keyId: 'k1',
    ...overrides,
  }
}
