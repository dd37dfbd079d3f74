import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { kubernetesCluster } from '../../../collectors/kubernetes-cluster/collector.ts'
import { kubernetesManifests } from '../../../collectors/kubernetes-manifests/collector.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import type { KubeApiObject, KubeApiOptions } from '../../support/kube-api.ts'
import { collectAt, collectFiles, factsAt, workspace, type Outcome } from '../_files/workspace.ts'
import { oneOfEach } from '../_kubernetes/one-of-each.ts'
import { cluster, served, types, type Cluster } from './world.ts'

const canary = 'canary-7Yq3hV9sXw2LkP'
let running: Cluster | undefined

afterEach(async () => {
  await running?.close()
  running = undefined
})

async function read(
  options: Partial<KubeApiOptions> & { readonly settings?: Record<string, unknown> },
): Promise<Outcome> {
  running = await cluster(options)
  return collectAt(kubernetesCluster, running.path, running.settings)
}

const many = (count: number): string =>
  Array.from(
    { length: count },
    (_, i) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: map-${i}, namespace: shop}\ndata: {A: b}\n`,
  ).join('---\n')

const shop = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n'

const names = ({ resources }: Outcome): readonly (string | undefined)[] => resources.map(({ name }) => name)

describe('a list', () => {
  it('is read page by page, and the tokens of the server are given back as they are', async () => {
    const outcome = await read({ objects: served(many(5)) })
    expect(names(outcome)).toEqual(['map-0', 'map-1', 'map-2', 'map-3', 'map-4'])
    const asked = running?.api.requests.filter((url) => url.startsWith('/api/v1/configmaps')) ?? []
    expect(asked.map((url) => new URL(url, 'http://x').searchParams.get('limit'))).toEqual(['2', '2', '2'])
    expect(asked.filter((url) => url.includes('continue='))).toHaveLength(2)
  })

  it.each(['expired', 'expired-bare', 'throttled-once'] as const)(
    'whose place is %s is gone on with, and says nothing twice',
    async (fault) => {
      const outcome = await read({ objects: served(many(5)), faults: { configmaps: fault } })
      expect(names(outcome)).toEqual(['map-0', 'map-1', 'map-2', 'map-3', 'map-4'])
      expect(outcome.errors).toEqual([])
      expect(outcome.unknown).toEqual([])
    },
  )

  it.each(['expired-always', 'same-token', 'error'] as const)('that is %s ends, and says so', async (fault) => {
    const outcome = await read({ objects: served(many(5)), faults: { configmaps: fault } })
    expect(outcome.unknown.map(({ kind }) => kind)).toEqual(['setting-group'])
    expect(outcome.unknown[0]?.reason).toMatch(/list configmaps in shop/)
  })

  it('of a type that went away since it was discovered is empty', async () => {
    const outcome = await read({ objects: served(many(1)), faults: { baskets: 'gone' } })
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown).toEqual([])
  })

  it('is asked for in the namespaces that are named, and then nothing that is in none', async () => {
    const outcome = await read({
      objects: served(`${many(1)}---\n${many(1).replace('namespace: shop', 'namespace: other')}---\n${shop}`),
      settings: { namespaces: ['shop'] },
    })
    expect(outcome.resources.map(({ id }) => id)).toEqual(['shop/ConfigMap:map-0'])
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown).toEqual([])
    const lists = running?.api.requests.filter((url) => url.includes('limit=')) ?? []
    expect(lists.every((url) => url.includes('/namespaces/shop/'))).toBe(true)
  })
})

describe('a list that changes while it is read', () => {
  it('is what it is when it begins again: nothing that is gone, nothing twice', async () => {
    const outcome = await read({ objects: served(many(5)), faults: { configmaps: 'expired-changed' } })
    expect(names(outcome)).toEqual(['map-1', 'map-2', 'map-3', 'map-4'])
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown).toEqual([])
  })

  it('and is cut off without a place to go on from is not all there is', async () => {
    const outcome = await read({ objects: served(many(5)), faults: { configmaps: 'cut-off' } })
    expect(names(outcome)).toEqual(['map-0', 'map-1'])
    expect(outcome.unknown.map(({ kind }) => kind)).toEqual(['setting-group'])
  })
})

describe('a namespace that does not exist', () => {
  it('is told, and is not a namespace with nothing in it', async () => {
    const outcome = await read({
      objects: served(`${many(1)}---\n${shop}`),
      settings: { namespaces: ['shop', 'shpo'] },
    })
    expect(outcome.resources.map(({ id }) => id)).toEqual(['shop/ConfigMap:map-0'])
    expect(new Set(outcome.unknown.map(({ reason }) => reason))).toEqual(
      new Set(['the namespace shpo of shop cannot be read (there is none of that name).']),
    )
    expect(outcome.unknown.map(({ kind }) => kind)).not.toContain('storage-class')
    await running?.close()
    const nothing = await read({ objects: served(shop), settings: { namespaces: ['shpo'] } })
    expect(new Set(nothing.errors.map(({ error }) => error.code))).toEqual(new Set(['collect-no-cluster']))
  })
})

describe('an object of an operator', () => {
  const schema = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more })
  const quantity =
    '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$'
  const port = schema({
    port: { type: 'integer' },
    protocol: { type: 'string', default: 'TCP' },
    open: { default: true },
  })
  const openapi = {
    'shop.example/v1': {
      components: {
        schemas: {
          'example.shop.v1.Size': schema({ cpu: { 'x-kubernetes-int-or-string': true, pattern: quantity } }),
          'example.shop.v1.Basket': schema(
            {
              spec: schema({
                size: { allOf: [{ $ref: '#/components/schemas/example.shop.v1.Size' }], default: {} },
                paused: { type: 'boolean', default: false },
                limits: { default: { a: 1, b: 2 } },
                ports: { type: 'array', items: port, 'x-kubernetes-list-map-keys': ['port', 'protocol'] },
              }),
            },
            { 'x-kubernetes-group-version-kind': [{ group: 'shop.example', kind: 'Basket', version: 'v1' }] },
          ),
        },
      },
    },
  }
  const basket = (spec: object): readonly KubeApiObject[] => [
    { apiVersion: 'shop.example/v1', kind: 'Basket', metadata: { name: 'web', namespace: 'shop', uid: 'u' }, spec },
  ]
  const settings = ({ resources }: Outcome): unknown =>
    (resources[0]?.attributes as { settings: readonly { key: string; value: string }[] }).settings.map(
      ({ key, value }) => `${key} ${value}`,
    )

  it('says what is not filled in by the schema that the server publishes, its lists by their declared keys', async () => {
    const outcome = await read({
      objects: basket({
        size: { cpu: '0.5' },
        paused: false,
        limits: { b: 2, a: 1 },
        ports: [
          { port: 80, name: 'x', open: true },
          { port: 80, protocol: 'UDP', name: 'x', open: false },
        ],
      }),
      openapi,
    })
    expect(settings(outcome)).toEqual([
      'spec/size/cpu 500m',
      'spec/ports/[port=80,protocol=TCP]/name x',
      'spec/ports/[port=80,protocol=UDP]/name x',
      'spec/ports/[port=80,protocol=UDP]/open false',
    ])
    expect(running?.api.requests.filter((url) => url.startsWith('/openapi'))).toHaveLength(1)
  })

  it('is read all the same where the server publishes no schema', async () => {
    const outcome = await read({ objects: basket({ paused: false }) })
    expect(settings(outcome)).toEqual(['spec/paused false'])
    expect(outcome.unknown).toEqual([])
  })

  it('loses what a controller wrote: a part of a list, all below it, and an annotation of an ingress', async () => {
    const managedFields = [
      {
        manager: 'kube-controller-manager',
        fieldsV1: {
          'f:metadata': { 'f:annotations': { 'f:nginx.ingress.kubernetes.io/made': {} } },
          'f:spec': { 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': {} }, 'f:limits': {} },
        },
      },
    ]
    const annotations = { 'nginx.ingress.kubernetes.io/made': 'x', 'nginx.ingress.kubernetes.io/meant': 'y' }
    const [one] = basket({ limits: { a: 5 }, size: { cpu: 1 }, ports: [{ port: 80, protocol: 'TCP', name: 'x' }] })
    const web = { name: 'web', namespace: 'shop', uid: 'i', annotations, managedFields }
    const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: web, spec: {} }
    const owned = { ...one, metadata: { ...one?.metadata, managedFields } } as KubeApiObject
    const outcome = await read({ objects: [owned, ingress], openapi })
    const [first, second] = [...outcome.resources].sort((a, b) => (a.kind < b.kind ? -1 : 1))
    expect(first?.attributes).toMatchObject({ settings: [{ key: 'spec/size/cpu', value: '1' }] })
    expect(second?.attributes).toMatchObject({
      options: [{ key: 'nginx.ingress.kubernetes.io/meant', value: 'y' }],
    })
  })
})

describe('one bad type', () => {
  it('costs its kind alone, and is told by what a role has to allow', async () => {
    const outcome = await read({ objects: served(oneOfEach(canary)), faults: { ingresses: 'denied' } })
    expect(outcome.errors.map(({ kinds, error }) => [kinds, error.code])).toEqual([[['ingress'], 'collect-denied']])
    expect(outcome.errors[0]?.error.remedy).toContain('list ingresses.networking.k8s.io')
    expect(new Set(outcome.resources.map(({ kind }) => kind)).size).toBe(14)
  })

  it('is every type, where the server never stops throttling', async () => {
    const outcome = await read({ objects: served(oneOfEach(canary)), faults: { '*': 'throttled' } })
    expect(outcome.resources).toEqual([])
    expect(new Set(outcome.errors.map(({ error }) => error.code))).toEqual(new Set(['collect-throttled']))
    expect(outcome.errors).toHaveLength(kubernetesCluster.reads.length)
  })

  it('of an aggregated API that is down costs any other object, and its own kinds', async () => {
    const down = await read({ objects: served(oneOfEach(canary)), faults: { 'shop.example': 'error' } })
    expect(down.unknown.map(({ kind }) => kind)).toEqual(['cluster-object'])
    expect(down.errors).toEqual([])
    await running?.close()
    const core = await read({ objects: served(oneOfEach(canary)), faults: { policy: 'error' } })
    expect(core.unknown.map(({ kind }) => kind).sort()).toEqual(['cluster-object', 'disruption-budget'])
  })

  it('without a name or with a number that is none costs its kind', async () => {
    const bad = oneOfEach(canary).replace('maxReplicas: 5', 'maxReplicas: many')
    const outcome = await read({ objects: served(bad) })
    expect(outcome.unknown).toEqual([
      {
        kind: 'autoscaler',
        fields: [],
        reason:
          'horizontalpodautoscalers in shop gave an answer that cannot be understood (spec.maxReplicas of HorizontalPodAutoscaler web is no number).',
      },
    ])
  })
})

describe('what something else made', () => {
  it('folds under its owner: pods, replica sets, jobs; what the cluster publishes stays out', async () => {
    const owner = 'ownerReferences: [{controller: true, kind: X, name: y, uid: z}]'
    const pod = 'spec: {containers: [{name: a, image: b}]}'
    const text = `apiVersion: v1
