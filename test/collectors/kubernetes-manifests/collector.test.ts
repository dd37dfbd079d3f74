import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { kubernetesManifests } from '../../../collectors/kubernetes-manifests/collector.ts'
import { isFingerprint } from '../../../src/model/fingerprint.ts'
import { workload } from '../../../src/model/kinds/workload.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { byId, collectFiles, factsAt, workspace, type Outcome } from '../_files/workspace.ts'

const canary = 'canary-7Yq3hV9sXw2LkP'
const read = (text: string | Readonly<Record<string, string>>): Promise<Outcome> => {
  const files = typeof text === 'string' ? { 'app.yaml': text } : text
  return collectFiles(kubernetesManifests, files, { manifests: Object.keys(files) })
}
const workloadText = (kind: string, spec: string, apiVersion = 'apps/v1'): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web, namespace: shop, labels: {app: web, tier: 1}}\nspec:\n${spec}`
const pod = (container: string): string => `  template: {spec: {containers: [${container}]}}\n`

describe('a workload', () => {
  it('is normalised: image, quantities, probes, strategy', async () => {
    const outcome = await read(
      workloadText(
        'Deployment',
        `  replicas: 3
  strategy: {type: Recreate}
  template:
    spec:
      initContainers: [{name: migrate, image: "shop/migrate:1"}]
      containers:
        - name: app
          image: registry.shop.example/web:7.2@sha256:abc
          resources: {requests: {cpu: 100m, memory: 1Gi}, limits: {cpu: 0.5, memory: 2Gi}}
          readinessProbe: {httpGet: {path: /}}
`,
      ),
    )
    expect(outcome.errors).toEqual([])
    expect(byId(outcome, 'shop/Deployment:web')).toEqual({
      kind: 'workload',
      id: 'shop/Deployment:web',
      name: 'web',
      address: 'shop/Deployment:web',
      identifiers: ['shop/Deployment:web'],
      tags: { app: 'web', tier: '1' },
      attributes: {
        type: 'Deployment',
        replicas: 3,
        strategy: 'Recreate',
        containers: [
          {
            name: 'migrate',
            image: 'docker.io/shop/migrate',
            tag: '1',
            init: true,
            readinessProbe: false,
            livenessProbe: false,
          },
          {
            name: 'app',
            image: 'registry.shop.example/web',
            tag: '7.2',
            digest: 'sha256:abc',
            cpuRequest: 100,
            cpuLimit: 500,
            memoryRequest: 1024,
            memoryLimit: 2048,
            readinessProbe: true,
            livenessProbe: false,
            readiness: 'GET / on ?',
          },
        ],
        settings: [],
      },
    })
  })

  it.each([
    ['StatefulSet', 'apps/v1', { type: 'StatefulSet', strategy: 'RollingUpdate' }],
    ['DaemonSet', 'apps/v1', { type: 'DaemonSet', strategy: 'RollingUpdate' }],
    ['Job', 'batch/v1', { type: 'Job' }],
    ['Deployment', 'extensions/v1beta1', { type: 'Deployment', strategy: 'RollingUpdate' }],
  ])('may be a %s of %s', async (kind, apiVersion, attributes) => {
    const outcome = await read(workloadText(kind, pod('{name: app, image: a:1}'), apiVersion))
    const { containers, settings, ...rest } = byId(outcome, `shop/${kind}:web`).attributes as Record<string, unknown>
    expect(rest).toEqual(attributes)
    expect([containers, settings]).toEqual([[expect.objectContaining({ image: 'docker.io/library/a', tag: '1' })], []])
  })

  it('has a command, and its options as settings, none of which gives a secret away', async () => {
    const outcome = await read(
      workloadText(
        'Deployment',
        pod(
          '{name: api, image: a:1, command: [/bin/api, serve], args: ["--workers=4", --log, json, --verbose, --peer=a, --peer=b, "-1", --password=canary-4711, "https://u:canary-4712@db/x"]}',
        ),
      ),
    )
    const attributes = byId(outcome, 'shop/Deployment:web').attributes as {
      readonly containers: readonly { readonly command?: string }[]
      readonly settings: readonly { readonly key: string; readonly value?: string; readonly secret?: unknown }[]
    }
    expect(attributes.containers[0]?.command).toBe('/bin/api serve -1 https://***@db/x')
    expect(attributes.settings.map(({ key, value }) => [key, value])).toEqual([
      ['api/--workers', '4'],
      ['api/--log', 'json'],
      ['api/--verbose', ''],
      ['api/--peer', 'a,b'],
      ['api/--password', undefined],
    ])
    expect(attributes.settings[4]?.secret).toBeDefined()
    expect(JSON.stringify(outcome)).not.toMatch(/canary-471/)
  })

  it('may be a CronJob, whose pod lies deeper', async () => {
    const spec =
      '  schedule: "*/5 * * * *"\n  jobTemplate: {spec: {template: {spec: {containers: [{name: job, image: a}]}}}}\n'
    const outcome = await read(workloadText('CronJob', spec, 'batch/v1'))
    expect(byId(outcome, 'shop/CronJob:web').attributes).toMatchObject({
      type: 'CronJob',
      schedule: '*/5 * * * *',
      containers: [{ name: 'job', tag: 'latest' }],
    })
  })

  it('is not what only has its name: another API group, another kind', async () => {
    const outcome = await read(
      `${workloadText('Deployment', pod('{name: a}'), 'shop.example/v1')}---\n${workloadText('Rollout', pod('{name: a}'))}`,
    )
    expect(outcome.resources.map(({ kind, name }) => [kind, name])).toEqual([
      ['cluster-object', 'deployment web'],
      ['cluster-object', 'rollout web'],
    ])
  })

  it('may stand in a list, without a namespace, and be named by its generator', async () => {
    const outcome = await read(`apiVersion: v1
