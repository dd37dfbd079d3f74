import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { normalise } from '../../../collectors/_kubernetes/normalise.ts'
import { objectsOf, sourceWithoutLines, UnusableObject } from '../../../collectors/_kubernetes/objects.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import type { CollectedResource } from '../../../src/model/resource.ts'

function one(text: string): CollectedResource {
  const [found] = objectsOf(sourceWithoutLines(parse(text)))
  if (found === undefined || found instanceof UnusableObject) throw new Error('no object')
  return normalise(found, createFingerprinter('key of the tests'))
}

const object = (apiVersion: string, kind: string, rest: string): CollectedResource =>
  one(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: web, namespace: shop}\n${rest}`)

const deployment = (pod: string, metadata = '{}', spec = ''): CollectedResource =>
  object('apps/v1', 'Deployment', `spec:\n  template:\n    metadata: ${metadata}\n    spec: ${pod}\n${spec}`)

describe('a pod', () => {
  it('says what it may do, where it runs and how it ends; what the API fills in is not said', () => {
    const { attributes } = deployment(
      `{serviceAccountName: web, priorityClassName: high, terminationGracePeriodSeconds: 60, hostNetwork: true,
        nodeSelector: {pool: web}, tolerations: [{key: dedicated, value: web, effect: NoSchedule},
        {key: node.kubernetes.io/not-ready, effect: NoExecute, tolerationSeconds: 300}],
        topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, labelSelector: {matchLabels: {app: web}}}],
        securityContext: {runAsNonRoot: true, runAsUser: 1000},
        volumes: [{name: c, configMap: {name: web-5f7h8k9m2t}}, {name: t, emptyDir: {}}],
        containers: [{name: app, image: "a:1", imagePullPolicy: IfNotPresent,
          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL], add: [CAP_NET_ADMIN]}, readOnlyRootFilesystem: true},
          lifecycle: {preStop: {sleep: {seconds: 10}}}, ports: [{containerPort: 8080}],
          readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 5, timeoutSeconds: 1},
          volumeMounts: [{name: c, mountPath: /etc/web}, {name: t, mountPath: /tmp}]}]}`,
    )
    expect(attributes).toMatchObject({
      serviceAccount: 'web',
      priority: 'high',
      gracePeriod: 60,
      hostAccess: ['hostNetwork'],
      placement: ['node pool=web', 'tolerates dedicated=web:NoSchedule'],
      spread: ['app=web over zone, skew 1'],
      mounts: [
        { key: 'app/etc/web', from: 'config-map/web' },
        { key: 'app/tmp', from: 'empty' },
      ],
      containers: [
        {
          user: '1000',
          readOnly: true,
          security: ['add NET_ADMIN', 'drop ALL', 'no privilege escalation', 'runAsNonRoot'],
          lifecycle: ['preStop sleeps 10 s'],
          ports: ['8080/tcp'],
          readiness: 'GET /ready on 8080, every 5 s',
        },
      ],
    })
    expect((attributes as { containers: readonly object[] }).containers[0]).not.toHaveProperty('pullPolicy')
  })

  it('has no containers that an injector put there, and says what it asked for', () => {
    const { attributes } = deployment(
      '{initContainers: [{name: istio-init, image: i}], containers: [{name: app, image: a}, {name: istio-proxy, image: p}]}',
      '{annotations: {sidecar.istio.io/status: "{}", sidecar.istio.io/inject: "true"}}',
    )
    const { containers, injection } = attributes as { containers: readonly { name: string }[]; injection: unknown }
    expect(containers.map(({ name }) => name)).toEqual(['app'])
    expect(injection).toEqual(['sidecar.istio.io/inject=true'])
    const own = deployment('{containers: [{name: app, image: a}, {name: istio-proxy, image: p}]}').attributes
    expect((own as { containers: readonly unknown[] }).containers).toHaveLength(2)
  })

  it('keeps a sidecar that keeps running beside the others apart from what runs before them', () => {
    const { attributes } = deployment(
      '{initContainers: [{name: migrate, image: m}, {name: log, image: l, restartPolicy: Always}], containers: []}',
    )
    expect(attributes).toMatchObject({ containers: [{ name: 'migrate', init: true }, { name: 'log' }] })
    expect((attributes as { containers: readonly object[] }).containers[1]).not.toHaveProperty('init')
  })

  it('is rolled out by default however that is written', () => {
    const said = deployment(
      '{containers: []}',
      '{}',
      '  strategy: {rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}\n',
    )
    expect(said.attributes).toEqual(deployment('{containers: []}').attributes)
    const other = deployment('{containers: []}', '{}', '  strategy: {rollingUpdate: {maxSurge: 1}}\n')
    expect(other.attributes).toMatchObject({ rollout: ['maxSurge 1'] })
  })

  it('of a cron job runs as that says', () => {
    const job = object(
      'batch/v1',
      'CronJob',
      'spec: {schedule: "0 2 * * *", timeZone: Europe/Berlin, suspend: true, concurrencyPolicy: Forbid, jobTemplate: {spec: {backoffLimit: 6, template: {spec: {containers: []}}}}}\n',
    )
    expect(job.attributes).toMatchObject({
      schedule: '0 2 * * *',
      timeZone: 'Europe/Berlin',
      suspended: true,
      runs: ['concurrencyPolicy Forbid'],
    })
  })
})

describe('what is in front of it', () => {
  it('a service, without the addresses that the cluster chose', () => {
    const service = object(
      'v1',
      'Service',
      'spec: {type: ClusterIP, clusterIP: 10.0.0.7, sessionAffinity: None, selector: {app: web}, ports: [{port: 80, targetPort: 8080, nodePort: 30123, protocol: TCP}]}\n',
    )
    expect(service.attributes).toEqual({ ports: [{ port: 80, target: '8080' }], selector: ['app=web'] })
  })

  it('an ingress by host and path, with its encryption and what its controller is told', () => {
    const ingress = one(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web, namespace: shop, annotations: {nginx.ingress.kubernetes.io/proxy-body-size: 8m, alb.ingress.kubernetes.io/certificate-arn: "arn:aws:acm:eu-west-1:111111111111:certificate/a", other: x}}
spec:
  ingressClassName: nginx
  tls: [{hosts: ["*.shop.example"], secretName: tls}]
  rules: [{host: www.shop.example, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}]}}]
`)
    expect(ingress.attributes).toEqual({
      type: 'Ingress',
      class: 'nginx',
      routes: [{ host: 'www.shop.example', path: '/', target: 'web:http', tls: 'certificate' }],
      options: [
        { key: 'alb.ingress.kubernetes.io/certificate-arn', value: '(set)' },
        { key: 'nginx.ingress.kubernetes.io/proxy-body-size', value: '8m' },
      ],
    })
  })

  it('a route of a gateway, match by match, and one of OpenShift without the host that it made up', () => {
    const route = object(
      'gateway.networking.k8s.io/v1',
      'HTTPRoute',
      'spec: {parentRefs: [{name: edge}], hostnames: [www.shop.example], rules: [{matches: [{path: {type: PathPrefix, value: /a}, method: POST}], backendRefs: [{name: web, port: 80}]}]}\n',
    )
    expect(route.attributes).toEqual({
      type: 'HTTPRoute',
      class: 'edge',
      routes: [{ host: 'www.shop.example', path: '/a [method POST]', target: 'web:80' }],
    })
    const made = one(
      'apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: {name: web, annotations: {openshift.io/host.generated: "true"}}\nspec: {host: web-shop.apps.shop.example, to: {name: web}, tls: {termination: edge}}\n',
    )
    expect(made.attributes).toMatchObject({
      routes: [{ path: '/', target: 'web', tls: 'edge' }],
      redirectsToTls: false,
    })
    expect(JSON.stringify(made.attributes)).not.toContain('shop.example')
  })

  it('a network policy, each end with each of its ports', () => {
    const policy = object(
      'networking.k8s.io/v1',
      'NetworkPolicy',
      'spec: {podSelector: {matchLabels: {app: web}}, ingress: [{from: [{podSelector: {matchLabels: {app: edge}}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 80}, {port: 8000, endPort: 8010, protocol: UDP}]}]}\n',
    )
    expect(policy.attributes).toEqual({
      selector: 'app=web',
      directions: ['Ingress'],
      ingress: [
        { peer: 'pods app=edge', ports: '80/TCP' },
        { peer: 'pods app=edge', ports: '8000-8010/UDP' },
        { peer: '10.0.0.0/8 except 10.1.0.0/16', ports: '80/TCP' },
        { peer: '10.0.0.0/8 except 10.1.0.0/16', ports: '8000-8010/UDP' },
      ],
      egress: [],
    })
  })
})

