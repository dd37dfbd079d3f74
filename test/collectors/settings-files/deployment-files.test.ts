import { describe, expect, it } from 'vitest'
import { parseSettings } from '../../../collectors/_settings-files/parse-settings.ts'

const entriesOf = (path: string, text: string): readonly (readonly [string, string, number])[] => {
  const { entries, problems } = parseSettings(path, text)
  expect(problems).toEqual([])
  return entries.map(({ key, value, line }) => [key, value, line])
}
const problemOf = (text: string): string => {
  const { entries, problems } = parseSettings('production.tfvars', text)
  expect(entries).toEqual([])
  return problems.map(({ line, column, detail }) => `${line}:${column} ${detail}`).join()
}

describe('Terraform variables', () => {
  it('are read with their lines: texts, numbers, lists, objects, heredocs, comments', () => {
    const text = `# the database
instance_class = "db.r6g.large" // big
"multi_az"     = true
retention      = 7
zones          = ["eu-west-1a", /* one more */ "eu-west-1b",]
nothing        = null
tags = {
  Team  = "orders"
  "a.b" : "\\u00e9\\t\\"x\\"", last = -2.5e3
}
rules = [
  { name = "https", port = 443 },
  {
    name = "http"
    port = 80
  },
]
policy = <<-END
    {
      "a": "$\${b}"
    }
  END
template = "$\${not} %%{this} \${that}"
`
    expect(entriesOf('production.tfvars', text)).toEqual([
      ['instance_class', 'db.r6g.large', 2],
      ['multi_az', 'true', 3],
      ['retention', '7', 4],
      ['zones', 'eu-west-1a,eu-west-1b', 5],
      ['nothing', '', 6],
      ['tags.Team', 'orders', 8],
      ['tags.a.b', 'é\t"x"', 9],
      ['tags.last', '-2.5e3', 9],
      ['rules.https.port', '443', 12],
      ['rules.http.port', '80', 15],
      ['policy', '{\n  "a": "$${b}"\n}\n', 18],
      ['template', '${not} %{this} ${that}', 23],
    ])
  })

  it.each([
    ['a = file("x")', '1:9 only literal values are read'.replace('9', '5')],
    ['a = 1 + 2', '1:7 only literal values are read'],
    ['\na = var.b\n', '2:8 only literal values are read'.replace('8', '5')],
    ['a "b" {\n}', '1:3 an equals sign is missing'],
    ['a = "open\n', '1:5 a quotation mark that is not closed on its line'],
    ['a = [1 2]', '1:8 a comma or ] is missing, or the value is no literal'],
    ['a = <<END\nb\n', '1:5 a heredoc that is not closed'],
    ['/* a', '1:1 a comment that is not closed'],
    ['a = "\\q"', '1:5 an escape that HCL does not have'],
    [`a = ${'['.repeat(200)}`, '1:104 nested deeper than 100 levels'],
  ])('are refused where they are none: %j', (text, problem) => {
    const found = problemOf(text)
    expect(found.replace(/^\d+:\d+ /, '')).toBe(problem.replace(/^\d+:\d+ /, ''))
    expect(found.split(':')[0]).toBe(problem.split(':')[0])
  })

  it('are read in a time that grows with their length', () => {
    const text = Array.from({ length: 20_000 }, (_, i) => `key_${i} = "value ${i}"`).join('\n')
    expect(entriesOf('big.tfvars', text)).toHaveLength(20_000)
  })
})

describe('a Compose file', () => {
  it('has its environment by name, however it is written', () => {
    const text = `services:
  web:
    image: registry.shop.example/web:1.4
    environment:
      - RAILS_ENV=production
      - URL=https://shop.example/?a=b
      - FROM_SHELL
    ports: ["443:8443"]
  jobs:
    environment: { QUEUE: orders }
`
    expect(entriesOf('compose.yaml', text)).toEqual([
      ['services.web.image', 'registry.shop.example/web:1.4', 3],
      ['services.web.environment.RAILS_ENV', 'production', 5],
      ['services.web.environment.URL', 'https://shop.example/?a=b', 6],
      ['services.web.environment.FROM_SHELL', '${FROM_SHELL}', 7],
      ['services.web.ports', '443:8443', 8],
      ['services.jobs.environment.QUEUE', 'orders', 10],
    ])
  })
})

describe('a Kamal file', () => {
  it('has the names of its secrets, of which it holds no more', () => {
    const text = `service: shop
image: shop/web
servers: [10.0.0.1]
env:
  clear: { RAILS_LOG_LEVEL: info }
  secret: [RAILS_MASTER_KEY, DATABASE_URL]
accessories:
  redis:
    env: { secret: [REDIS_URL] }
`
    expect(entriesOf('config/deploy.yml', text)).toEqual([
      ['service', 'shop', 1],
      ['image', 'shop/web', 2],
      ['servers', '10.0.0.1', 3],
      ['env.clear.RAILS_LOG_LEVEL', 'info', 5],
      ['env.secret.RAILS_MASTER_KEY', '', 6],
      ['env.secret.DATABASE_URL', '', 6],
      ['accessories.redis.env.secret.REDIS_URL', '', 9],
    ])
  })
})

describe('the objects of a list', () => {
  it('are found by what tells them apart, wherever they stand', () => {
    const text = `upstreams: [{host: a.shop.example, weight: 2}, {host: b.shop.example, weight: 1}]`
    expect(entriesOf('a.yaml', text)).toEqual([
      ['upstreams.a.shop.example.weight', '2', 1],
      ['upstreams.b.shop.example.weight', '1', 1],
    ])
  })
})