kind: List
items:
  - {apiVersion: batch/v1, kind: Job, metadata: {generateName: migrate-}, spec: {template: {spec: {containers: [{name: a, image: b}]}}}}
  - apiVersion: apps/v1
    kind: DeploymentList
    items:
      - {apiVersion: apps/v1, kind: Deployment, metadata: {name: x}, spec: {template: {spec: {containers: []}}}}
`)
    expect(outcome.errors).toEqual([])
    expect(outcome.resources.map(({ address }) => address)).toEqual(['Job:migrate', 'Deployment:x'])
  })

  it('takes anchors and merge keys', async () => {
    const outcome = await read(
      workloadText(
        'Deployment',
        `  template: {spec: {containers: [{<<: &base {image: "a:1", resources: {limits: {memory: 1Gi}}}, name: one}, {<<: *base, name: two}]}}\n`,
      ),
    )
    const { containers } = byId(outcome, 'shop/Deployment:web').attributes as { containers: readonly unknown[] }
    expect(containers).toMatchObject([
      { name: 'one', tag: '1', memoryLimit: 1024 },
      { name: 'two', tag: '1', memoryLimit: 1024 },
    ])
  })
})

describe('the variables of a workload', () => {
  it('are keyed by container; what comes from elsewhere says from where; the last of a name counts', async () => {
    const outcome = await read(
      workloadText(
        'Deployment',
        pod(`{name: app, image: a, envFrom: [{configMapRef: {name: flags-5f7h8k9m2t}, prefix: F_}, {secretRef: {name: keys}}], env: [
          {name: APP_ENV, value: old}, {name: APP_ENV, value: production}, {name: EMPTY}, {name: NUMBER, value: 5},
          {name: DB_USER, valueFrom: {secretKeyRef: {name: db-5f7h8k9m2t, key: user}}},
          {name: MODE, valueFrom: {configMapKeyRef: {name: web, key: mode}}},
          {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}},
          {name: CPUS, valueFrom: {resourceFieldRef: {resource: limits.cpu}}},
          {name: LATER, valueFrom: {newKindRef: {name: x}}}]}`),
      ),
    )
    expect((byId(outcome, 'shop/Deployment:web').attributes as { settings: unknown }).settings).toEqual([
      { key: 'app/F_* of config-map/flags', from: 'config-map/flags' },
      { key: 'app/* of secret/keys', from: 'secret/keys' },
      { key: 'app/APP_ENV', value: 'production', shape: 'word' },
      { key: 'app/EMPTY', value: '', shape: 'empty' },
      { key: 'app/NUMBER', value: '5', shape: 'integer' },
      { key: 'app/DB_USER', from: 'secret/db/user' },
      { key: 'app/MODE', from: 'config-map/web/mode' },
      { key: 'app/POD', from: 'field/metadata.name' },
      { key: 'app/CPUS', from: 'resource/limits.cpu' },
      { key: 'app/LATER', from: 'newKindRef' },
    ])
  })
})

describe('an autoscaler', () => {
  const scaler = (spec: string, version = 'v2'): string =>
    `apiVersion: autoscaling/${version}\nkind: HorizontalPodAutoscaler\nmetadata: {name: web, namespace: shop}\nspec:\n${spec}`
  const target = '  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n'

  it('has a target, bounds and metrics', async () => {
    const metrics = [
      '{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 60}}}',
      '{type: ContainerResource, containerResource: {name: memory, container: app, target: {type: AverageValue, averageValue: 500m}}}',
      '{type: External, external: {metric: {name: queue}, target: {type: Value, value: "30"}}}',
    ]
    const outcome = await read(
      scaler(`${target}  minReplicas: 2\n  maxReplicas: 9\n  metrics: [${metrics.join(', ')}]\n`),
    )
    expect(byId(outcome, 'shop/HorizontalPodAutoscaler:web').attributes).toEqual({
      target: 'shop/Deployment:web',
      minReplicas: 2,
      maxReplicas: 9,
      metrics: [
        { name: 'cpu', type: 'Resource', target: 'utilization 60' },
        { name: 'app/memory', type: 'ContainerResource', target: 'average 0.5' },
        { name: 'queue', type: 'External', target: 'value 30' },
      ],
    })
  })

  it('means the same in the words of the versions before', async () => {
    const cpu = [{ name: 'cpu', type: 'Resource', target: 'utilization 60' }]
    const first = await read(scaler(`${target}  maxReplicas: 9\n  targetCPUUtilizationPercentage: 60\n`, 'v1'))
    expect(byId(first, 'shop/HorizontalPodAutoscaler:web').attributes).toMatchObject({ metrics: cpu })
    const beta = '{type: Resource, resource: {name: cpu, targetAverageUtilization: 60}}'
    const second = await read(scaler(`${target}  maxReplicas: 9\n  metrics: [${beta}]\n`, 'v2beta1'))
    expect(byId(second, 'shop/HorizontalPodAutoscaler:web').attributes).toMatchObject({ metrics: cpu })
  })

  it.each([
    ['without a target', '  maxReplicas: 9\n', 'does not say what it scales'],
    ['with a bound that is no number', `${target}  maxReplicas: many\n`, 'spec.maxReplicas of .* is no number'],
  ])('%s cannot be used, and says so', async (_, spec, words) => {
    const outcome = await read(scaler(spec))
    expect(outcome.resources).toEqual([])
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown.map(({ kind }) => kind)).toEqual(['autoscaler'])
    expect(outcome.unknown[0]?.reason).toMatch(new RegExp(words))
  })

  it('makes the replicas of its workload a momentary count', async () => {
    const text = `${workloadText('Deployment', `  replicas: 7\n${pod('{name: a}')}`)}---\n${scaler(`${target}  maxReplicas: 9\n`)}`
    const collected = await collectFiles(kubernetesManifests, { 'app.yaml': text }, { manifests: 'app.yaml' })
    const [workloadFound] = collected.resources.filter(({ kind }) => kind === 'workload')
    expect(workload.derive?.(workloadFound as never, [{ kind: 'autoscaler' } as never], true)).toEqual({
      autoscaled: true,
    })
    expect(workload.derive?.(workloadFound as never, [], true)).toEqual({})
  })
})

describe('a config map', () => {
  it('keeps each value as one, and takes settings files apart, with their lines', async () => {
    const outcome = await read(`# first
