import { describe, expect, it } from 'vitest'
import { kubernetesKinds } from '../../../collectors/_kubernetes/normalise.ts'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import { byId, collectFiles, type Outcome } from '../_files/workspace.ts'
import { database, machine, monitor, stateText, vpc, type Given } from './states.ts'

/** A state without objects of a cluster answers for none of these. */
const clusterKinds = kubernetesKinds.map(({ id }) => id)

const read = (document: unknown): Promise<Outcome> =>
  collectFiles(terraformState, { 'shown.json': JSON.stringify(document) }, { state: 'shown.json' })

const shown = (given: Given, address: string, more: Readonly<Record<string, unknown>> = {}) => ({
  address,
  mode: 'managed',
  type: given.type,
  name: given.name ?? 'this',
  provider_name: 'registry.terraform.io/hashicorp/aws',
  schema_version: 1,
  values: given.attributes,
  sensitive_values: {},
  ...more,
})

describe('what `terraform show -json` gives', () => {
  it('of a state comes out as the state itself, with the modules that it is nested in', async () => {
    const same = await collectFiles(
      terraformState,
      { 'a.tfstate': stateText({ ...vpc, module: 'module.network' }, machine(), monitor()) },
      { state: 'a.tfstate' },
    )
    const outcome = await read({
      format_version: '1.0',
      terraform_version: '1.9.8',
      values: {
        root_module: {
          resources: [shown(machine(), 'aws_instance.web[0]'), shown(monitor(), 'datadog_monitor.orders["eu"]')],
          child_modules: [
            { address: 'module.network', resources: [shown(vpc, 'module.network.aws_vpc.this')], child_modules: [] },
          ],
        },
      },
    })
    expect(outcome).toEqual(same)
  })

  it('of an empty state holds nothing', async () => {
    expect(await read({ format_version: '1.0' })).toEqual({
      resources: [],
      errors: [],
      unknown: [],
      passedOver: clusterKinds,
    })
  })

  it('leaves out what is looked up, and what waits to be destroyed', async () => {
    const resources = [
      shown(vpc, 'data.aws_vpc.this', { mode: 'data' }),
      shown(machine(), 'aws_instance.web', { deposed_key: '00000001' }),
    ]
    expect(await read({ format_version: '1.0', values: { root_module: { resources } } })).toMatchObject({
      resources: [],
    })
  })

  it('does not read what is marked as sensitive, in whole or in part', async () => {
    const sensitive_values = { engine: true, tags: {}, vpc_security_group_ids: [false, true] }
    const resources = [shown(database(), 'aws_db_instance.orders', { sensitive_values })]
    const outcome = await read({ format_version: '1.0', values: { root_module: { resources } } })
    expect(byId(outcome, 'orders').attributes['engine']).toBeUndefined()
    expect(outcome.unknown.flatMap(({ fields }) => fields).sort()).toEqual(['/engine', '/firewalls'])
  })

  it('of a plan is what is planned: what is known only after it is unknown, and the address stands for the id', async () => {
    const { id: _id, arn: _arn, private_ip: _ip, subnet_id: _subnet, ...known } = machine().attributes ?? {}
    const resource = shown({ ...machine(), attributes: known }, 'aws_instance.web[0]')
    const outcome = await read({
      format_version: '1.2',
      planned_values: { root_module: { resources: [resource] } },
      resource_changes: [
        {
          address: 'aws_instance.web[0]',
          change: {
            actions: ['create'],
            after_unknown: {
              id: true,
              arn: true,
              private_ip: true,
              subnet_id: true,
              tags: {},
              root_block_device: [{}],
            },
          },
        },
      ],
      prior_state: { format_version: '1.0', values: { root_module: { resources: [shown(vpc, 'aws_vpc.this')] } } },
    })
    expect(outcome.errors).toEqual([])
    expect(outcome.resources.map(({ id, address }) => [id, address])).toEqual([
      ['aws_instance.web[0]', 'aws_instance.web[0]'],
    ])
    expect(outcome.resources[0]?.attributes).toMatchObject({ type: 'm6g.large' })
    expect(outcome.unknown.flatMap(({ fields }) => fields)).toEqual(['/subnet'])
    expect(outcome.unknown[0]?.reason).toContain('known only after the plan was applied')
  })

  it.each([
    ['part of a bucket', { bucket: 'shop-assets' }, { lambda_function: [{ lambda_function_arn: true }] }],
    ['part, where not even its bucket is known', {}, { bucket: true }],
  ])('of a plan does not know of a bucket what it does not know of a %s', async (_name, values, unknown) => {
    const own = shown({ type: 'aws_s3_bucket', attributes: { bucket: 'shop-assets' } }, 'aws_s3_bucket.assets')
    const told = [{ events: ['s3:ObjectCreated:*'], filter_prefix: 'images/' }]
    const type = 'aws_s3_bucket_notification'
    const part = shown({ type, attributes: { ...values, lambda_function: told } }, `${type}.assets`)
    const outcome = await read({
      format_version: '1.2',
      planned_values: { root_module: { resources: [own, part] } },
      resource_changes: [{ address: `${type}.assets`, change: { actions: ['create'], after_unknown: unknown } }],
    })
    expect(outcome.errors).toEqual([])
    expect(outcome.resources.map(({ kind, id }) => [kind, id])).toEqual([['bucket', 'shop-assets']])
    expect(outcome.unknown.map(({ fields }) => fields)).toEqual([['/notifications']])
    expect(outcome.unknown[0]?.reason).toContain('known only after the plan was applied')
  })

  it.each([
    [{ format_version: '1.0', values: { root_module: { resources: [{ type: 'a' }] } } }, 'no address or no type'],
    [{ format_version: '1.0', values: { root_module: { resources: {} } } }, '`resources` of a module is no list'],
  ])('is refused in one sentence: %#', async (document, sentence) => {
    const outcome = await read(document)
    expect(outcome.resources).toEqual([])
    expect(outcome.errors[0]?.error.message).toContain(sentence)
  })
})

