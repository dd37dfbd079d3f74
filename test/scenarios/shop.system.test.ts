import { CreateVpcCommand } from '@aws-sdk/client-ec2'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startDenyingProxy } from '../support/denying-proxy.ts'
import { startMoto, type Moto } from '../support/moto.ts'
import { runEvenkeel, type Outcome } from '../support/run-evenkeel.ts'
import { build, canary, clientsOf, type Built } from './shop/build.ts'
import { authority, type Authority } from './shop/certificates.ts'
import { compareDeclaredWithObserved } from './shop/declared.ts'
import { inject } from './shop/inject.ts'
import { production, staging, template, type Place } from './shop/template.ts'
import { terraformState } from './shop/terraform.ts'

/** A configuration that reads both environments from the simulator, with the settings that lie beside it. */
function configuration(endpoint: string, second?: Readonly<Record<Place['environment'], string>>): string {
  const environment = ({ environment, account, domain, region }: Place): string => `
  ${environment}:
    domains: [${domain}]
    accounts: { main: "${account}" }
    regions: { primary: ${region}${second === undefined ? '' : `, secondary: ${second[environment]}`} }
    sources:
      - aws:
          assumeRole: "arn:aws:iam::${account}:role/evenkeel"
          endpoint: "${endpoint}"
          maxAttempts: 2
          services: [acm, ec2, rds]
      - files: { settings: ${environment}/*.env }`
  return `environments:${environment(production)}${environment(staging)}
comparisons:
  - { candidate: staging, baseline: production }
`
}

const settings = ({ environment, domain, octet }: Place): string => `
NODE_ENV=${environment}
DATABASE_HOST=db.${domain}
DATABASE_PASSWORD=${canary}-${environment}
CACHE_URL=redis://10.${octet}.10.20:6379/0
SEARCH_URL=https://search.${domain}/v1/
PAYMENTS_URL=https://payments.${domain}/charge
ASSETS_BUCKET=shop-${environment}-assets
SESSION_TTL=30m
WORKERS=${environment === 'staging' ? 2 : 16}
`

