import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { configFiles } from '../../../collectors/config-files/collector.ts'
import type { Json } from '../../../src/model/json.ts'
import { collectWith, facts, source, type Collected } from '../../support/fake-collector.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

type Files = Readonly<Record<string, string>>

async function collect(settings: Json, files: Files): Promise<Collected> {
  const baseDirectory = await mkdtemp(join(tmpdir(), 'config-files-'))
  folders.push(baseDirectory)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(baseDirectory, path)), { recursive: true })
    await writeFile(join(baseDirectory, path), text)
  }
  return collectWith([configFiles], {
    facts: { ...facts, baseDirectory },
    sources: [source('files', { settings })],
  })
}

interface Service {
  readonly attributes: Readonly<Record<string, unknown>> & {
    readonly containers: readonly Readonly<Record<string, unknown>>[]
    readonly settings: readonly Readonly<Record<string, unknown>>[]
  }
}

/** The workload of a name. */
function service({ resources }: Collected, name: string): Service['attributes'] & { readonly container: unknown } {
  const found = resources.find((one) => one.kind === 'workload' && one.name === name) as Service | undefined
  if (found === undefined) throw new Error(`no ${name}`)
  return { ...found.attributes, container: found.attributes.containers[0] }
}

function keysOf({ resources }: Collected, kind: string): readonly string[] {
  return resources
    .filter((one) => one.kind === kind)
    .flatMap((one) => (one.attributes as { readonly settings: readonly { readonly key: string }[] }).settings)
    .map(({ key }) => key)
}

const one = (lines: string): Files => ({ 'compose.yaml': `services:\n  web:\n    image: web:1\n${lines}` })
const whole = async (lines: string): Promise<ReturnType<typeof service>> =>
  service(await collect({ compose: 'compose.yaml' }, one(lines)), 'web')

