import { describe, expect, it } from 'vitest'
import { createVeil } from '../../src/collect/veil.ts'
import type { CollectedResource } from '../../src/model/resource.ts'
import { createFingerprinter } from '../../src/platform/fingerprint.ts'
import { growth, linear } from '../support/linear-time.ts'

const canary = 'canaryQ7w'
const veil = createVeil(createFingerprinter('key of the tests'))

describe('what nobody may see', () => {
  it.each([
    `see postgres://app:${canary}PW@db.shop.example/orders`,
    `https://ci:${canary}@git.shop.example`,
    `/healthz?probe=1&token=${canary}`,
    `jdbc:postgresql://db.shop.example/x?user=app&password=${canary}`,
    `Password: ${canary}`,
    `the pwd=${canary} of the root user`,
    `deploys with ghp_${canary}AAAAAAAAAAAAAAAA`,
    `header is Authorization: Bearer ${canary}AAAAAAAA1`,
    `xoxb-1234-${canary}abcdefgh`,
    `maps with AIza${canary}abcdefghijkl`,
    `AIza${canary}abcdefghijkl`,
    `sk_live_${canary}abcdefghijkl`,
    `eyJhbGciOiJIUzI1NiJ9.${canary}abcdefghijkl.x`,
    `-----BEGIN RSA PRIVATE KEY-----\n${canary}\n-----END RSA PRIVATE KEY-----\n`,
    `-----BEGIN PRIVATE KEY----- ${canary}`,
    `runs redis-cli -h cache -a ${canary} ping`,
    `sh -c mysqladmin ping -uroot -p${canary}`,
    `curl -s -u admin:${canary} http://localhost/health`,
    `PGPASSWORD=${canary} psql -c 'select 1'`,
    `--verbose,--db-password,${canary},--port,80`,
    `serve --api-token=${canary}`,
    `sshpass -p ${canary} ssh app@db`,
    `sh -c docker login -u ci -p ${canary} registry.shop.example`,
    `sync-tool --all -p '${canary}'`,
    `--verbose,-p,${canary},--all`,
    `redis-server --requirepass ${canary}`,
  ])('is taken out of %j', (text) => {
    const shown = veil.text(text)
    expect(shown).not.toContain(canary)
    expect(shown).toMatch(/\(secret [0-9a-f]{8}\)/)
    expect(veil.text(text)).toBe(shown)
    expect(veil.text(shown)).toBe(shown)
  })

  it.each([
    'npm-registry-cache-production',
    'Basic monitoring of the whole fleet',
    'Token rotation runs weekly',
    'The password policy of the directory',
    'https://shop.example:8443/@scope/package?page=2',
    'ssh://git@git.shop.example/shop.git',
    'postgres://***@db.shop.example/orders',
    '/healthz?verbose=true&deep=1',
    'password=${DB_PASSWORD}',
    'redis-cli -a $REDIS_PASSWORD ping',
    'psql -U app -p 5432',
    'serve -p 8080',
    'sh -c mkdir -p data && cp -p a b',
    'docker compose -p shop up',
    'serve --token-file /run/token --password-stdin --port 80',
    'serve --token *** --secret=***',
    'mysqladmin ping -uroot -p$MYSQL_PASSWORD',
    'sk-bratislava-web-production',
    'arn:aws:secretsmanager:eu-west-1:111111111111:secret:shop/token-AbCdEf',
    'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'ops@shop.example',
    'redis:7@sha256:9f86d081884c7d659a2feaa0c55ad015',
  ])('is not in %j', (text) => expect(veil.text(text)).toBe(text))

  it('is taken out of every part of a resource, and what refers to it still does', () => {
    const secret = `x ghp_${canary}AAAAAAAAAAAAAAAA`
    const given = {
      ...{ kind: 'firewall', id: secret, name: secret, address: secret, identifiers: [secret] },
      tags: { [secret]: secret, Note: `pwd: ${canary}` },
      attributes: { description: secret, list: [{ [secret]: [secret] }], network: secret, count: 3 },
    } as unknown as CollectedResource
    const made = veil.resource(given)
    expect(JSON.stringify(made)).not.toContain(canary)
    expect((made.attributes as Record<string, unknown>)['network']).toBe(made.id)
    expect(made.identifiers).toEqual([made.id])
  })

  it('costs nothing where there is none: the attributes are the same object', () => {
    const attributes = { description: 'web', rules: [{ cidr: '10.0.0.0/8' }] }
    const made = veil.resource({ kind: 'firewall', id: 'sg-1', attributes })
    expect(made.attributes).toBe(attributes)
  })
})

describe('a text that wants to be slow', () => {
  it.each([
    'a://',
    '?a=',
    'pwd=',
    '-----BEGIN PRIVATE KEY-----',
    'Bearer ',
    'ghp_a',
    'https://a:',
    '@',
    '&token=',
    '_-',
    'eyJaaaaaaaa.',
    'redis-cli -a',
    'mysql ',
    'curl -u ',
    'password',
  ])('of %j takes time that grows with its length', (piece) => {
    const work = (length: number): unknown =>
      createVeil(createFingerprinter('k')).text(piece.repeat(length / piece.length))
    expect(growth(work, 60_000)).toBeLessThan(linear)
  })
})