kind: Pod
metadata: {name: web-5d8c7b9f6d-x2x4z, namespace: shop, ${owner}}
${pod}
---
apiVersion: v1
kind: Pod
metadata: {name: alone, namespace: shop}
${pod}
---
apiVersion: batch/v1
kind: Job
metadata: {name: nightly-29000000, namespace: shop, ${owner}}
spec: {template: {${pod}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: kube-root-ca.crt, namespace: shop}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: default, namespace: shop}
---
apiVersion: v1
kind: Secret
metadata: {name: sh.helm.release.v1.web.v3, namespace: shop}
type: helm.sh/release.v1
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: admin, labels: {kubernetes.io/bootstrapping: rbac-defaults}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: coredns, namespace: kube-system}
`
    const outcome = await read({ objects: served(text) })
    expect(outcome.resources.map(({ id }) => id)).toEqual(['shop/Pod:alone'])
    expect(running?.api.requests.some((url) => url.includes('type%21%3Dhelm.sh'))).toBe(true)
  })

  it('in a field is no difference: replicas that were scaled, certificates that were injected', async () => {
    const fields = (manager: string, more: object): object => ({ manager, operation: 'Update', ...more })
    const [web, hook] = served(
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {replicas: 7, template: {spec: {containers: []}}}\n---\napiVersion: shop.example/v1\nkind: Basket\nmetadata: {name: web, namespace: shop}\nspec: {size: 3, used: 2}\n`,
    )
    const managed = (object: typeof web, managedFields: readonly object[]) => ({
      ...object,
      metadata: { ...object?.metadata, managedFields },
    })
    const outcome = await read({
      objects: [
        managed(web, [fields('whoever', { subresource: 'scale', fieldsV1: { 'f:spec': { 'f:replicas': {} } } })]),
        managed(hook, [
          fields('kubectl', { fieldsV1: { 'f:spec': { 'f:size': {} } } }),
          fields('kube-controller-manager', { fieldsV1: { 'f:spec': { 'f:size': {}, 'f:used': {} } } }),
        ]),
      ] as never,
    })
    const [workload, basket] = outcome.resources
    expect(workload?.attributes).toMatchObject({ autoscaled: true })
    expect(basket?.attributes).toMatchObject({ settings: [{ key: 'spec/size', value: '3' }] })
  })
})