apiVersion: v1
kind: ConfigMap
metadata: {name: web, namespace: shop}
data:
  MODE: fast
  limits.yaml: |
    a: 1
    b: 2
  COUNT: 5
binaryData:
  logo: aGVsbG8=
`)
    expect(byId(outcome, 'shop/ConfigMap:web')).toMatchObject({
      kind: 'setting-group',
      name: 'web',
      attributes: {
        format: 'config-map',
        settings: [
          { key: 'MODE', value: 'fast', line: 6 },
          { key: 'limits.yaml/a', value: '1', line: 8 },
          { key: 'limits.yaml/b', value: '2', line: 9 },
          { key: 'COUNT', value: '5', line: 10 },
          { key: 'logo', value: '(5 bytes)', shape: 'binary', line: 12 },
        ],
      },
    })
  })

  it('keeps a file whole that is not what its name promises, and hides what is secret in one that is', async () => {
    const outcome = await read(`apiVersion: v1
kind: ConfigMap
metadata: {name: web, namespace: shop}
data:
  broken.json: |
    {"a": 1,
    oops
  app.properties: |
    db.pool=5
    db.password=canary-4711
  nginx.conf: |
    worker_processes 4;
    daemon off;
`)
    const { settings } = byId(outcome, 'shop/ConfigMap:web').attributes as {
      readonly settings: readonly { readonly key: string; readonly value?: string; readonly secret?: unknown }[]
    }
    expect(settings.map(({ key }) => key)).toEqual([
      'broken.json',
      'app.properties/db.pool',
      'app.properties/db.password',
      'nginx.conf',
    ])
    expect(settings[2]?.secret).toBeDefined()
    expect(JSON.stringify(settings)).not.toContain('canary-4711')
  })

  it('that was generated keeps its id and is called without the hash; a deployment of that name is not', async () => {
    const outcome = await read(
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: flags-5f7h8k9m2t}\ndata: {A: b}\n---\n` +
        workloadText('Deployment', pod('{name: a}')).replace('name: web', 'name: web-5f7h8k9m2t'),
    )
    expect(outcome.resources.map(({ id, name, address }) => [id, name, address])).toEqual([
      ['ConfigMap:flags-5f7h8k9m2t', 'flags', 'ConfigMap:flags'],
      ['shop/Deployment:web-5f7h8k9m2t', 'web-5f7h8k9m2t', 'shop/Deployment:web-5f7h8k9m2t'],
    ])
  })

  it('may be empty', async () => {
    const outcome = await read('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n')
    expect(byId(outcome, 'ConfigMap:a').attributes).toEqual({ format: 'config-map', settings: [] })
  })
})