describe('who may do what', () => {
  it('is the same however the rules of a role are grouped', () => {
    const role = (rules: string) => object('rbac.authorization.k8s.io/v1', 'Role', `rules: ${rules}\n`).attributes
    const apart =
      '[{apiGroups: [""], resources: [pods], verbs: [list]}, {apiGroups: [apps], resources: [deployments], verbs: [get]}, {apiGroups: [""], resources: [pods], verbs: [get]}]'
    const other =
      '[{apiGroups: [""], resources: [pods], verbs: [get, list]}, {apiGroups: [apps], resources: [deployments], verbs: [get]}]'
    expect(role(apart)).toEqual(role(other))
    expect(role(apart)).toEqual({
      type: 'Role',
      grants: [
        { on: 'apps/deployments', verbs: ['get'] },
        { on: 'pods', verbs: ['get', 'list'] },
      ],
    })
    expect(role('[{apiGroups: [""], resources: [secrets], resourceNames: [tls], verbs: ["*", get]}]')).toMatchObject({
      grants: [{ on: 'secrets named tls', verbs: ['*'] }],
    })
  })

  it('of a role that is put together from others is not the grants that the cluster filled in', () => {
    const role = object(
      'rbac.authorization.k8s.io/v1',
      'ClusterRole',
      'aggregationRule: {clusterRoleSelectors: [{matchLabels: {team: shop}}]}\nrules: [{apiGroups: [""], resources: [pods], verbs: [get]}]\n',
    )
    expect(role.attributes).toEqual({ type: 'ClusterRole', grants: [], aggregates: ['team=shop'] })
  })

  it('an account of the cloud is the role and not the account that it is in', () => {
    const account = one(
      'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: web, annotations: {eks.amazonaws.com/role-arn: "arn:aws:iam::111111111111:role/web"}}\nimagePullSecrets: [{name: registry}, {name: web-dockercfg-x7k2p}]\n',
    )
    expect(account.attributes).toEqual({
      identities: [{ cloud: 'aws', identity: 'role/web', id: 'arn:aws:iam::111111111111:role/web' }],
      pullSecrets: ['registry'],
    })
  })
})