describe('the same object', () => {
  it('is the same from a file and from a cluster that filled in what is not written', async () => {
    const filled = served(oneOfEach(canary)).map((object) => {
      const status = { status: { observedGeneration: 1 } }
      const annotations = {
        'kubectl.kubernetes.io/last-applied-configuration': '{}',
        ...(object.metadata['annotations'] as object),
      }
      const metadata = { ...object.metadata, annotations, generation: 3, creationTimestamp: '2026-11-01T00:00:00Z' }
      if (object.kind !== 'Service') return { ...object, ...status, metadata }
      const spec = { ...(object['spec'] as object), type: 'ClusterIP', clusterIP: '10.0.0.1', sessionAffinity: 'None' }
      return { ...object, ...status, metadata, spec }
    })
    const live = await read({ objects: filled })
    const written = await collectFiles(kubernetesManifests, { 'a.yaml': oneOfEach(canary) }, { manifests: 'a.yaml' })
    const withoutLines = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'line' ? undefined : inner)))
    const sorted = ({ resources }: Outcome): unknown =>
      withoutLines([...resources].sort((a, b) => (`${a.kind}${a.id}` < `${b.kind}${b.id}` ? -1 : 1)))
    expect(sorted(live)).toEqual(sorted(written))
  })
})

describe('a kubeconfig', () => {
  it('without the context says which there are', async () => {
    const outcome = await read({ settings: { context: 'shop-staging' } })
    expect(new Set(outcome.errors.map(({ error }) => error.message))).toEqual(
      new Set(['the cluster shop-staging cannot be read (no such context; there are: shop, other).']),
    )
  })

  it('that is not there, or leads nowhere, or logs nobody in, is told as that', async () => {
    const missing = await read({ settings: { kubeconfig: 'nowhere' } })
    expect(new Set(missing.errors.map(({ error }) => error.code))).toEqual(new Set(['collect-nothing-matched']))
    await running?.close()
    running = await cluster({ objects: [], token: 'another' })
    await running.api.stop()
    const away = await collectAt(kubernetesCluster, running.path, running.settings)
    expect(new Set(away.errors.map(({ error }) => error.code))).toEqual(new Set(['collect-unreachable']))
    running = undefined
  })

  it('that is nowhere, and a pod that this is not, are told as that', async () => {
    const { path, remove } = workspace({})
    const told = async (settings: Record<string, unknown>): Promise<unknown> => [
      ...new Set((await collectAt(kubernetesCluster, path, settings)).errors.map(({ error }) => error.message)),
    ]
    try {
      vi.stubEnv('HOME', path)
      vi.stubEnv('KUBECONFIG', '')
      const nowhere = 'there is no kubeconfig, neither where KUBECONFIG says nor at ~/.kube/config'
      expect(await told({ context: 'shop' })).toEqual([`the cluster shop cannot be read (${nowhere}).`])
      vi.stubEnv('KUBECONFIG', join(path, 'none'))
      expect(await told({ context: 'shop' })).toEqual([`the cluster shop cannot be read (${nowhere}).`])
      vi.stubEnv('KUBERNETES_SERVICE_HOST', undefined)
      vi.stubEnv('KUBERNETES_SERVICE_PORT', undefined)
      const pod = 'No usable credentials for in-cluster (not in a pod with a service account).'
      expect(await told({ inCluster: true })).toEqual([pod])
    } finally {
      vi.unstubAllEnvs()
      remove()
    }
  })

  it('that would log in over plain http says what allows it', async () => {
    running = await cluster({ objects: [] })
    const path = join(running.path, 'kubeconfig')
    writeFileSync(path, readFileSync(path, 'utf8').replace(', insecure-skip-tls-verify: true', ''))
    const { errors } = await collectAt(kubernetesCluster, running.path, running.settings)
    expect(new Set(errors.map(({ error }) => error.message))).toEqual(
      new Set([expect.stringMatching(/^No usable credentials for shop .*plain http/) as string]),
    )
    expect(running.api.requests).toEqual([])
  })

  it('is read by the doctor, who tells of each type that is refused', async () => {
    running = await cluster({ objects: served(oneOfEach(canary)), faults: { secrets: 'denied' } })
    const environment = factsAt(running.path)
    const [scope] = await kubernetesCluster.scopes(running.settings, environment)
    if (scope === undefined) throw new Error('no scope')
    const { signal } = new AbortController()
    const fingerprint = createFingerprinter('k')
    const lines = []
    for await (const line of kubernetesCluster.diagnose({
      scope,
      settings: running.settings,
      environment,
      signal,
      fingerprint,
    }))
      lines.push([line.ok, line.what, line.detail])
    expect(lines).toEqual([
      [true, 'shop', 'Kubernetes v1.34.1'],
      [true, 'shop API', `${types.length - 1} types of objects`],
      [false, 'shop secrets', 'Access was denied to list secrets in shop (Forbidden, HTTP 403).'],
    ])
  })
})

describe('an entry', () => {
  it('is read by one of both collectors', () => {
    expect([kubernetesCluster.takes?.({ manifests: 'a' }), kubernetesManifests.takes?.({ manifests: 'a' })]).toEqual([
      false,
      true,
    ])
    expect([kubernetesCluster.takes?.({ context: 'a' }), kubernetesManifests.takes?.({ context: 'a' })]).toEqual([
      true,
      false,
    ])
  })
})
