import { Buffer } from 'node:buffer'

/** Plants a password: another one in each place, and remembers where. */
export interface Planter {
  (place: string): string
  /** Where passwords were planted, in order: the n-th has n in it. */
  readonly places: readonly string[]
}

/** What every planted password begins with; then comes its number. */
export const planted = 'hunter2canary'

/** Passwords as people choose them: nothing but where they stand tells what they are. */
export function planter(environment: string): Planter {
  const places: string[] = []
  const plant = (place: string): string => {
    places.push(place)
    return `${planted}${String(places.length).padStart(3, '0')}${environment[0] ?? ''}`
  }
  return Object.assign(plant, { places })
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

type Objects = readonly Readonly<Record<string, unknown>>[]

/** Objects of a cluster with a password in every place where people have put one. */
export function objects(plant: Planter): Objects {
  const annotations = {
    'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ data: { a: base64(plant('last applied')) } }),
    'nginx.ingress.kubernetes.io/configuration-snippet': `set $password ${plant('a snippet')};`,
    'nginx.ingress.kubernetes.io/auth-url': `https://u:${plant('an address of an annotation')}@auth.shop.example/x`,
    'service.beta.kubernetes.io/some-password': plant('an annotation'),
  }
  const at = (kind: string, name: string): object => ({ metadata: { name, namespace: 'shop', uid: `${kind}-${name}` } })
  const web = {
    containers: [
      {
        name: 'web',
        image: `user:${plant('an image')}@registry.shop.example/web:1`,
        command: ['sync', '-p', plant('-p of a command'), `-p${plant('-p and a password')}`, '-a', plant('-a')],
        args: [
          ...['login', '-p', plant('login -p'), '-u', `admin:${plant('-u')}`, '--requirepass', plant('--requirepass')],
          ...['--set', `auth.rootPassword=${plant('--set')}`, '--header', `X-Api-Key: ${plant('--header')}`],
          `PASSWORD=${plant('a word')}`,
        ],
        env: [
          { name: 'PGPASSWORD', value: plant('PGPASSWORD') },
          { name: 'URL', value: `postgres://app:${plant('an address')}@db.shop.example/x` },
          { name: 'AUTH', value: `app:${plant('a user')}` },
          { name: 'PAIRS', value: JSON.stringify([['password', plant('pairs in JSON')]]) },
          { name: 'LIST', value: JSON.stringify([{ name: 'DB_PASSWORD', value: plant('a value in JSON') }]) },
          { name: 'CMD', value: `sync -p ${plant('a command of a variable')}` },
        ],
        livenessProbe: { exec: { command: ['check', '-p', plant('a probe'), '--password', plant('another probe')] } },
        readinessProbe: { httpGet: { path: `/health?token=${plant('the path of a probe')}`, port: 80 } },
        lifecycle: { preStop: { exec: { command: ['sh', '-c', `curl -u a:${plant('a hook')} http://x`] } } },
      },
    ],
  }
  const deployment = { replicas: 1, template: { metadata: { annotations }, spec: web } }
  const config = {
    'application.yaml': `db:\n  password: ${plant('a settings file')}\n  pairs: [["password","${plant('pairs')}"]]\n`,
    'start.sh': `#!/bin/sh\ntool login -p ${plant('a script')}\nexport PGPASSWORD=${plant('an export')}\nrun\n`,
    users: `admin:${plant('users')}\nroot:${plant('more users')}\n`,
    'userlist.txt': `"app" "${plant('userlist.txt')}"\n`,
    'settings.xml': `<server><password>${plant('markup')}</password></server>`,
  }
  const basket = {
    auth: `app:${plant('auth of an object')}`,
    anything: `admin:${plant('an administrator')}`,
    adminPassword: { value: plant('value of a password') },
    apiKey: { inline: plant('inline'), other: plant('under a key') },
    pairs: [['password', plant('pairs of an object')]],
    parameters: [{ key: 'password', val: plant('val of a key') }],
    args: ['--password', plant('args of an object'), '-p', plant('-p of an object')],
    script: `login -p ${plant('login of an object')}`,
    helm: { parameters: [{ name: 'auth.rootPassword', value: plant('a parameter of Helm') }] },
  }
  const driver = { restuserkey: plant('a key of a driver'), password: plant('a password of a driver') }
  return [
    { apiVersion: 'apps/v1', kind: 'Deployment', ...at('Deployment', 'web'), spec: deployment },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web', namespace: 'shop', uid: 'i', annotations },
      spec: { rules: [{ host: 'shop.example', http: { paths: [{ path: `/?api_key=${plant('a path')}` }] } }] },
    },
    {
      apiVersion: 'v1',
      kind: 'Secret',
      ...at('Secret', 'web'),
      data: { password: base64(plant('a secret')), 'a.yaml': base64(`a: ${plant('a file of a secret')}`) },
    },
    { apiVersion: 'v1', kind: 'ConfigMap', ...at('ConfigMap', 'web'), data: config },
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'fast', uid: 's' },
      provisioner: 'fast.shop.example',
      parameters: driver,
      mountOptions: [`username=a,password=${plant('a mount option')}`],
    },
    { apiVersion: 'shop.example/v1', kind: 'Basket', ...at('Basket', 'web'), spec: basket },
  ]
}

