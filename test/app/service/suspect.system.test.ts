import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../support/server-process.ts'
import { clientOf } from '../../support/service-client.ts'
import { startService, urlOf, type Service } from '../../support/service.ts'

interface Row {
  readonly id: string
  readonly state: string
}

interface Report {
  readonly findings: readonly { readonly id: string; readonly status: string }[]
  readonly coverage: unknown
}

const environment = (name: string, account: string): string => `  ${name}:
    domains: [${name}.shop.example]
    accounts: { main: "${account}" }
    regions: { primary: eu-west-1 }
    sources: [{ terraform: { state: ${name}.tfstate } }]
`

const configuration = `environments:
${environment('production', '111111111111')}${environment('staging', '222222222222')}
comparisons: [{ candidate: staging, baseline: production }]
limits: { vanished: 0.7 }
`

/** A state with so many security groups. */
function state(name: string, account: string, count: number): string {
  const resources = Array.from({ length: count }, (_, n) => {
    const id = `sg-${account[0]}${String(n).padStart(16, '0')}`
    const rule = { from_port: 443, to_port: 443, protocol: 'tcp', cidr_blocks: ['10.0.0.0/8'], description: '' }
    const lists = { ipv6_cidr_blocks: [], prefix_list_ids: [], security_groups: [], self: false }
    const attributes = {
      ...{ id, arn: `arn:aws:ec2:eu-west-1:${account}:security-group/${id}`, owner_id: account, vpc_id: 'vpc-0a' },
      ...{ name: `shop-${name}-part-${n}`, description: `Part ${n}`, tags: { Name: `shop-${name}-part-${n}` } },
      ...{ ingress: [{ ...rule, ...lists }], egress: [] },
    }
    const provider = 'provider["registry.terraform.io/hashicorp/aws"]'
    const instances = [{ schema_version: 1, attributes, sensitive_attributes: [] }]
    return { mode: 'managed', type: 'aws_security_group', name: `part_${n}`, provider, instances }
  })
  return JSON.stringify({
    version: 4,
    terraform_version: '1.9.0',
    serial: count,
    lineage: name,
    outputs: {},
    resources,
  })
}

describe('a service that reads much less than before', () => {
  let folder: string
  let service: Service

  const stagingHas = (count: number): Promise<void> =>
    writeFile(join(folder, 'staging.tfstate'), state('staging', '222222222222', count))

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evenkeel-suspect-'))
    await writeFile(join(folder, 'evenkeel.yaml'), configuration)
    await writeFile(join(folder, 'production.tfstate'), state('production', '111111111111', 20))
    await stagingHas(20)
    service = startService(['serve', '--data', 'data', '--listen', '127.0.0.1:0'], { cwd: folder, env: {} })
    await urlOf(service)
  })

  afterAll(async () => {
    await service.kill()
    await rm(folder, { recursive: true, force: true })
  })

  const client = clientOf(() => urlOf(service))
  let last: string | undefined
  const assessed = async (): Promise<Report> => {
    const row = await eventually(
      async () => {
        const [newest] = (await client.get<{ readonly items: readonly Row[] }>('/v1/assessments?limit=1')).items
        return newest !== undefined && newest.id !== last && ['done', 'failed'].includes(newest.state)
          ? newest
          : undefined
      },
      () => `the assessment does not end: ${service.stderr().slice(-2000)}`,
      { seconds: 60 },
    )
    expect(row.state).toBe('done')
    last = row.id
    return client.get<Report>('/v1/comparisons/staging..production/report')
  }
  const again = async (): Promise<Report> => {
    await client.post('/v1/assessments', { comparison: 'staging..production' })
    return assessed()
  }
  const statuses = ({ findings }: Report): readonly string[] =>
    findings.map(({ id, status }) => `${id} ${status}`).sort()

  it('believes what is within the share that the configuration allows', async () => {
    expect(statuses(await assessed())).toEqual([])
    await stagingHas(8)
    const { findings, coverage } = await again()
    expect(findings.filter(({ status }) => status === 'open' || status === 'pending').length).toBeGreaterThan(0)
    expect(JSON.stringify(coverage)).not.toContain('gone at once')
  })

  it('opens and resolves nothing of a place where more is gone, and the assessment says why', async () => {
    const before = statuses(await again())
    await stagingHas(2)
    const report = await again()
    expect(statuses(report)).toEqual(before)
    expect(JSON.stringify(report.coverage)).toContain('6 of 8 resources of the kind firewall were gone at once')
    expect(service.stderr()).toContain('too much was gone at once')
  })

  it('believes it when somebody says that it is true, reads again at once and keeps who said so', async () => {
    const before = statuses(await client.get<Report>('/v1/comparisons/staging..production/report'))
    const reason = 'Half of the parts are switched off for good.'
    const place = { collector: 'terraform-state', kind: 'firewall', before: 8, gone: 6 }
    const suspects = '/v1/environments/staging/suspects'
    expect(await client.get(suspects)).toMatchObject({ items: [place], accepted: [] })
    expect(await client.post(`${suspects}/accept`, { reason })).toMatchObject({
      items: [{ ...place, accepted: { reason } }],
      assessments: [expect.any(String)],
    })
    const report = await assessed()
    expect(await client.get(suspects)).toMatchObject({ items: [], accepted: [{ ...place, reason }] })
    await expect(client.post(`${suspects}/accept`, { reason })).rejects.toThrow('No reading of staging is suspect')
    expect(statuses(report)).not.toEqual(before)
    expect(JSON.stringify(report.coverage)).not.toContain('gone at once')
  })
})