describe('quotas and storage', () => {
  it('are amounts, however they are written', () => {
    const quota = (hard: string) => object('v1', 'ResourceQuota', `spec: {hard: ${hard}}\n`).attributes
    expect(quota('{requests.cpu: 1000m, limits.memory: 1Gi}')).toEqual(
      quota('{requests.cpu: 1, limits.memory: 1024Mi}'),
    )
    const claim = (size: string) =>
      object('v1', 'PersistentVolumeClaim', `spec: {resources: {requests: {storage: ${size}}}}\n`).attributes
    expect(claim('1Ti')).toEqual({ size: 1024 })
  })

  it('a storage class shows no password that its driver takes as a parameter', () => {
    const parameters = '{restuserkey: hunter2-canary, password: hunter2-canary, adminSecretName: ceph, pool: fast}'
    const fast = object(
      'storage.k8s.io/v1',
      'StorageClass',
      `provisioner: x\nparameters: ${parameters}\nmountOptions: ["username=a,password=hunter2-canary", ro]\n`,
    )
    expect(JSON.stringify(fast)).not.toContain('hunter2')
    expect(fast.attributes).toMatchObject({
      parameters: [
        { key: 'restuserkey', value: '***' },
        { key: 'password', value: '***' },
        { key: 'adminSecretName', value: 'ceph' },
        { key: 'pool', value: 'fast' },
      ],
    })
  })

  it('claims of the instances of one stateful set are called alike', () => {
    const claim = one(
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data-db-2, namespace: shop}\nspec: {}\n',
    )
    expect([claim.id, claim.name]).toEqual(['shop/PersistentVolumeClaim:data-db-2', 'data-db'])
  })
})