describe('a service of Compose', () => {
  it('is a workload with the words that a cluster has for the same', async () => {
    const found = await collect(
      { compose: 'compose.yaml' },
      {
        'compose.yaml': `name: shop
services:
  web:
    image: registry.shop.example/shop/web:1.4@sha256:${'a'.repeat(64)}
    entrypoint: ["bundle", "exec"]
    command: puma --threads 5 'config/my puma.rb'
    environment: { RAILS_ENV: production, API_TOKEN: hunter2hunter2 }
    ports: ["443:8443", "127.0.0.1:53:53/udp", { target: 9000, published: "9001" }, "7000"]
    expose: [3000]
    healthcheck: { test: ["CMD-SHELL", "curl -f http://localhost/up"], interval: 1m30s, retries: 5 }
    deploy:
      replicas: 3
      resources: { limits: { cpus: "0.5", memory: 512M, pids: 100 }, reservations: { cpus: "0.25", memory: 256m } }
      placement: { constraints: [node.role==worker], max_replicas_per_node: 1 }
      update_config: { order: start-first, failure_action: rollback }
    restart: on-failure:5
    stop_grace_period: 1m
    user: "1000:1000"
    read_only: true
    cap_add: [NET_ADMIN]
    cap_drop: [ALL]
    security_opt: [no-new-privileges:true]
    volumes:
      - data:/var/lib/data
      - ./conf:/etc/app:ro
      - /var/run/docker.sock:/var/run/docker.sock
      - { type: tmpfs, target: /cache }
    secrets: [master, { source: db, target: /etc/db }]
    configs: [{ source: nginx, target: /etc/nginx.conf }]
    network_mode: host
    platform: linux/arm64
    pull_policy: always
    logging: { driver: fluentd, options: { tag: web } }
    labels: [team=orders]
volumes: { data: { driver: local } }
`,
      },
    )
    expect(service(found, 'web')).toMatchObject({
      type: 'Service',
      replicas: 3,
      restart: 'on-failure, at most 5 times',
      gracePeriod: 60,
      rollout: ['order start-first', 'failure_action rollback'],
      rollback: true,
      hostAccess: ['hostNetwork', 'hostPath /var/run/docker.sock'],
      placement: ['node.role == worker'],
      spread: ['at most 1 on a node'],
      architecture: 'ARM64',
      published: ['127.0.0.1:53:53/udp', '443:8443/tcp', '9001:9000/tcp'],
      mounts: [
        { key: 'web/var/lib/data', from: 'claim/data' },
        { key: 'web/etc/app', from: 'host/conf', readOnly: true },
        { key: 'web/var/run/docker.sock', from: 'host//var/run/docker.sock' },
        { key: 'web/cache', from: 'empty' },
        { key: 'web/etc/nginx.conf', from: 'config-map/nginx', readOnly: true },
        { key: 'web/run/secrets/master', from: 'secret/master', readOnly: true },
        { key: 'web/etc/db', from: 'secret/db', readOnly: true },
      ],
      container: {
        name: 'web',
        image: 'registry.shop.example/shop/web',
        tag: '1.4',
        digest: `sha256:${'a'.repeat(64)}`,
        command: 'bundle exec puma config/my puma.rb',
        cpuLimit: 500,
        cpuRequest: 250,
        memoryLimit: 512,
        memoryRequest: 256,
        livenessProbe: true,
        liveness: 'runs curl -f http://localhost/up, every 90 s, fails at 5',
        user: '1000:1000',
        readOnly: true,
        security: ['add NET_ADMIN', 'drop ALL', 'no privilege escalation'],
        devices: ['limit pids=100'],
        ports: ['3000/tcp', '53/udp', '7000/tcp', '8443/tcp', '9000/tcp'],
        pullPolicy: 'Always',
        logDriver: 'fluentd',
        line: 4,
      },
      settings: [
        { key: 'web/RAILS_ENV', value: 'production', line: 7 },
        { key: 'web/API_TOKEN', line: 7 },
        { key: 'web/--threads', value: '5' },
      ],
    })
    expect(JSON.stringify(found)).not.toContain('hunter2')
    expect(found.resources.find(({ kind }) => kind === 'workload')).toMatchObject({
      id: 'compose.yaml/web',
      address: 'shop/web',
      tags: { team: 'orders' },
    })
    // What a workload says is not said again.
    expect(keysOf(found, 'setting-group')).toEqual([
      'services.web.logging.options.tag',
      'services.web.labels.team',
      'volumes.data.driver',
    ])
  })

  it.each([
    ['    restart: "no"\n', { restart: 'no' }],
    ['', { restart: 'no', gracePeriod: 10 }],
    [
      '    deploy: { restart_policy: { condition: on-failure, max_attempts: 3 } }\n    restart: always\n',
      { restart: 'on-failure, at most 3 times' },
    ],
    ['    deploy: { mode: global }\n', { type: 'DaemonService' }],
    ['    deploy: { mode: replicated-job }\n', { type: 'Job' }],
    ['    scale: 4\n', { replicas: 4 }],
    [
      '    healthcheck: { disable: true, test: [CMD, "true"] }\n',
      { container: expect.objectContaining({ livenessProbe: false }) as unknown },
    ],
    [
      '    mem_limit: 1g\n    cpus: 2\n',
      { container: expect.objectContaining({ memoryLimit: 1024, cpuLimit: 2000 }) as unknown },
    ],
    [
      '    deploy: { resources: { reservations: { devices: [{ driver: nvidia, count: 1, capabilities: [gpu] }] } } }\n',
      { container: expect.objectContaining({ devices: ['request nvidia.gpu=1'] }) as unknown },
    ],
  ])('reads %j', async (lines, expected) => {
    expect(await whole(lines)).toMatchObject(expected)
  })

  it('is what several files make together, the later over the earlier', async () => {
    const found = await collect(
      { compose: ['compose.yaml', 'deploy/compose.production.yaml'] },
      {
        'compose.yaml': `x-base: &base
  restart: always
  environment: &env { LOG_LEVEL: debug, SHARED: "1" }
services:
  web:
    <<: *base
    image: web:1
    command: [puma]
    ports: ["80:80", "8080:8080"]
    volumes: ["data:/data", "./conf:/etc/app"]
    environment: { <<: *env, OWN: "2" }
    cap_add: [NET_ADMIN]
    dns: [10.0.0.1]
    logging: { driver: json-file, options: { max-size: 10m } }
    labels: [a=1]
  old: { image: "old:1" }
`,
        'deploy/compose.production.yaml': `services:
  web:
    image: web:2
    command: [puma, -w, "4"]
    ports: ["80:80", "443:443"]
    volumes: ["prod-data:/data"]
    environment: [LOG_LEVEL=info, "OWN=3"]
    cap_add: !reset []
    dns: [10.0.0.2]
    logging: { driver: fluentd }
    labels: { b: "2" }
  old: !reset null
`,
      },
    )
    const web = service(found, 'web')
    expect(web).toMatchObject({
      restart: 'always',
      published: ['443:443/tcp', '8080:8080/tcp', '80:80/tcp'],
      mounts: [
        { key: 'web/data', from: 'claim/prod-data' },
        { key: 'web/etc/app', from: 'host/conf' },
      ],
      container: { tag: '2', command: 'puma', logDriver: 'fluentd' },
    })
    expect(web.container).not.toHaveProperty('security')
    expect(web.settings).toMatchObject([
      { key: 'web/LOG_LEVEL', value: 'info', line: 7, file: 'deploy/compose.production.yaml' },
      { key: 'web/SHARED', value: '1', line: 3 },
      { key: 'web/OWN', value: '3', line: 7 },
      { key: 'web/-w', value: '4' },
    ])
    expect(found.resources.filter(({ kind }) => kind === 'workload')).toHaveLength(1)
    const rest = found.resources.find(({ kind }) => kind === 'setting-group')
    expect(rest).toMatchObject({ name: 'compose.yaml', id: 'compose.yaml + deploy/compose.production.yaml' })
    expect(keysOf(found, 'setting-group')).toEqual([
      'services.web.dns',
      'services.web.labels.a',
      'services.web.labels.b',
    ])
  })

  it('extends others, includes files, and takes its environment from files, each relative to its own', async () => {
    const found = await collect(
      { compose: 'app/compose.yaml', settings: ['app', 'lone.env'] },
      {
        'lone.env': 'A=1',
        'app/compose.yaml': `include: [../infra/compose.yaml]
services:
  web:
    extends: { file: ../common/base.yaml, service: base }
    image: web:1
    env_file: [web.env, { path: missing.env, required: false }]
    environment: { OWN: "yes" }
  worker: { extends: web, command: work }
`,
        'common/base.yaml':
          'services:\n  base: { user: "1000", env_file: base.env, environment: { OWN: "no", BASE: "1" } }\n',
        'common/base.env': 'BASE=0\nFROM_BASE=1\n',
        'app/web.env': "FROM_FILE=${DOMAIN}/x\nLITERAL='${DOMAIN}'\nOWN=file\n",
        'app/.env': 'DOMAIN=shop.example\n',
        'infra/compose.yaml': 'services:\n  db: { image: "postgres:16", env_file: db.env }\n',
        'infra/db.env': 'POSTGRES_DB=shop\n',
      },
    )
    const values = (name: string): unknown =>
      Object.fromEntries(service(found, name).settings.map(({ key, value }) => [key, value]))
    expect(service(found, 'web').container).toMatchObject({ user: '1000', tag: '1' })
    expect(values('web')).toEqual({
      'web/BASE': '1',
      'web/FROM_BASE': '1',
      'web/FROM_FILE': 'shop.example/x',
      'web/LITERAL': '${DOMAIN}',
      'web/OWN': 'yes',
    })
    expect(service(found, 'worker').container).toMatchObject({ command: 'work', user: '1000', tag: '1' })
    expect(values('db')).toEqual({ 'db/POSTGRES_DB': 'shop' })
    // The files that went into it are not read again on their own.
    const scopes = [...new Set(found.coverage.map(({ origin }) => origin.scope))]
    expect(scopes.sort()).toEqual(['app/.env', 'app/compose.yaml', 'lone.env'])
  })

  it('fills in variables of the files, and says what has no value', async () => {
    const found = await collect(
      { compose: 'compose.yaml', variables: ['a.env', 'b.env'] },
      {
        'a.env': 'TAG=1\nDB_PASSWORD=hunter2hunter2\n',
        'b.env': 'TAG=2\nEMPTY=\n',
        'compose.yaml': `services:
  web:
    image: \${REGISTRY-docker.io}/web:\${TAG:?which}
    command: start --pass \${DB_PASSWORD} \${EMPTY:-\${TAG}}
    environment:
      URL: postgres://app:\${DB_PASSWORD}@db/shop
      SAID: "as \${DB_PASSWORD} is"
      PRICE: $$5
      ALT: \${TAG:+set}
      OUTSIDE: \${SECRET_KEY}
      BARE:
      EMPTY_TEXT: ""
  job:
    image: job:\${JOB_TAG}
    mem_limit: \${MEMORY}
    scale: \${COUNT}
    ports: ["\${PORT}:80"]
    env_file: gone.env
`,
      },
    )
    const web = service(found, 'web')
    expect(web.container).toMatchObject({ image: 'docker.io/web', tag: '2', command: 'start 2' })
    expect(web.settings).toMatchObject([
      { key: 'web/URL', value: 'postgres://***@db/shop' },
      { key: 'web/SAID', value: 'as *** is' },
      { key: 'web/PRICE', value: '$5' },
      { key: 'web/ALT', value: 'set' },
      { key: 'web/OUTSIDE', from: 'variable/SECRET_KEY' },
      { key: 'web/BARE', from: 'variable/BARE' },
      { key: 'web/EMPTY_TEXT', value: '', shape: 'empty' },
      { key: 'web/--pass' },
    ])
    expect(JSON.stringify(found)).not.toContain('hunter2')
    const row = found.coverage.find(({ kind }) => kind === 'workload')
    expect(row?.status).toBe('partial')
    expect(row?.unknownOf).toEqual({
      'compose.yaml/job': [
        '/containers/job/digest',
        '/containers/job/memoryLimit',
        '/containers/job/ports',
        '/containers/job/tag',
        '/published',
        '/replicas',
        '/settings',
      ],
    })
    expect(row?.reason).toContain(
      'compose.yaml:14:12 speaks of things that no file of its source holds (JOB_TAG has no value here).',
    )
    expect(row?.reason).toContain('(the file of variables gone.env is not there)')
    expect(service(found, 'job').container).toMatchObject({ image: 'docker.io/library/job' })
  })

  it('is started by its profile', async () => {
    const files = {
      'compose.yaml':
        'services:\n  web: { image: "web:1" }\n  debug: { image: "debug:1", profiles: [debug] }\n  ops: { image: "ops:1", profiles: [ops, debug] }\n',
    }
    const names = async (settings: Json, more: Files = {}): Promise<readonly string[]> =>
      (await collect(settings, { ...files, ...more })).resources
        .filter(({ kind }) => kind === 'workload')
        .map(({ name }) => name ?? '')
        .sort()
    expect(await names({ compose: 'compose.yaml' })).toEqual(['web'])
    expect(await names({ compose: 'compose.yaml', profiles: ['ops'] })).toEqual(['ops', 'web'])
    expect(await names({ compose: 'compose.yaml', profiles: ['*'] })).toEqual(['debug', 'ops', 'web'])
    expect(await names({ compose: '.' }, { '.env': 'COMPOSE_PROFILES=debug' })).toEqual(['debug', 'ops', 'web'])
    expect(await names({ compose: '.' }, { 'compose.override.yaml': 'services: { more: { image: "m:1" } }' })).toEqual([
      'more',
      'web',
    ])
  })

  it('is found among settings files by what is in them; an overlay alone stays settings', async () => {
    const found = await collect(
      { settings: '*.y*ml' },
      {
        'docker-compose.yml': 'services: { web: { image: "web:1", environment: [A=1] } }\n',
        'docker-compose.override.yml': 'services: { web: { environment: [A=2] } }\n',
        'overlay.yaml': 'services: { web: { environment: [A=3] } }\n',
        'values.yaml': 'services: { web: { image: "web:1", port: 80 } }\n',
      },
    )
    expect(service(found, 'web').settings).toMatchObject([{ key: 'web/A', value: '2' }])
    expect([...keysOf(found, 'setting-group')].sort()).toEqual([
      'services.web.environment.A',
      'services.web.image',
      'services.web.port',
    ])
    // A file without services does not say that there are none.
    const rows = found.coverage.filter(({ kind }) => kind === 'workload').map(({ origin }) => origin.scope)
    expect(rows).toEqual(['docker-compose.yml + docker-compose.override.yml'])
  })

  it.each([
    ['services: { a: { extends: b, image: "x" }, b: { extends: a, image: "y" } }', 'extends itself'],
    ['services: { a: { extends: gone, image: "x" } }', 'extends a service that is not there'],
    [
      'services: { a: { extends: { file: gone.yaml, service: b }, image: "x" } }',
      'extends a service of a file that is not there',
    ],
    ['include: [gone.yaml]\nservices: { a: { image: "x" } }', 'includes a file that is not there'],
    [
      'include: ["https://git.shop.example/x.git"]\nservices: { a: { image: "x" } }',
      'includes a project from elsewhere',
    ],
    ['include: [compose.yaml]\nservices: { a: { image: "x" } }', 'includes more than 10 files within each other'],
    ['services: { a: { command: x } }', 'the service a has neither an image nor a build'],
    ['services: { a: { image: "x", mem_limit: much } }', 'not a size'],
    ['services: { a: { image: "x", image: "y" } }', 'a key that stands twice'],
    ['volumes: {}', 'neither a Compose file with services nor one of Kamal'],
    ['services:\n\ta: 1', 'a tab used as indentation'],
    ['services: { a: { image: "x"', 'wrong indentation'],
  ])('says with its place what is wrong: %j', async (text, detail) => {
    const { coverage } = await collect({ compose: 'compose.yaml' }, { 'compose.yaml': text })
    const row = coverage.find(({ kind }) => kind === 'workload')
    expect(row?.status).toBe('partial')
    expect(row?.reason).toContain(detail)
    expect(row?.reason).toMatch(/compose\.yaml(?::\d+:\d+)? /)
  })

  it('does not multiply with its aliases', async () => {
    const levels = Array.from({ length: 30 }, (_, i) => `  l${i + 1}: &l${i + 1} [*l${i}, *l${i}]\n`).join('')
    const text = `x-bomb:\n  l0: &l0 [a, a]\n${levels}services: { web: { image: "web:1" } }\n`
    const found = await collect({ compose: ['compose.yaml', 'over.yaml'] }, { 'compose.yaml': text, 'over.yaml': text })
    expect(service(found, 'web').container).toMatchObject({ tag: '1' })
  })
})

