import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { kubernetesManifests } from '../../../collectors/kubernetes-manifests/collector.ts'
import { terraformState } from '../../../collectors/terraform-state/collector.ts'
import type { CollectedResource } from '../../../src/model/resource.ts'
import { collectFiles, type Outcome } from '../_files/workspace.ts'
import { manifests } from './kubernetes-manifests.ts'
import { providerResources } from './kubernetes-states.ts'
import { stateText, type Given } from './states.ts'

const canary = 'canary-7Yq3hV9sXw2LkP'
const read = (...given: readonly Given[]): Promise<Outcome> =>
  collectFiles(terraformState, { 'a.tfstate': stateText(...given) }, { state: 'a.tfstate' })
const fromFiles = (text: string): Promise<Outcome> =>
  collectFiles(kubernetesManifests, { 'all.yaml': text }, { manifests: 'all.yaml' })
const states = Object.entries(providerResources(canary))

/** Without the line of a file, which a state does not have. */
function compared(one: CollectedResource | undefined): unknown {
  if (one === undefined) throw new Error('nothing was read')
  const { id, kind, name, address, tags, attributes } = one
  return JSON.parse(
    JSON.stringify({ id, kind, name, address, tags, attributes }, (key, value: unknown) =>
      key === 'line' ? undefined : value,
    ),
  )
}

describe('an object is the same, whether it is read as a manifest or as a resource of Terraform', () => {
  const objects = manifests(canary)

  it.each(states.map(([type, attributes], i) => [type, attributes, objects[i] ?? {}] as const))(
    '%s',
    async (type, attributes, manifest) => {
      const [declared, file] = await Promise.all([read({ type, attributes }), fromFiles(JSON.stringify(manifest))])
      expect([declared.errors, declared.unknown, file.errors]).toEqual([[], [], []])
      expect(declared.resources.map(compared)).toEqual(file.resources.map(compared))
      expect(declared.resources).toHaveLength(1)
      expect(declared.resources[0]?.identifiers).toContain(`${type}.this`)
      expect(JSON.stringify(declared)).not.toContain(canary)
    },
  )

  it('and whether Terraform keeps it by its attributes or as it is written', async () => {
    const all = objects.map((manifest, i): Given => {
      // The provider keeps a value of any type beside its type.
      if (i % 2 === 0)
        return {
          type: 'kubernetes_manifest',
          index: i,
          attributes: { manifest: { value: manifest, type: ['object', {}] } },
        }
      return {
        type: 'kubectl_manifest',
        index: i,
        attributes: { yaml_body: stringify(manifest), sensitive_fields: null, uid: 'x' },
        sensitive: ['yaml_body'],
      }
    })
    const [declared, file] = await Promise.all([
      read(...all),
      fromFiles(objects.map((one) => stringify(one)).join('---\n')),
    ])
    expect([declared.errors, declared.unknown]).toEqual([[], []])
    const sorted = (outcome: Outcome): readonly unknown[] =>
      outcome.resources.map((one) => JSON.stringify(compared(one))).sort()
    expect(sorted(declared)).toEqual(sorted(file))
    expect(JSON.stringify(declared)).not.toContain(canary)
  })
})

