import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkCommandLine, root, sourceMentions } from './support.ts'

interface ComposeService {
  readonly image?: string
  readonly build?: string
  readonly command?: readonly string[]
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly env_file?: readonly { readonly path: string; readonly required: boolean }[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck?: { readonly test: readonly string[]; readonly start_period?: string }
  readonly restart?: string
  readonly networks?: readonly string[]
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
}

interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>
  readonly volumes: Readonly<Record<string, null>>
}

const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8')

describe('docker-compose.yml', () => {
  let compose: Compose
  const service = (name: string): ComposeService => {
    const found = compose.services[name]
    if (found === undefined) throw new Error(`no service ${name}`)
    return found
  }

  beforeAll(() => {
    compose = parse(text, { merge: true }) as Compose
  })

  it('runs a server and workers on PostgreSQL and Redis, in this order of health', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['app', 'postgres', 'redis', 'worker'])
    for (const name of ['app', 'worker'])
      expect(service(name).depends_on).toMatchObject({
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      })
    for (const [name, { restart, healthcheck }] of Object.entries(compose.services)) {
      expect([name, restart]).toEqual([name, 'unless-stopped'])
      // The server's own stands in the Dockerfile.
      if (name === 'app') continue
      expect(healthcheck?.test.length, name).toBeGreaterThan(1)
      expect(
        healthcheck?.test.every((word) => typeof word === 'string'),
        name,
      ).toBe(true)
    }
  })

  it.each(['app', 'worker'])('gives %s a command that the program has, and variables that it reads', async (name) => {
    const { command = [], environment = {} } = service(name)
    await checkCommandLine(command)
    for (const variable of Object.keys(environment)) expect(sourceMentions(variable), variable).toBe(true)
    expect(environment.DATABASE_URL).toMatch(
      /^postgres:\/\/evenkeel:\$\{POSTGRES_PASSWORD:.*\}@postgres:5432\/evenkeel$/,
    )
    expect(environment.REDIS_URL).toMatch(/^redis:\/\/:\$\{REDIS_PASSWORD:.*\}@redis:6379\/0$/)
    expect(command.join(' ')).toContain('--config /config/evenkeel.yaml')
    expect(service(name).volumes).toContain('${EVENKEEL_CONFIG:-./examples/shop}:/config:ro')
  })

  it('asks for the health of a worker where the worker answers', () => {
    const { command = [], healthcheck } = service('worker')
    const address = command[command.indexOf('--health') + 1]
    const [, asked, path] = /fetch\('http:\/\/([^/]+)(\/\w+)'\)/.exec(healthcheck?.test.join(' ') ?? '') ?? []
    expect([asked, path]).toEqual([address, '/readyz'])
    expect(sourceMentions(`'${path}'`)).toBe(true)
  })

  it('starts on an example that is there', () => {
    expect(existsSync(join(root, 'examples/shop/evenkeel.yaml'))).toBe(true)
  })

  it('has no password of its own: each is demanded', () => {
    const variables = [...text.matchAll(/\$\{([A-Z_]+)([^}]*)\}/g)]
    const secret = variables.filter(([, name = '']) => /PASSWORD|KEY|TOKEN|SECRET/.test(name))
    expect(new Set(secret.map(([, name]) => name))).toEqual(
      new Set(['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'EVENKEEL_FINGERPRINT_KEY']),
    )
    for (const [whole, , how = ''] of secret) expect([whole, how.startsWith(':?')]).toEqual([whole, true])
  })

  it('opens nothing but a port on the loopback', () => {
    const ports = Object.entries(compose.services).flatMap(([name, { ports: open = [] }]) =>
      open.map((port) => `${name} ${port}`),
    )
    expect(ports).toEqual(['app 127.0.0.1:${EVENKEEL_PORT:-7423}:7423'])
    for (const name of ['postgres', 'redis']) expect(service(name).networks).toEqual(['back'])
    expect(compose.networks.back).toEqual({ internal: true })
  })

  it('gives the program as little as it needs', () => {
    for (const name of ['app', 'worker']) expect(service(name)).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
    expect(service('app').build).toBe('.')
    expect(service('worker').image).toBe(service('app').image)
  })

  it('declares every volume and network that it uses', () => {
    for (const { volumes = [], networks = [] } of Object.values(compose.services)) {
      const named = volumes.map((volume) => volume.split(':')[0] ?? '').filter((name) => /^[a-z][a-z-]*$/.test(name))
      for (const name of named) expect(Object.keys(compose.volumes)).toContain(name)
      for (const name of networks) expect(Object.keys(compose.networks)).toContain(name)
    }
  })
})
