import type { LiveFinding } from '../../src/model/live-finding.ts'
import type { WeeklyReport } from '../../src/report/contract.ts'
import { group } from '../notify/fixtures.ts'
import { finding, tally } from './fixtures.ts'

export function live(overrides: Partial<LiveFinding> = {}): LiveFinding {
  const one = overrides.finding ?? finding()
  return {
    comparison: 'staging..production',
    finding: one,
    status: 'open',
    cause: 'c1',
    stale: false,
    openedAt: '2026-10-05T09:00:00.000Z',
    changedAt: '2026-10-05T09:00:00.000Z',
    reopened: 0,
    ...overrides,
  }
}

/** The standing of a week in which a little is wrong. */
export const standing: NonNullable<WeeklyReport['standing']> = {
  assessedAt: '2026-11-23T06:45:00.000Z',
  drift: 'drift',
  coverage: 'complete',
  score: 74,
  scoreBefore: 81,
  dimensions: [
    { dimension: 'compute', score: 92 },
    { dimension: 'database', score: 58 },
    { dimension: 'network', score: 100 },
    { dimension: 'external-services', score: 71 },
    { dimension: 'certificates', score: 80 },
  ],
  summary: {
    compared: 184,
    paired: 368,
    missing: 1,
    extra: 0,
    ambiguous: 0,
    bySeverity: { critical: 1, high: 2, medium: 4, low: 1, info: 0 },
  },
}

/** A week with something in every part. */
export function weekly(overrides: Partial<WeeklyReport> = {}): WeeklyReport {
  const image = finding({
    id: 'a1',
    severity: 'high',
    kind: 'workload',
    title: 'The image of shop-api is 2.1 in staging and 2.2 in production',
    service: 'orders',
    owner: 'team-orders',
    at: '/image',
  })
  const foreign = finding({
    id: 'a2',
    severity: 'critical',
    kind: 'setting-group',
    title: 'DATABASE_URL in staging points to production (db.shop.example)',
    service: 'checkout',
    owner: 'team-checkout',
  })
  return {
    comparison: { name: 'staging..production', candidate: 'staging', baseline: 'production' },
    from: '2026-11-16T07:00:00.000Z',
    to: '2026-11-23T07:00:00.000Z',
    timeZone: 'Europe/Berlin',
    standing,
    trend: [
      { at: '2026-11-16T07:15:00.000Z', score: 81 },
      { at: '2026-11-17T11:15:00.000Z', score: 86 },
      { at: '2026-11-19T15:00:00.000Z', score: 62 },
      { at: '2026-11-21T09:30:00.000Z', score: 74 },
      { at: '2026-11-23T06:45:00.000Z', score: 74 },
    ],
    assessments: 672,
    opened: [
      group({ severity: 'critical', finding: foreign, places: ['checkout-settings'] }),
      group({
        severity: 'high',
        finding: image,
        count: 14,
        places: ['shop-api', 'shop-worker', 'shop-cart', 'shop-mail', 'shop-search', 'shop-auth'],
      }),
    ],
    resolved: [
      group({
        severity: 'medium',
        finding: finding({ severity: 'medium', title: 'work_mem is 4 MB in staging and 16 MB in production' }),
      }),
    ],
    open: {
      total: 8,
      bySeverity: tally([
        foreign,
        image,
        image,
        ...Array<typeof image>(4).fill(finding({ severity: 'medium' })),
        finding({ severity: 'low' }),
      ]),
    },
    oldest: [
      live(),
      live({
        finding: image,
        openedAt: '2026-11-01T09:00:00.000Z',
        acknowledged: { by: 'team-orders', at: '2026-11-02T09:00:00.000Z' },
      }),
    ],
    expiring: [
      {
        environment: 'production',
        kind: 'certificate',
        name: 'api.shop.example',
        what: 'the certificate ends',
        at: '2026-11-28T12:00:00.000Z',
      },
    ],
    documented: [
      {
        exception: 'fewer-workers',
        kind: 'temporary',
        owner: 'team-orders',
        reason: 'The migration runs in production first',
        until: '2026-12-01',
        findings: 3,
      },
      {
        exception: 'no-waf',
        kind: 'structural',
        owner: 'team-platform',
        reason: 'Staging has no web application firewall',
        until: '2027-03-01',
        findings: 1,
      },
    ],
    known: { total: 40, left: 12 },
    unread: [
      {
        environment: 'production',
        collector: 'aws-rds',
        scope: '111111111111/us-east-1',
        kinds: ['database-instance'],
        reason: 'Access was denied to rds:DescribeDBInstances.',
      },
    ],
    undelivered: 1,
    ...overrides,
  }
}
