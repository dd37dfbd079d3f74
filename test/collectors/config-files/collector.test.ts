import { chmod, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { configFiles } from '../../../collectors/config-files/collector.ts'
import type { Collector, Diagnosis } from '../../../src/collect/contract.ts'
import { createFingerprinter } from '../../../src/platform/fingerprint.ts'
import { breathe } from '../../../src/platform/race.ts'
import { canary, collectorContract, type Setup } from '../../contracts/collector-contract.ts'
import { collectWith, facts, source, type Collected } from '../../support/fake-collector.ts'

const collector = configFiles as unknown as Collector
const folders: string[] = []

async function folderOf(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'config-files-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function collect(
  settings: string | string[],
  files: Readonly<Record<string, string | Buffer>>,
): Promise<Collected> {
  const baseDirectory = await folderOf(files)
  return collectWith([collector], {
    facts: { ...facts, baseDirectory },
    sources: [source('files', { settings: { settings } })],
  })
}

const world = async (files: Readonly<Record<string, string>> = {}): Promise<Setup & { readonly folder: string }> => {
  const folder = await folderOf({
    'orders.env': `HOST=db\nDB_PASSWORD=${canary}\nSETTING="${canary}"\nDATABASE_URL=postgres://app:${canary}@db/orders\n`,
    'orders.yaml': `stripe:\n  key: ${canary}\nurl: https://${canary}@shop.example/\nlist: [a, ${canary}]\n`,
    'compose.yaml': `services:\n  web:\n    image: web:1\n    command: run --token ${canary}\n    environment: { DB_PASSWORD: ${canary} }\n    labels: { token: ${canary} }\n`,
    'orders.json': `{"token": "${canary}", "mail": {"from": "orders@shop.example"}}`,
    ...files,
  })
  return { folder, settings: { settings: ['*'] }, environment: { baseDirectory: folder } }
}

const local = 'a local file answers at once, and there is no service in between'
const isRoot = process.getuid?.() === 0

collectorContract('config-files', {
  collector,
  good: () => world(),
  faults: {
    denied: isRoot
      ? { impossible: 'no file is denied to root, who runs these tests' }
      : async () => {
          const made = await world({ 'closed.env': 'A=1' })
          await chmod(join(made.folder, 'closed.env'), 0)
          return { ...made, scope: 'closed.env', affects: { 'setting-group': 'denied' as const } }
        },
    throttled: { impossible: local },
    timedOut: { impossible: local },
    malformed: async () => ({
      ...(await world({ 'broken.json': `{"token": "${canary}` })),
      scope: 'broken.json',
      affects: { 'setting-group': 'partial' as const },
    }),
    emptyPageWithToken: { impossible: 'a file has no pages' },
    cancelled: { impossible: local },
  },
})

describe('config-files', () => {
  it('makes a setting group of each file, with its path, format and lines', async () => {
    const { resources, coverage } = await collect(['deploy/staging.env', 'config/*.yaml'], {
      'deploy/staging.env': '# orders\nHOST=db.staging.shop.example\nAPI_TOKEN=hunter2\n',
      'config/orders.yaml': 'pool:\n  size: 5\n',
    })
    expect(coverage).toMatchObject([
      { kind: 'setting-group', status: 'complete', role: '', required: true, origin: { mode: 'declared' } },
      { kind: 'setting-group', status: 'complete' },
    ])
    const [yaml, env] = [...resources].sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(yaml).toMatchObject({
      id: 'config/orders.yaml',
      name: 'config/orders.yaml',
      attributes: { format: 'yaml', settings: [{ key: 'pool.size', value: '5', shape: 'integer', line: 2 }] },
    })
    expect(env).toMatchObject({
      id: 'deploy/staging.env',
      attributes: {
        format: 'dotenv',
        settings: [
          { key: 'HOST', value: 'db.staging.shop.example', shape: 'host', line: 2 },
          { key: 'API_TOKEN', shape: 'word', line: 3 },
        ],
      },
    })
    expect(JSON.stringify(resources)).not.toContain('hunter2')
  })

  it('takes a folder, dot files among them', async () => {
    const { resources } = await collect('config', {
      'config/.env': 'A=1',
      'config/.env.local': 'A=1',
      'config/deep/a.yml': 'a: 1',
      'config/notes.txt': 'none',
    })
    expect(resources.map(({ id }) => id).sort()).toEqual(['config/.env', 'config/.env.local', 'config/deep/a.yml'])
  })

  it('says with its name that a file is not there, and reads the others', async () => {
    const { resources, coverage } = await collect(['a.env', 'missing.env', 'none/*.env'], { 'a.env': 'A=1' })
    expect(resources).toHaveLength(1)
    const reasons = coverage.map(({ origin, status, reason }) => [origin.scope, status, reason])
    expect(reasons).toContainEqual(['a.env', 'complete', undefined])
    expect(reasons).toContainEqual(['missing.env', 'partial', 'Nothing matches missing.env.'])
    expect(reasons).toContainEqual(['none/*.env', 'partial', 'Nothing matches none/*.env.'])
  })

  it('keeps what it understands of a broken file; the rest is unknown, never missing', async () => {
    const { resources, coverage } = await collect('a.env', { 'a.env': 'A=1\nB: hunter2\nC=2\nC=3\n' })
    expect(resources[0]?.attributes).toMatchObject({ settings: [{ key: 'A' }, { key: 'C' }] })
    expect(coverage).toMatchObject([
      {
        status: 'partial',
        reason: 'a.env:2:1 cannot be understood (neither KEY=value nor a comment; 1 more in this file).',
        unknownFields: ['/settings/B', '/settings/C'],
      },
    ])
  })

  it('yields nothing of a file that it does not understand at all', async () => {
    const { resources, coverage } = await collect('a.json', { 'a.json': '{"a": hunter2}' })
    expect(resources).toEqual([])
    expect(coverage[0]?.reason).toBe('a.json:1:7 cannot be understood (no JSON value).')
  })

  it('reads an empty file as a group without settings', async () => {
    const { resources, coverage } = await collect('a.env', { 'a.env': '# later\n' })
    expect(resources[0]?.attributes).toEqual({ format: 'dotenv', settings: [] })
    expect(coverage[0]?.status).toBe('complete')
  })

  it('takes a byte order mark off and refuses what is no text', async () => {
    const { resources, coverage } = await collect('*.env', {
      'a.env': '\uFEFFA=1\r\nB=2\r\n',
      'b.env': Buffer.from([0x41, 0x3d, 0xff, 0xfe]),
    })
    expect(resources[0]?.attributes).toMatchObject({
      settings: [
        { key: 'A', value: '1' },
        { key: 'B', value: '2' },
      ],
    })
    expect(coverage.find(({ origin }) => origin.scope === 'b.env')?.reason).toMatch(/not UTF-8/)
  })

  it('reads UTF-16 by its byte order mark', async () => {
    const text = '\uFEFFHOST=db\r\nNAME=caf\u00e9\r\n'
    const little = Buffer.from(text, 'utf16le')
    const { resources } = await collect('*.env', { 'a.env': little, 'b.env': Buffer.from(little).swap16() })
    expect(resources.map(({ attributes }) => attributes)).toMatchObject(
      [1, 2].map(() => ({
        settings: [
          { value: 'db', line: 1 },
          { value: 'caf\u00e9', line: 2 },
        ],
      })),
    )
  })

  it.each([
    ['utf-16 without a mark', Buffer.from('A=1\n', 'utf16le'), 'it is not UTF-8 text'],
    [
      'git-crypt',
      Buffer.from('\0GITCRYPT\0\x8f\x90hunter2', 'latin1'),
      'it is encrypted by git-crypt; unlock the repository, or leave it out',
    ],
    [
      'age',
      Buffer.from('age-encryption.org/v1\n-> X25519 a\n--- b\n\xff\x00', 'latin1'),
      'it is encrypted by age; decrypt it, or leave it out',
    ],
    [
      'Ansible Vault',
      '$ANSIBLE_VAULT;1.1;AES256\n6233\n',
      'it is encrypted by Ansible Vault; decrypt it, or leave it out',
    ],
    [
      'PGP',
      '-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n',
      'it is encrypted by PGP; decrypt it, or leave it out',
    ],
    [
      'age, as text',
      '-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n',
      'it is encrypted by age; decrypt it, or leave it out',
    ],
    [
      'Rails credentials',
      `${'Ab1+'.repeat(20)}--${'Ab1+'.repeat(4)}--${'Ab1+'.repeat(5)}AA==\n`,
      'it is encrypted by Rails credentials; decrypt it, or leave it out',
    ],
  ])('says of a file that is not to be read what it is: %s', async (_, content, words) => {
    const { resources, coverage } = await collect('a.yml', { 'a.yml': content })
    expect(resources).toEqual([])
    expect(coverage).toMatchObject([{ kind: 'setting-group', status: 'partial' }])
    expect(coverage[0]?.reason).toContain(`(${words})`)
  })

  it('knows the keys of what is encrypted value by value, and compares no cipher text', async () => {
    const { resources } = await collect('*.y*ml', {
      'sops.yaml': 'password: ENC[AES256_GCM,data:aGk=,iv:x,tag:y,type:str]\nsops:\n  mac: ENC[AES256_GCM,data:x]\n',
      'inline.yml':
        'a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6233\nb: "{cipher}AQATvSgVbVXY0nGJ"\nc: ENC(Ab1Ab1Ab1Ab1Ab1Ab1==)\nd: vault:v1:Ab1Ab1Ab1Ab1Ab1Ab1==\n',
      'sealed.yaml': 'kind: SealedSecret\nspec:\n  encryptedData:\n    LOG: AgBy3i4OJSWK\n    TOKEN: AgBz4i4OJSWK\n',
    })
    const settings = Object.fromEntries(
      resources.map(({ id, attributes }) => [id, (attributes as { readonly settings: unknown }).settings]),
    )
    const encrypted = (key: string): unknown => ({ key, shape: 'encrypted', line: expect.any(Number) as number })
    expect(settings['sops.yaml']).toEqual([encrypted('password')])
    expect(settings['inline.yml']).toEqual(['a', 'b', 'c', 'd'].map(encrypted))
    expect(settings['sealed.yaml']).toEqual([
      expect.objectContaining({ key: 'kind' }) as unknown,
      encrypted('spec.encryptedData.LOG'),
      encrypted('spec.encryptedData.TOKEN'),
    ])
  })

  it('takes comments where what reads the file does, and finds the tables of a list by their identity', async () => {
    const { resources } = await collect(['a.jsonc', 'appsettings.Production.json', 'c.toml'], {
      'a.jsonc': '// settings\n{\n  /* of\n  two lines */ "a": [1, 2,],\n  "b": "//", // last\n}\n',
      'appsettings.Production.json': '{ /* x */ "Logging": { "Level": "Info", }, }',
      'c.toml': '[[hosts]]\nname = "b"\nport = 2\n[hosts.tls]\non = true\n[[hosts]]\nname = "a"\nport = 1\n',
    })
    const settings = resources.map(({ attributes }) =>
      (attributes as { readonly settings: readonly { key: string; line: number }[] }).settings.map(({ key, line }) => [
        key,
        line,
      ]),
    )
    expect(settings).toEqual([
      [
        ['a', 4],
        ['b', 5],
      ],
      [['Logging.Level', 1]],
      [
        ['hosts.b.port', 3],
        ['hosts.b.tls.on', 5],
        ['hosts.a.port', 8],
      ],
    ])
  })

  it('is not caught in links that lead back, and refuses what is too large, a directory and a link to itself', async () => {
    const folder = await folderOf({ 'config/a.env': 'A=1', 'big.env': '', 'folder.env/x': '' })
    await symlink('..', join(folder, 'config/loop'))
    await symlink('self.env', join(folder, 'self.env'))
    await truncate(join(folder, 'big.env'), 100 * 1024 * 1024)
    const { resources, coverage } = await collectWith([collector], {
      facts: { ...facts, baseDirectory: folder },
      sources: [source('files', { settings: { settings: ['config', 'big.env', 'self.env', 'folder.env/*.env'] } })],
    })
    expect(resources.map(({ id }) => id)).toContain('config/a.env')
    const reasons = Object.fromEntries(coverage.map(({ origin, reason }) => [origin.scope, reason]))
    expect(reasons['big.env']).toBe('big.env cannot be understood (it is larger than 32 MiB).')
    expect(reasons['self.env']).toBe('self.env cannot be understood (it is a symbolic link that leads back to itself).')
    expect(reasons['folder.env/*.env']).toBe('Nothing matches folder.env/*.env.')
    expect(resources.length).toBeLessThan(10)
  })

  it('reads a file of ten megabytes', async () => {
    const value = 'x'.repeat(1000)
    const text = Array.from({ length: 10_000 }, (_, i) => `KEY_${i}=${value}`).join('\n')
    const { resources, coverage } = await collect('a.env', { 'a.env': text })
    expect(coverage[0]?.status).toBe('complete')
    expect((resources[0]?.attributes as { readonly settings: readonly unknown[] }).settings).toHaveLength(10_000)
  }, 60_000)

  it('stops when it is interrupted between two settings', async () => {
    const controller = new AbortController()
    const text = Array.from({ length: 20_000 }, (_, i) => `PASSWORD_${i}=${canary}`).join('\n')
    const fingerprint = createFingerprinter('x')
    let seen = 0
    const collecting = collectWith([collector], {
      facts: { ...facts, baseDirectory: await folderOf({ 'a.env': text }) },
      sources: [source('files', { settings: { settings: 'a.env' } })],
      signal: controller.signal,
      fingerprint: (secret) => {
        if (++seen === 3) controller.abort()
        return fingerprint(secret)
      },
    })
    await expect(collecting).rejects.toMatchObject({ code: 'collect-cancelled' })
    // What goes on behind the back would have its turns now.
    for (let turn = 0; turn < 50; turn++) await breathe()
    expect(seen).toBeGreaterThan(2)
    expect(seen).toBeLessThan(20_000)
  })

  it('is diagnosed in one line', async () => {
    const baseDirectory = await folderOf({ 'a.env': 'A=1\nB=2', 'b.env': 'hunter2' })
    const environment = { ...facts, baseDirectory }
    const settings = { settings: ['a.env', 'b.env', 'c.env'] }
    const lines: Diagnosis[] = []
    for (const scope of await configFiles.scopes(settings, environment)) {
      const request = {
        scope,
        settings,
        environment,
        fingerprint: createFingerprinter('x'),
        signal: AbortSignal.timeout(9000),
      }
      for await (const line of configFiles.diagnose(request)) lines.push(line)
    }
    expect(lines).toMatchObject([
      { what: 'a.env', ok: true, detail: '2 settings (dotenv)' },
      {
        what: 'b.env',
        ok: false,
        detail: expect.stringContaining('b.env:1:1') as string,
        remedy: expect.any(String) as string,
      },
      { what: 'c.env', ok: false, detail: 'Nothing matches c.env.' },
    ])
    expect(JSON.stringify(lines)).not.toContain('hunter2')
  })
})
