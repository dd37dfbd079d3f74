import { describe, expect, it } from 'vitest'
import { load, problems, valid } from './support.ts'

const withRole = (text: string): string => valid.replace('aws: {}', () => `aws: { assumeRole: ${text} }`)

async function roleOf(text: string, world: Parameters<typeof load>[1]): Promise<unknown> {
  const { environments } = await load(withRole(text), world)
  return (environments['staging']?.sources[0]?.settings as { assumeRole: unknown }).assumeRole
}

describe('what is filled in', () => {
  it.each([
    ['"${env:A}"', 'one'],
    ["'x-${env:A}-${env:B}-y'", 'x-one-two-y'],
    ['"${env: A }"', 'one'],
    ['"${env:EMPTY}"', ''],
    ['"$${env:A}"', '${env:A}'],
    ['"$${env:A}${env:B}"', '${env:A}two'],
    ['"cost $5 {x} $A"', 'cost $5 {x} $A'],
    ['"${env:NESTED}"', '${env:A}'],
    ['"${file:role.txt}"', 'from file'],
    ['"a ${file:/abs/role.txt}"', 'a  padded '],
  ])('%s', async (text, value) => {
    const env = { A: 'one', B: 'two', EMPTY: '', NESTED: '${env:A}' }
    const files = { '/etc/shop/role.txt': 'from file\n', '/abs/role.txt': ' padded \r\n' }
    expect(await roleOf(text, { env, files })).toBe(value)
  })

  it('is taken from everywhere, also inside lists', async () => {
    expect(
      await roleOf('["${env:A}", { arn: x }]', { env: { A: 'one' } }).catch((error: unknown) => error),
    ).toBeInstanceOf(Error)
    expect(await roleOf('["${env:A}", "b"]', { env: { A: 'one' } })).toEqual(['one', 'b'])
  })

  it('needs no quotes outside of brackets', async () => {
    const text = valid.replace('regions: eu-central-1', () => 'regions: ${env:REGION}')
    const { environments } = await load(text, { env: { REGION: 'eu-north-1' } })
    expect(environments['staging']?.facts.regions).toEqual({ primary: 'eu-north-1' })
  })

  it('may be an account', async () => {
    const text = valid.replace('"222222222222"', '"${env:ACCOUNT}"')
    const { environments } = await load(text, { env: { ACCOUNT: '333333333333' } })
    expect(environments['staging']?.facts.accounts).toEqual({ main: '333333333333' })
  })
})

describe('what cannot be filled in', () => {
  it('names the variable and the place', async () => {
    expect(await problems(withRole('"x${env:ROLE_ARN}"'))).toEqual([
      'config-variable-missing: evenkeel.yaml:12:28: environments.staging.sources[0].aws.assumeRole needs the environment variable ROLE_ARN, which is not set. | Set ROLE_ARN before running, or write the value down if it is not a secret.',
    ])
  })

  it('does not take what every object has for a variable', async () => {
    expect(await problems(withRole('"${env:toString}"'))).toEqual([expect.stringContaining('variable toString')])
  })

  it('names the file and the place', async () => {
    expect(await problems(withRole('"${file:secrets/role}"'))).toEqual([
      expect.stringContaining('needs the file secrets/role, which could not be read (it does not exist).'),
    ])
  })

  it.each([
    ['"${ROLE}"', 'it begins with neither env: nor file:'],
    ['"${ENV:ROLE}"', 'it begins with neither env: nor file:'],
    ['"${env:}"', 'nothing follows env:'],
    ['"${file: }"', 'nothing follows file:'],
    ['"${env:ROLE"', 'its closing brace is missing'],
  ])('%s', async (text, why) => {
    expect(await problems(withRole(text), { env: { ROLE: 'x' } })).toEqual([
      expect.stringContaining(`cannot be understood: ${why}.`),
    ])
  })

  it('says every problem of one text, and nothing else about it', async () => {
    const text = valid.replace('"222222222222"', '"${env:A}${env:B}"')
    expect((await problems(text)).map((one) => one.split(':')[0])).toEqual([
      'config-variable-missing',
      'config-variable-missing',
    ])
  })

  it('leaves the secrets of notify alone: a single check has no use for them', async () => {
    await expect(load(`${valid}notify: { slack: { token: "\${env:SLACK_TOKEN}" } }\n`)).resolves.toBeDefined()
  })
})

describe('a secret that was filled in', () => {
  it('is in no sentence, whatever is wrong with it', async () => {
    const env = { SECRET: 'hunter2-hunter2' }
    const texts = [
      valid.replace('"222222222222"', '"${env:SECRET}"'),
      valid.replace('account: main', 'account: "${env:SECRET}"'),
      valid.replace('regions: [primary]', 'regions: ["${env:SECRET}"]'),
      valid.replace('candidate: staging', 'candidate: "${env:SECRET}"'),
      valid.replace('aws: {}', 'aws: { services: ["${env:SECRET}"] }'),
      valid.replace('deadlineSeconds: 5', 'deadlineSeconds: "${env:SECRET}"'),
      valid.replace('domains: [shop.example]', 'aliases: ["${env:SECRET}", staging]'),
      `${valid}pairs: [{ kind: "\${env:SECRET}", candidate: a, baseline: b }]\n`,
      `${valid}shared: "\${env:SECRET}"\n`,
    ]
    for (const text of texts) {
      const found = await problems(text, { env })
      expect(found.length).toBeGreaterThan(0)
      expect(found.join('\n')).not.toContain('hunter2')
    }
  })
})