describe('what Terraform keeps to itself', () => {
  const path = (...steps: readonly (string | number)[]): readonly object[] =>
    steps.map((value) =>
      typeof value === 'string' ? { type: 'get_attr', value } : { type: 'index', value: { value, type: 'number' } },
    )
  const given = (type: string, ...paths: readonly (readonly object[])[]): Given => ({
    type,
    attributes: providerResources(canary)[type],
    more: { sensitive_attributes: paths },
  })
  const inSpec = ['spec', 0, 'template', 0, 'spec', 0, 'container', 0] as const

  it('of a variable of a container makes that one unknown, and no other', async () => {
    const outcome = await read(given('kubernetes_deployment_v1', path(...inSpec, 'env', 0, 'value')))
    expect(outcome.unknown).toMatchObject([{ kind: 'workload', fields: ['/settings/app~1MODE'] }])
    expect(outcome.unknown[0]?.reason).toContain('kubernetes_deployment_v1.this')
    const settings = outcome.resources[0]?.attributes['settings'] as readonly { readonly key: string }[]
    expect(settings.map(({ key }) => key)).not.toContain('app/MODE')
    expect(settings.map(({ key }) => key)).toContain('app/EMPTY')
  })

  it('of a config map makes its entries unknown; what is a file of settings may hold any', async () => {
    const one = await read(given('kubernetes_config_map_v1', path('data', 'MODE')))
    expect(one.unknown).toMatchObject([{ kind: 'setting-group', fields: ['/settings/MODE'] }])
    const all = await read(given('kubernetes_config_map_v1', path('data')))
    expect(all.unknown[0]?.fields).toEqual(['/settings/MODE', '/settings/snake_case', '/settings/EMPTY', '/settings'])
    expect(all.resources[0]?.attributes['settings']).toEqual([])
  })

  it('of a secret is a fingerprint, as it is in the cluster', async () => {
    const outcome = await read(given('kubernetes_secret_v1', path('data')))
    expect([outcome.unknown, outcome.errors]).toEqual([[], []])
    expect(outcome.resources[0]?.attributes['settings']).toMatchObject([{ key: 'token' }, { key: 'user' }])
    expect(JSON.stringify(outcome)).not.toContain(canary)
  })

  it('of a secret that it never had makes its entries unknown', async () => {
    const attributes = { ...providerResources('')['kubernetes_secret_v1'], data: null, data_wo_revision: 1 }
    const outcome = await read({ type: 'kubernetes_secret_v1', attributes })
    expect(outcome.unknown).toMatchObject([{ kind: 'setting-group', fields: ['/settings'] }])
  })

  it('of anything else costs the object, and is told with its address and without a value', async () => {
    const outcome = await read(given('kubernetes_deployment_v1', path(...inSpec, 'image')), given('kubernetes_role_v1'))
    expect(outcome.resources.map(({ kind }) => kind)).toEqual(['cluster-role'])
    expect(outcome.errors.map(({ kinds }) => kinds)).toEqual([['workload']])
    expect(outcome.errors[0]?.error.message).toContain(
      'kubernetes_deployment_v1.this: `spec.0.template.0.spec.0.container.0.image` is marked as sensitive',
    )
    expect(outcome.errors[0]?.error.message).not.toContain('registry')
  })
})

describe('what is no object', () => {
  it.each([
    [{ type: 'kubectl_manifest', attributes: { yaml_body: `kind: [${canary}` } }, 'its `yaml_body` is not YAML'],
    [{ type: 'kubectl_manifest', attributes: { yaml_body: 'data: {a: b}' } }, 'has no apiVersion or no kind'],
    [{ type: 'kubernetes_manifest', attributes: { manifest: { kind: 'X' } } }, 'has no apiVersion or no kind'],
    [{ type: 'kubernetes_deployment', attributes: { metadata: [{ name: '' }] } }, 'a Deployment without metadata.name'],
    [{ type: 'kubernetes_secret', attributes: undefined }, 'in the form of Terraform 0.11'],
  ])('%j is told: %s', async (given: Given, words) => {
    const { errors, resources } = await read(given)
    expect(resources).toEqual([])
    expect(errors[0]?.error.message).toContain(words)
    expect(errors[0]?.error.message).toContain(`${given.type}.this`)
    expect(JSON.stringify(errors)).not.toContain(canary)
  })

  it('what the cluster makes by itself stays out, and what is not known stays a resource of Terraform', async () => {
    const event = { apiVersion: 'v1', kind: 'Event', metadata: { name: 'x' } }
    const outcome = await read(
      { type: 'kubernetes_manifest', attributes: { manifest: event } },
      {
        type: 'kubernetes_csi_driver_v1',
        attributes: { metadata: [{ name: 'efs' }], spec: [{ attach_required: true }] },
      },
    )
    expect(outcome.resources.map(({ kind }) => kind)).toEqual(['terraform-resource'])
  })

  it('a state without any object says nothing of clusters, not even that they are empty', async () => {
    const without = await read({ type: 'aws_vpc', attributes: { id: 'vpc-1', cidr_block: '10.0.0.0/16' } })
    expect(without.passedOver).toContain('network-policy')
    expect(without.passedOver).not.toContain('network')
    const map = { metadata: [{ name: 'web', namespace: 'shop' }], data: { A: '1' } }
    expect((await read({ type: 'kubernetes_config_map', attributes: map })).passedOver).toEqual([])
  })
})