describe('two environments of one template', () => {
  let moto: Moto
  let folder: string
  let ca: Authority
  const built: Partial<Record<Place['environment'], Built>> = {}

  beforeAll(async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
    moto = await startMoto()
    folder = await mkdtemp(join(tmpdir(), 'evenkeel-shop-'))
    ca = await authority('Example Trust')
    const issue = (domain: string, names: readonly string[]) =>
      ca.issue({ domain, names, notAfter: new Date('2044-01-01T00:00:00Z') })
    for (const place of [staging, production]) {
      built[place.environment] = await build(moto.url, template(place), issue)
      await mkdir(join(folder, place.environment))
      await writeFile(join(folder, place.environment, 'web.env'), settings(place))
    }
    await writeFile(join(folder, 'evenkeel.yaml'), configuration(moto.url))
  })

  afterAll(async () => {
    vi.unstubAllEnvs()
    await moto?.stop()
    if (folder !== undefined) await rm(folder, { recursive: true, force: true })
  })

  const check = (config = 'evenkeel.yaml'): Promise<Outcome> =>
    runEvenkeel(['check', '--config', join(folder, config), '--format', 'json'])

  const of = (environment: Place['environment']): Built => {
    const found = built[environment]
    if (found === undefined) throw new Error(`${environment} was not built`)
    return found
  }

  it('fresh: no finding, complete, exit 0, and no secret anywhere', async () => {
    const { code, stdout, stderr } = await check()

    const document = JSON.parse(stdout) as Document
    expect(titles(document)).toEqual([])
    expect(document.coverage.scopes.filter((scope) => scope.status !== 'complete')).toEqual([])
    expect(document).toMatchObject({ drift: 'none', coverage: { verdict: 'complete' }, score: 100 })
    expect(document.summary).toMatchObject({ compared: 23, paired: 46, missing: 0, extra: 0, ambiguous: 0 })
    expect(code).toBe(0)
    expect(stdout + stderr).not.toContain(canary)
  })

  it.each([staging, production])('as Terraform states: the same resources as live ($environment)', async (place) => {
    const file = `${place.environment}.tfstate`
    await writeFile(join(folder, file), await terraformState(of(place.environment)))
    const { same, problems } = await compareDeclaredWithObserved(folder, moto.url, place, file)
    expect(problems).toEqual([])
    expect(same).toBe(22)
  })

  it('a denied required region: exit 3, and nothing in it is called missing', async () => {
    const second = await clientsOf(moto.url, { ...production, region: 'eu-north-1' })
    await second.ec2.send(new CreateVpcCommand({ CidrBlock: '10.41.0.0/16' }))
    const proxy = await startDenyingProxy(moto.url, 'eu-west-3')
    const regions = { staging: 'eu-west-3', production: 'eu-north-1' }
    await writeFile(join(folder, 'two-regions.yaml'), configuration(proxy.endpoint, regions))
    const { code, stdout } = await check('two-regions.yaml').finally(() => proxy.stop())
    const document = JSON.parse(stdout) as Document
    expect(titles(document)).toEqual([])
    expect(document.summary).toMatchObject({ compared: 23, missing: 0, extra: 0 })
    expect(document.coverage.verdict).toBe('incomplete')
    const unread = document.coverage.scopes.filter((scope) => scope.status !== 'complete')
    expect(new Set(unread.map((scope) => `${scope.environment} ${scope.scope} ${scope.status}`))).toEqual(
      new Set(['staging 222222222222/eu-west-3 denied']),
    )
    expect(code).toBe(3)
  })

  it('seventeen injected differences: exactly those, exit 1', async () => {
    await inject({
      staging: of('staging'),
      production: of('production'),
      authority: ca,
      otherAuthority: await authority('Other Trust'),
      stagingSettings: join(folder, 'staging', 'web.env'),
      now: new Date(),
    })
    const { code, stdout } = await check()
    expect([...titles(JSON.parse(stdout) as Document)].sort()).toEqual([
      'access/candidate-reaches-baseline web.env /settings/PAYMENTS_URL',
      'certificates/baseline-expires-soon www.{domain} /notAfter',
      'certificates/issuer www.{domain} /issuer',
      'certificates/key api.{domain} /keyAlgorithm',
      'compute/family shop-api-1 /type',
      'compute/instance-missing shop-worker ',
      'compute/size shop-web-1 /type',
      'configuration/missing-in-candidate web.env /settings/SESSION_TTL',
      'configuration/shape web.env /settings/SEARCH_URL',
      'database/architecture shop-orders /architecture',
      'database/durability shop-catalog /parameters/innodb_flush_log_at_trx_commit',
      'database/engine-minor shop-catalog /engineVersion',
      'database/parameter-drift shop-orders /parameters/max_connections',
      'network/firewall-extra shop-debug ',
      'network/ingress-extra shop-web /ingress/tcp~18443~1@firewall~1shop-lb',
      'network/ingress-missing shop-db /ingress/tcp~13306~1@firewall~1shop-api',
      'network/open-to-internet shop-bastion /ingress/tcp~122~10.0.0.0~10',
    ])
    expect(code).toBe(1)
  })
})

interface Document {
  readonly drift: string
  readonly coverage: {
    readonly verdict: string
    readonly scopes: readonly { readonly environment: string; readonly scope: string; readonly status: string }[]
  }
  readonly score: number | null
  readonly findings: readonly {
    readonly rule: string
    readonly title: string
    readonly at: string
    readonly resource: { readonly name: string }
  }[]
  readonly summary: Readonly<Record<string, unknown>>
}

function titles(document: Document): readonly string[] {
  return document.findings.map((finding) => `${finding.rule} ${finding.resource.name} ${finding.at}`)
}
