import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { runEvenkeel } from '../support/run-evenkeel.ts'

const shop = fileURLToPath(new URL('../../examples/shop/', import.meta.url))

interface Found {
  readonly status: string
  readonly kind: string
  readonly at: string
  readonly resource: { readonly name: string }
}

const row = ({ kind, resource, at }: Found): string => [kind, resource.name, at].join(' ')

describe('the example shop', () => {
  it('is what its template makes', async () => {
    const run = promisify(execFile)(process.execPath, [`${shop}generate.mjs`, '--check'])
    await expect(run).resolves.toMatchObject({ stderr: '' })
  })

  it('shows exactly the differences that its README lists', async () => {
    const { code, stdout } = await runEvenkeel(['check', '--config', `${shop}evenkeel.yaml`, '--format', 'json'])
    const report = JSON.parse(stdout) as {
      readonly findings: readonly Found[]
      readonly coverage: { readonly verdict: string }
      readonly summary: { readonly ambiguous: number; readonly extra: number; readonly missing: number }
    }
    const withStatus = (status: string) => report.findings.filter((f) => f.status === status).map(row)
    expect(withStatus('open').sort()).toEqual([
      'certificate api.{domain} /notAfter',
      'compute-instance shop-worker /architecture',
      'database-instance shop-orders /engineVersion',
      'database-parameters shop-catalog-mysql80 /parameters/innodb_flush_log_at_trx_commit',
      'database-parameters shop-orders-postgres15 /parameters/max_connections',
      'firewall shop-cache /ingress/tcp~16379~1@firewall~1shop-worker',
      'firewall shop-search /ingress/tcp~19200~10.0.0.0~10',
      'setting-group deploy/catalog.env /settings/IMAGE_BASE_URL',
      'setting-group deploy/orders.env /settings/FRAUD_CHECK_ENABLED',
      'setting-group deploy/reports.env /settings/REPORTING_DATABASE_HOST',
      'workload checkout /containers/app',
      'workload payments /containers/app',
      'workload reconcile-payments ',
    ])
    expect(withStatus('excepted').sort()).toEqual(['database-instance shop-orders /multiAz', 'workload web /replicas'])
    expect(report.findings).toHaveLength(15)
    expect(report.coverage.verdict).toBe('complete')
    expect(report.summary).toMatchObject({ ambiguous: 0, extra: 0, missing: 1 })
    expect(stdout).not.toContain('not-real-')
    expect(code).toBe(1)
  })
})