describe('a secret', () => {
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  const secretText = (data: string): string =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: keys, namespace: shop}\n${data}`

  it('gives keys and fingerprints of what is meant, not of how it is written', async () => {
    const outcome = await read(
      secretText(
        `data: {a: ${base64(canary)}, b: "<path:vault#${canary}>"}\nstringData: {c: ${canary}, d: "true", e: ""}\n`,
      ),
    )
    const { format, settings } = byId(outcome, 'shop/Secret:keys').attributes as {
      format: string
      settings: readonly { key: string; secret?: unknown; value?: string; shape: string }[]
    }
    const fingerprint = createFingerprinter('key of the tests')
    expect(format).toBe('secret')
    expect(settings.map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(settings.every((setting) => isFingerprint(setting.secret) && setting.value === undefined)).toBe(true)
    expect(settings.map(({ secret }) => secret)).toEqual(
      [canary, `<path:vault#${canary}>`, canary, 'true', ''].map(fingerprint),
    )
    expect(settings.at(-1)?.shape).toBe('empty')
  })

  it('that sops encrypted gives only its keys: the cipher text changes by itself', async () => {
    const outcome = await read(secretText('stringData: {a: "ENC[AES256_GCM,data:abc]"}\n'))
    expect(byId(outcome, 'shop/Secret:keys').attributes).toMatchObject({
      settings: [{ key: 'a', shape: 'encrypted' }],
    })
    expect(JSON.stringify(outcome.resources)).not.toContain('hmac')
  })

  it('never shows in any output, wherever it stands', async () => {
    const outcome = await read({
      'good.yaml': [
        secretText(`data: {a: ${base64(canary)}}\nstringData: {b: ${canary}}\n`),
        `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {DB_PASSWORD: ${canary}, URL: "postgres://u:${canary}@db.shop.example/x"}\n`,
        workloadText('Deployment', pod(`{name: app, image: a, env: [{name: API_TOKEN, value: ${canary}}]}`)),
      ].join('---\n'),
      'bad.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: k}\nstringData: {a: "${canary}\n---\nkind: Secret\n${canary}: [\n`,
    })
    expect(outcome.resources.length).toBe(3)
    expect(outcome.errors.length).toBeGreaterThan(0)
    const shown = JSON.stringify([
      outcome.resources,
      outcome.errors.map(({ error }) => [error.message, error.remedy, error.parameters]),
    ])
    expect(shown).not.toContain(canary)
    expect(shown).not.toContain(base64(canary))
  })
})