describe('what no mapping is for', () => {
  const readState = (...given: readonly Given[]): Promise<Outcome> =>
    collectFiles(terraformState, { 'a.tfstate': stateText(...given) }, { state: 'a.tfstate' })

  it('is compared by its arguments: without ids, moments and what is not set', async () => {
    const outcome = await readState(monitor({ created_at: '2026-01-01T00:00:00Z', type: 'metric alert' }))
    expect(byId(outcome, 'datadog_monitor.orders["eu"]')).toMatchObject({
      kind: 'terraform-resource',
      address: 'datadog_monitor.orders["eu"]',
      identifiers: ['12345678'],
      attributes: {
        type: 'datadog_monitor',
        settings: [
          { key: 'message', value: '@oncall-orders', shape: 'word' },
          { key: 'monitor_thresholds.0.critical', value: '5', shape: 'integer' },
          { key: 'name', value: 'orders are slow', shape: 'text' },
          { key: 'notify_no_data', value: 'true', shape: 'boolean' },
          { key: 'type', value: 'metric alert', shape: 'text' },
        ],
      },
    })
  })

  it('shows nothing secret, by name or because Terraform says so', async () => {
    const canary = 'canary-Zx81-not-to-be-seen'
    const outcome = await readState({ ...monitor({ api_key: canary, message: canary }), sensitive: ['message'] })
    expect(JSON.stringify(outcome.resources)).not.toContain(canary)
    const settings = outcome.resources[0]?.attributes['settings'] as readonly { key: string; secret?: unknown }[]
    expect(settings.flatMap(({ key, secret }) => (secret === undefined ? [] : [key]))).toEqual(['api_key', 'message'])
  })

  it.each([
    ['kubernetes_secret_v1', { metadata: [{ name: 'orders' }], data: { user: 'canary-of-the-tests' } }],
    ['google_secret_manager_secret_version', { secret_data: 'canary-of-the-tests' }],
    ['helm_release', { name: 'web', set_sensitive: [{ name: 'a', value: 'canary-of-the-tests' }] }],
    [
      'kubectl_manifest',
      { yaml_body: '{apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {a: canary-of-the-tests}}' },
    ],
    ['github_actions_secret', { secret_name: 'A', plaintext_value: 'canary-of-the-tests' }],
  ])('fingerprints what %s is there to hold, in states that do not mark it', async (type, attributes) => {
    const outcome = await readState({ type, attributes })
    expect(outcome.resources).toHaveLength(1)
    expect(JSON.stringify(outcome.resources)).not.toContain('canary-of-the-tests')
    expect(JSON.stringify(outcome.resources)).toContain('hmac')
  })

  it('has blocks in an order of their own, whatever the ids in them', async () => {
    const blocks = (a: string, b: string) => [
      { port: 443, target: a },
      { port: 80, target: b },
    ]
    const [one, other] = await Promise.all([
      readState(monitor({ rule: blocks('tg-0a1b2c3d', 'tg-1a1b2c3d') })),
      readState(monitor({ rule: blocks('tg-9a1b2c3d', 'tg-2a1b2c3d').reverse() })),
    ])
    expect(one.resources).toEqual(other.resources)
  })
})