const instance = (type: string, attributes: object, more: object = {}): object => ({
  ...{ mode: 'managed', type, name: 'web', provider: 'provider["registry.shop.example/shop/shop"]' },
  instances: [{ schema_version: 1, attributes, sensitive_attributes: [], ...more }],
})

/** A state with a password in every place where providers and people have put one. */
export function state(plant: Planter): string {
  const attribute = (value: string): object => ({ type: 'get_attr', value })
  const thing = {
    api_key: [{ value: plant('value of a block'), content: plant('content of a block') }],
    token: [{ name: 'a', material: plant('material of a token') }],
    login: `admin:${plant('login of a state')}`,
    pairs: [['password', plant('pairs of a state')]],
    command: ['--requirepass', plant('a command line of a state')],
    setting: [{ name: 'DB_PASSWORD', value: plant('a value of a state') }],
    user_data: `#!/bin/sh\nexport DB_PASS=${plant('user data')}\nsync -p ${plant('-p of user data')}`,
    tags: { password: plant('a tag') },
  }
  const values = `auth: {password: ${plant('values')}}\nargs: ["-p", "${plant('args of values')}"]\nx: admin:${plant('x')}\n`
  const release = {
    ...{ name: 'web', chart: 'web', repository: `https://u:${plant('a repository')}@charts.shop.example/` },
    values: [values],
    set: [{ name: 'auth.rootPassword', value: plant('set') }],
    set_sensitive: [{ name: 'foo', value: plant('set_sensitive') }],
    manifest: plant('a manifest of Helm'),
    metadata: [{ notes: plant('notes of Helm') }],
  }
  const manifest = `apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: shop}\nstringData: {a: ${plant('YAML')}}\n`
  const hidden = { sensitive_attributes: [[attribute('foo')]] }
  return JSON.stringify({
    ...{ version: 4, terraform_version: '1.9.0', serial: 1, lineage: 'shop' },
    outputs: { a: { value: plant('an output'), type: 'string', sensitive: true } },
    resources: [
      instance('shop_thing', thing),
      instance('shop_api_key', { id: plant('the id of a key'), key: plant('a key') }),
      instance('shop_other', { foo: plant('what is marked as sensitive') }, hidden),
      instance('helm_release', release),
      instance('kubectl_manifest', { yaml_body: manifest, yaml_body_parsed: plant('YAML as parsed') }),
      instance('aws_db_instance', {
        ...{ id: 'db', identifier: 'db', engine: 'postgres', instance_class: 'db.t3.micro' },
        ...{ arn: 'arn:aws:rds:eu-west-1:111111111111:db:db', password: plant('the password of a database') },
      }),
      instance('aws_ssm_parameter', { id: '/a', name: '/a', type: 'String', value: plant('a parameter') }),
    ],
  })
}

/** The output of `terraform show -json` of a plan: what is in its variables, outputs and providers is nobody's business. */
export function plan(plant: Planter): string {
  const values = { foo: plant('what is sensitive in a plan'), api_key: [{ value: plant('a block of a plan') }] }
  const resource = { address: 'shop_thing.plan', mode: 'managed', type: 'shop_thing', name: 'plan' }
  return JSON.stringify({
    ...{ format_version: '1.2', terraform_version: '1.9.0' },
    variables: { db_password: { value: plant('a variable of a plan') } },
    planned_values: {
      outputs: { o: { sensitive: true, value: plant('an output of a plan') } },
      root_module: { resources: [{ ...resource, values, sensitive_values: { foo: true } }] },
    },
    resource_changes: [{ address: resource.address, change: { after: { foo: plant('a change of a plan') } } }],
    configuration: {
      provider_config: { shop: { expressions: { token: { constant_value: plant('the provider of a plan') } } } },
    },
  })
}