describe('a file that is not whole', () => {
  it('costs the document that is broken, with its place; the others of the file are read', async () => {
    const good = workloadText('Deployment', pod('{name: a, image: b}'))
    const outcome = await read(
      `${good}---\napiVersion: v1\nkind: ConfigMap\ndata: [\n---\n${good.replace('name: web', 'name: api')}`,
    )
    expect(outcome.resources.map(({ name }) => name)).toEqual(['web', 'api'])
    expect(outcome.errors).toHaveLength(1)
    for (const { error } of outcome.errors) {
      expect(error).toMatchObject({ code: 'collect-file-malformed' })
      expect(error.message).toMatch(/^app\.yaml:\d+:\d+ cannot be understood \(.+\)\.$/)
    }
  })

  it.each([
    [
      'a quantity that is none',
      pod('{name: app, image: a, resources: {limits: {memory: lots}}}'),
      'app.yaml:2 cannot be understood (resources.limits.memory of container app is no quantity).',
    ],
    [
      'replicas that are no number',
      `  replicas: many\n${pod('{name: a}')}`,
      'app.yaml:2 cannot be understood (spec.replicas of Deployment web is no number).',
    ],
    ['no pod template', '  replicas: 1\n', 'app.yaml:2 cannot be understood (Deployment web has no pod template).'],
    ['a container without a name', pod('{image: a}'), 'app.yaml:2 cannot be understood (a container without a name).'],
  ])('tells of %s, which is not the same as none, and costs no setting group', async (_, spec, message) => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {A: b}\n'
    const outcome = await read(`${workloadText('Deployment', spec)}---\n${config}`)
    expect(outcome.resources.map(({ id }) => id)).toEqual(['ConfigMap:c'])
    expect(outcome.errors).toEqual([])
    expect(outcome.unknown).toEqual([{ kind: 'workload', fields: [], reason: message }])
  })

  it('tells of a name that a template was to fill in', async () => {
    const outcome = await read('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Values.name }} }\n')
    expect(outcome.unknown[0]?.reason).toContain(
      'without metadata.name; it looks like a template that was not rendered',
    )
  })

  it('tells of several problems at once', async () => {
    const nameless =
      'apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Secret}, {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}]\n'
    const outcome = await read(`${nameless}---\n${nameless.replace('name: a', 'name: b')}`)
    expect(outcome.resources.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(outcome.unknown.map(({ kind }) => kind)).toEqual(['setting-group'])
    expect(outcome.unknown[0]?.reason).toBe(
      'app.yaml:3 cannot be understood (a Secret without metadata.name; 1 more in this file).',
    )
  })

  it('passes over documents that hold nothing of ours, also those that are no objects', async () => {
    const outcome = await read(
      '- just\n- a list\n---\nkind: Event\napiVersion: v1\nmetadata: {name: shop}\n---\nConfigMap\n---\nkind: plain\n',
    )
    expect(outcome).toEqual({ resources: [], errors: [], unknown: [], passedOver: [] })
  })

  it('is told when it is not there, without costing the others', async () => {
    const outcome = await collectFiles(
      kubernetesManifests,
      { 'a/app.yaml': workloadText('Deployment', pod('{name: a}')), 'a/notes.txt': 'kind: Secret' },
      { manifests: ['a', 'b/*.yaml'] },
    )
    expect(outcome.resources).toHaveLength(1)
    expect(outcome.errors.map(({ scope, error }) => [scope, error.code])).toEqual([
      ['b/*.yaml', 'collect-nothing-matched'],
    ])
  })
})