describe('a Kamal file', () => {
  const files = {
    'config/deploy.yml': `service: shop
image: shop/web
servers:
  web: [10.0.0.1, 10.0.0.2]
  job: { hosts: [10.0.0.3], cmd: bin/jobs --threads 5, options: { memory: 2g, cpus: 1.5, ulimit: nofile=1024 }, env: { clear: { DB_HOST: replica } } }
registry: { server: registry.shop.example, username: deployer, password: [KAMAL_REGISTRY_PASSWORD] }
proxy: { ssl: true, host: shop.example, app_port: 3000, healthcheck: { path: /health, interval: 3 } }
env: { clear: { DB_HOST: db }, secret: [RAILS_MASTER_KEY, "DB_PASSWORD:MAIN_DB_PASSWORD"] }
volumes: ["storage:/rails/storage"]
boot: { limit: 25% }
accessories:
  db: { image: "postgres:16", host: 10.0.0.4, port: "127.0.0.1:5432:5432", env: { secret: [POSTGRES_PASSWORD] }, directories: ["data:/var/lib/postgresql/data"] }
`,
    'config/deploy.staging.yml':
      'servers:\n  web: [10.1.0.1]\nproxy: { host: staging.shop.example }\nenv: { clear: { EXTRA: "1" } }\n',
  }

  it('has a workload for each role and accessory, as its destination has it', async () => {
    const found = await collect({ kamal: 'config/deploy.yml', destination: 'staging' }, files)
    expect(service(found, 'shop-web')).toMatchObject({
      replicas: 1,
      rollout: ['limit 25%'],
      mounts: [{ key: 'web/rails/storage', from: 'claim/storage' }],
      container: {
        name: 'web',
        image: 'registry.shop.example/shop/web',
        readinessProbe: true,
        readiness: 'GET /health on 3000, every 3 s',
        ports: ['3000/tcp'],
      },
      settings: [
        { key: 'web/DB_HOST', value: 'db', line: 8 },
        { key: 'web/EXTRA', value: '1', line: 4, file: 'config/deploy.staging.yml' },
        { key: 'web/RAILS_MASTER_KEY', from: 'secret/RAILS_MASTER_KEY' },
        { key: 'web/DB_PASSWORD', from: 'secret/MAIN_DB_PASSWORD' },
      ],
    })
    expect(service(found, 'shop-web').container).not.toHaveProperty('tag')
    expect(service(found, 'shop-job')).toMatchObject({
      replicas: 1,
      container: { command: 'bin/jobs', memoryLimit: 2048, cpuLimit: 1500, readinessProbe: false },
      settings: [
        { key: 'job/DB_HOST', value: 'replica' },
        { key: 'job/EXTRA' },
        { key: 'job/RAILS_MASTER_KEY' },
        { key: 'job/DB_PASSWORD' },
        { key: 'job/--threads', value: '5' },
        { key: 'job/--ulimit', value: 'nofile=1024' },
      ],
    })
    expect(service(found, 'shop-db')).toMatchObject({
      published: ['127.0.0.1:5432:5432/tcp'],
      container: { image: 'docker.io/library/postgres', tag: '16' },
    })
    expect(keysOf(found, 'setting-group')).toEqual([
      'registry.server',
      'registry.username',
      'registry.password',
      'proxy.ssl',
      'proxy.host',
    ])
    // The name of a secret is no secret.
    expect(JSON.stringify(found.resources)).toContain('"value":"${KAMAL_REGISTRY_PASSWORD}","shape":"template"')
  })

  it('says which part comes out of a template, and which file is not there', async () => {
    const erb = await collect(
      { kamal: 'deploy.yml' },
      { 'deploy.yml': 'service: shop\nimage: shop/web\nservers: { web: ["<%= ENV.fetch(\'HOST\') %>"] }\n' },
    )
    expect(erb.coverage.find(({ kind }) => kind === 'workload')).toMatchObject({
      status: 'partial',
      unknownOf: { 'deploy.yml/shop-web': ['/replicas'] },
      reason: expect.stringContaining('its hosts come out of a template') as string,
    })
    const gone = await collect({ kamal: 'config/deploy.yml', destination: 'gone' }, files)
    expect(gone.coverage.map(({ reason }) => reason)).toEqual([
      'Nothing matches config/deploy.gone.yml.',
      'Nothing matches config/deploy.gone.yml.',
    ])
  })
})
