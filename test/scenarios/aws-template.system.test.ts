import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMoto, type Moto } from '../support/moto.ts'
import { runEvenkeel } from '../support/run-evenkeel.ts'
import { build, type Built } from './aws-template/build.ts'
import { inject } from './aws-template/inject.ts'
import { canary, production, staging, type Place } from './aws-template/place.ts'

interface Document {
  readonly drift: string
  readonly coverage: {
    readonly scopes: readonly {
      readonly environment: string
      readonly collector: string
      readonly kind: string
      readonly status: string
    }[]
  }
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly title: string }[]
  readonly summary: Readonly<Record<string, unknown>>
}

const environment = ({ environment: name, domain, account, region }: Place, endpoint: string): string => `
  ${name}:
    domains: [${domain}]
    accounts: { main: "${account}" }
    regions: { primary: ${region} }
    sources:
      - aws:
          assumeRole: "arn:aws:iam::${account}:role/evenkeel"
          endpoint: "${endpoint}"
          maxAttempts: 2
          values: fingerprint`

const configuration = (endpoint: string): string => `environments:${[staging, production]
  .map((place) => environment(place, endpoint))
  .join('')}
comparisons:
  - { candidate: staging, baseline: production, profile: standard }
`

describe('two accounts of one template, with every service that is read', () => {
  let moto: Moto
  let folder: string
  let built: { readonly staging: Built; readonly production: Built }

  beforeAll(async () => {
    moto = await startMoto()
    folder = await mkdtemp(join(tmpdir(), 'evenkeel-template-'))
    await writeFile(join(folder, 'evenkeel.yaml'), configuration(moto.url))
    built = { staging: await build(moto.url, staging), production: await build(moto.url, production) }
  }, 90_000)

  afterAll(async () => {
    await moto?.stop()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })

  /** One run of the program, which must tell no secret. */
  const check = async (): Promise<Document & { readonly code: number | null }> => {
    const config = join(folder, 'evenkeel.yaml')
    const { code, stdout, stderr } = await runEvenkeel(['check', '--config', config, '--format', 'json'])
    expect(stdout + stderr).not.toContain(canary)
    return { ...(JSON.parse(stdout) as Document), code }
  }

  it('fresh: nothing is found, and all is read that the simulator can tell', async () => {
    const { drift, findings, summary, coverage, code } = await check()
    expect(findings.map(({ rule, title }) => `${rule}: ${title}`)).toEqual([])
    expect([drift, summary['missing'], summary['extra'], summary['ambiguous']]).toEqual(['none', 0, 0, 0])
    const unread = coverage.scopes.filter(({ status }) => status !== 'complete')
    expect(unread.map((one) => `${one.environment} ${one.collector} ${one.kind} ${one.status}`).sort()).toEqual([
      // The simulator knows neither scalable caches, nor serverless ones, nor groups of cache parameters.
      'production aws-application-autoscaling autoscaler partial',
      'production aws-elasticache cache partial',
      'production aws-elasticache cache-parameters partial',
      'staging aws-application-autoscaling autoscaler partial',
      'staging aws-elasticache cache partial',
      'staging aws-elasticache cache-parameters partial',
    ])
    expect(code).toBe(3)
  })

  it('eighteen differences: each is found once, in words to act on', async () => {
    await inject(built.staging, built.production)
    const { findings, summary, code } = await check()
    expect(findings.map(({ rule, severity, title }) => `${severity} ${rule}: ${title}`).sort()).toEqual([
      'critical access/trust-of-candidate: The role shop-deploy of staging may be taken on from production: 111111111111',
      'critical network/route-to-internet: Traffic of shop-data to 0.0.0.0/0 goes straight to the internet in staging; production has no such route',
      'high access/bucket-public-block: Public access to the bucket shop-exports is blocked by block-acls, ignore-acls in staging and by block-acls, block-policy, ignore-acls, restrict-buckets in production',
      'high data/bucket-notification-missing: ObjectCreated:* of uploads/*.jpg in the bucket shop-assets is told to somebody in production, and to nobody in staging',
      'high database/parameter-drift: max_connections of shop-pg15 is 100 in staging and 500 in production',
      'high network/listener-rule-missing: shop-web has a rule for path-pattern /v1/* on HTTPS:443 in production and not in staging',
      'high network/listener-tls-least: HTTPS:443 of shop-web lets in TLS 1.0 and later in staging, TLS 1.2 and later in production',
      'info configuration/parameter-value: Value of /shop/feature-checkout: off in staging, on in production',
      'low access/secret-rotation-period: The secret shop/payments is replaced every 365 days in staging and every 30 days in production',
      'low compute/function-memory: The function shop-thumbs has 128 MiB in staging and 512 MiB in production',
      'medium access/key-rotation: The key shop-data is replaced by itself in production and not in staging',
      'medium compute/group-single: shop-web never has more than one instance in staging; in production it may have 8',
      'medium configuration/parameter-missing: The stored parameter /shop/session-ttl exists in production and not in staging',
      'medium database/cache-encryption: The cache shop-pages is encrypted at rest in production and not in staging',
      'medium database/cluster-backup-retention: Backups of the cluster shop-catalog are kept for 35 days in staging and only for 14 in production',
      'medium deployment/memory-limit: The container api of shop-api may use 1536 MiB in staging and only 1024 MiB in production',
      'medium network/acl-ingress-allowed-missing: shop-data lets through what comes in, tcp 6379 from 10.10.0.0/16, in production and not in staging',
      'medium network/network-dns-hostnames: Machines in the network shop-vpc get names of their own in production and not in staging',
    ])
    expect([summary['extra'], summary['ambiguous']]).toEqual([0, 0])
    expect(code).toBe(1)
  })
})