describe('an object of an operator', () => {
  const basket = `apiVersion: shop.example/v1
kind: Basket
metadata: {name: web, namespace: shop}
spec:
  paused: false
  size: 3
  ports: [{port: 80, name: x}, {port: 80, protocol: UDP, name: x}]
`
  const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: baskets.shop.example}
spec:
  group: shop.example
  names: {kind: Basket, plural: baskets}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
                paused: {type: boolean, default: false}
                size: {type: integer, default: 1}
                ports:
                  type: array
                  x-kubernetes-list-map-keys: [port, protocol]
                  items:
                    type: object
                    properties: {port: {type: integer}, protocol: {type: string, default: TCP}}
`
  const settings = (outcome: Outcome): unknown =>
    (
      byId(outcome, 'shop/Basket.shop.example:web').attributes as {
        settings: readonly { key: string; value: string }[]
      }
    ).settings.map(({ key, value }) => `${key} ${value}`)
  const judged = ['spec/size 3', 'spec/ports/[port=80,protocol=TCP]/name x', 'spec/ports/[port=80,protocol=UDP]/name x']

  it.each([
    ['in its file, before it', { 'a.yaml': `${definition}---\n${basket}` }],
    ['in its file, behind it', { 'a.yaml': `${basket}---\n${definition}` }],
    ['in another file', { 'a.yaml': basket, 'crds/b.yaml': definition }],
    ['in another file, as JSON', { 'a.yaml': basket, 'b.json': JSON.stringify(parseYaml(definition)) }],
  ])('says what its definition does not fill in, its lists by their declared keys: %s', async (_, files) => {
    const outcome = await read(files)
    expect(outcome.errors).toEqual([])
    expect(settings(outcome)).toEqual(judged)
  })

  it('says all that is written where no definition of its version is there', async () => {
    const all = ['spec/paused false', 'spec/size 3']
    const other = definition.replace('- name: v1', '- name: v2')
    expect(settings(await read(basket))).toEqual(expect.arrayContaining(all))
    expect(settings(await read({ 'a.yaml': basket, 'b.yaml': other }))).toEqual(expect.arrayContaining(all))
    const broken = await read({ 'a.yaml': basket, 'b.yaml': definition.replace('default: 1', 'default: [') })
    expect(settings(broken)).toEqual(expect.arrayContaining(all))
  })
})

describe('large input', () => {
  it('is read whole: a map of 30,000 keys, and a definition with a schema like a book', async () => {
    const keys = Array.from({ length: 30_000 }, (_, i) => `  KEY_${i}: value ${i}\n`).join('')
    const schema = `    schema:\n${'      - deep: {a: [1, 2, 3]}\n'.repeat(50_000)}`
    const foreign = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: carts.shop.example}\nspec:\n  versions:\n  - name: v1\n${schema}    served: true\n`
    const outcome = await read(`apiVersion: v1\nkind: ConfigMap\nmetadata: {name: big}\ndata:\n${keys}---\n${foreign}`)
    expect((byId(outcome, 'ConfigMap:big').attributes as { settings: readonly unknown[] }).settings).toHaveLength(
      30_000,
    )
    const { settings } = byId(outcome, 'CustomResourceDefinition.apiextensions.k8s.io:carts.shop.example')
      .attributes as { settings: unknown }
    expect(settings).toMatchObject([
      { key: 'spec/versions/[name=v1]/served', value: 'true', line: 30010 },
      { key: 'spec/versions/[name=v1]/storage', value: 'false' },
    ])
  })
})

describe('the doctor', () => {
  const lines = async (text: string) => {
    const space = workspace({ 'app.yaml': text })
    try {
      const environment = factsAt(space.path)
      const settings = { manifests: 'app.yaml' }
      const [scope] = await kubernetesManifests.scopes(settings, environment)
      if (scope === undefined) throw new Error('no scope')
      const request = {
        scope,
        settings,
        environment,
        signal: new AbortController().signal,
        fingerprint: createFingerprinter('k'),
      }
      const found = []
      for await (const line of kubernetesManifests.diagnose(request)) found.push(line)
      return found
    } finally {
      space.remove()
    }
  }

  it('counts what is there', async () => {
    const release = 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\n'
    const service = 'apiVersion: v1\nkind: "Service"\nmetadata: {name: a}\n'
    expect(await lines(`${release}---\n${service}---\n${workloadText('Deployment', pod('{name: a}'))}`)).toEqual([
      { what: 'app.yaml', ok: true, detail: 'cluster-object: 1, network-service: 1, workload: 1' },
    ])
    expect(await lines('a: 1\n')).toEqual([{ what: 'app.yaml', ok: true, detail: 'nothing of Kubernetes is in it' }])
  })

  it('says what is wrong, with the remedy', async () => {
    expect(await lines('kind: Secret\na: [\n')).toMatchObject([
      {
        what: 'app.yaml',
        ok: false,
        detail: expect.stringMatching(/^app\.yaml:\d+:\d+ /) as string,
        remedy: expect.any(String) as string,
      },
    ])
  })
})