describe('any other object', () => {
  const settings = (resource: CollectedResource): readonly { key: string; value?: string; secret?: unknown }[] =>
    (resource.attributes as { settings: readonly { key: string; value?: string; secret?: unknown }[] }).settings

  it('is told by path, its lists by their keys, without what is filled in', () => {
    const secret = object(
      'external-secrets.io/v1',
      'ExternalSecret',
      `spec:
  refreshInterval: 1h
  target: {creationPolicy: Owner, template: {data: {PASSWORD: "{{ .password }}"}}}
  data: [{secretKey: b, remoteRef: {key: shop/b, decodingStrategy: None}}, {secretKey: a, remoteRef: {key: shop/a}}]
status: {refreshTime: now}
`,
    )
    expect(secret.name).toBe('external secret web')
    expect(settings(secret)).toEqual([
      { key: 'spec/target/template/data/PASSWORD', value: '{{ .password }}', shape: 'template' },
      { key: 'spec/data/[secretKey=b]/remoteRef/key', value: 'shop/b', shape: 'word' },
      { key: 'spec/data/[secretKey=a]/remoteRef/key', value: 'shop/a', shape: 'word' },
    ])
  })

  it('means the same in another order, also where nothing tells the members of a list apart', () => {
    const basket = (list: string) => settings(object('shop.example/v1', 'Basket', `spec: {a: ${list}}\n`))
    expect(basket('[{x: {b: 1}}, {x: {c: 2}}]')).toEqual(basket('[{x: {c: 2}}, {x: {b: 1}}]'))
    expect(basket('[b, a]')).toEqual(basket('[a, b]'))
    expect(basket('[{name: x}]')).toMatchObject([{ key: 'spec/a/[name=x]', value: 'name=x' }])
  })

  it('never shows a secret, also where it is the value of a member that is called so', () => {
    const basket = object(
      'shop.example/v1',
      'Basket',
      'spec: {env: [{name: DB_PASSWORD, value: hunter2-canary}], token: hunter2-canary, secretName: web-tls}\n',
    )
    expect(JSON.stringify(basket)).not.toContain('hunter2')
    expect(settings(basket).map(({ key, secret }) => [key, secret !== undefined])).toEqual([
      ['spec/env/[name=DB_PASSWORD]/value', true],
      ['spec/token', true],
      ['spec/secretName', false],
    ])
  })

  it.each([
    ['a user with a password', 'auth: "app:hunter2-canary"'],
    ['an administrator under any name', 'anything: "admin:hunter2-canary"'],
    ['what is called value under a password', 'adminPassword: {value: hunter2-canary}'],
    ['whatever is under a key', 'apiKey: {inline: hunter2-canary, whatever: hunter2-canary}'],
    ['a pair', 'pairs: [[user, web], [api_key, hunter2-canary]]'],
    ['a member that is called a key', 'parameters: [{key: db.password, val: hunter2-canary}, {key: x, val: y}]'],
    ['a command line', 'args: [--verbose, --password, hunter2-canary, -p, hunter2-canary]'],
  ])('never shows %s', (_, written) => {
    const text = JSON.stringify(object('shop.example/v1', 'Basket', `spec: {${written}}\n`))
    expect(text).toContain('Basket')
    expect(text).not.toContain('hunter2')
  })

  it('says which entry of which secret is meant, and amounts in one writing', () => {
    const monitor = object(
      'shop.example/v1',
      'Basket',
      'spec: {passwordSecret: {name: web, key: password}, resources: {requests: {cpu: "0.5", memory: 1024Mi}, limits: {cpu: 1000m}}}\n',
    )
    expect(settings(monitor).map(({ key, value }) => `${key} ${value ?? ''}`)).toEqual([
      'spec/passwordSecret/name web',
      'spec/passwordSecret/key password',
      'spec/resources/requests/cpu 500m',
      'spec/resources/requests/memory 1Gi',
      'spec/resources/limits/cpu 1',
    ])
  })
})
