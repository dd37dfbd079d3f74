/**
 * How long the API keeps somebody waiting while the service works: the slowest `/healthz` answer while the embedded default collects,
 * stores and compares two environments, one of them with thousands of instances.
 *
 *     npm run bench:health                 5,000 instances, simulated by moto
 *     node bench/health.mjs 20000          more of them, of what is built already
 *
 * The simulator, the service and this program share the machine. `at rest` is the same service after its work; `bare` a Node server with one
 * route beside the same simulator at the same work, asked in the same way: what the machine alone costs.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, createServer, get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EC2Client, CreateSubnetCommand, CreateVpcCommand, RunInstancesCommand } from '@aws-sdk/client-ec2'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'

const root = fileURLToPath(new URL('..', import.meta.url))
const main = join(root, 'dist/src/cli/main.js')
const simulator = join(root, '.cache/moto/bin/moto_server')
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
const region = 'eu-west-1'
const wanted = Number(process.argv[2] ?? 5000)
const say = (line) => process.stdout.write(`${line}\n`)
const wait = (ms) => new Promise((resolve) => globalThis.setTimeout(resolve, ms))
const children = []
const folder = mkdtempSync(join(tmpdir(), 'evenkeel-health-'))

if (!Number.isInteger(wanted) || wanted < 1) fail('The number of instances must be a whole number, 1 or more.')
if (!existsSync(main)) fail('dist/src/cli/main.js does not exist. Run `npm run build` first.')
if (!existsSync(simulator)) fail('moto is not installed in .cache/moto. Run `npm test` once: it installs it.')
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

const port = await freePort()
const endpoint = `http://127.0.0.1:${port}`
start(simulator, ['-H', '127.0.0.1', '-p', String(port)], {
  MOTO_EC2_LOAD_DEFAULT_AMIS: 'false',
  PYTHONWARNINGS: 'ignore',
})
await answers(endpoint)
const began = process.hrtime.bigint()
await people('222222222222', 20)
await people('111111111111', wanted)
say(
  `${wanted} instances made in ${seconds(began)} s; Node ${process.versions.node}, ${process.platform} ${process.arch}`,
)

writeFileSync(
  join(folder, 'evenkeel.yaml'),
  `environments:
${environment('production', '111111111111', 'shop.example')}
${environment('staging', '222222222222', 'staging.shop.example')}
comparisons:
  - { candidate: staging, baseline: production }
`,
)
const service = start(
  process.execPath,
  [main, 'serve', '--config', join(folder, 'evenkeel.yaml'), '--data', join(folder, 'data'), '--listen', '127.0.0.1:0'],
  { AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench', AWS_EC2_METADATA_DISABLED: 'true' },
)
const url = await firstLine(service)
const worked = process.hrtime.bigint()
const busy = await measure(`${url}/healthz`, async () => (await state(url)) !== 'under way')
const outcome = await state(url)
if (outcome !== 'done') fail(`The assessment ended as ${outcome}.`)
say(`first assessment: ${seconds(worked)} s`)
let rounds = 0
const rest = await measure(`${url}/healthz`, async () => ++rounds > 40)

const bareServer = createServer((_, response) => response.end('{"ok":true}'))
await new Promise((resolve) => bareServer.listen(0, '127.0.0.1', resolve))
let reading = true
void describeAll().finally(() => {
  reading = false
})
const bare = await measure(`http://127.0.0.1:${bareServer.address().port}/`, async () => !reading)
bareServer.close()

say('')
say(row(['/healthz, milliseconds', 'answers', 'median', '99 %', '99.9 %', 'slowest']))
for (const [name, times] of [
  ['while collecting and comparing', busy],
  ['at rest', rest],
  ['bare server, simulator at work', bare],
])
  say(row([name, times.length, ...[0.5, 0.99, 0.999, 1].map((share) => quantile(times, share).toFixed(1))]))
process.exit(0)

/** Asks one after another, a moment apart, until the end; how long each answer took. */
async function measure(address, isOver) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const times = []
  let over = false
  const looking = (async () => {
    while (!over) {
      await wait(250)
      over = await isOver()
    }
  })()
  while (!over) {
    const asked = process.hrtime.bigint()
    await ask(address, agent)
    times.push(Number(process.hrtime.bigint() - asked) / 1e6)
    await wait(5)
  }
  await looking
  agent.destroy()
  return times.sort((a, b) => a - b)
}

function ask(address, agent) {
  return new Promise((resolve, reject) => {
    get(address, { agent }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part) => (text += part))
      response.on('end', () =>
        response.statusCode === 200 ? resolve(text) : reject(new Error(`${response.statusCode} ${text}`)),
      )
    }).on('error', reject)
  })
}

async function state(base) {
  const { items } = JSON.parse(await ask(`${base}/v1/assessments`))
  const [last] = items
  return last === undefined || ['queued', 'collecting', 'weighing'].includes(last.state) ? 'under way' : last.state
}

/** An account of the simulator with a network and so many instances. */
async function people(account, count) {
  const ec2 = await clientOf(account)
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId: Vpc.VpcId, CidrBlock: '10.0.0.0/17' }))
  for (let made = 0; made < count; made += 500) {
    const size = Math.min(500, count - made)
    await ec2.send(
      new RunInstancesCommand({
        ImageId: 'ami-0a1b2c3d4e5f60718',
        InstanceType: 'm6i.large',
        MinCount: size,
        MaxCount: size,
        SubnetId: Subnet.SubnetId,
        TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: `shop-worker-${made}` }] }],
      }),
    )
  }
}

async function describeAll() {
  const { paginateDescribeInstances } = await import('@aws-sdk/client-ec2')
  const client = await clientOf('111111111111')
  // eslint-disable-next-line no-unused-vars -- the pages are only fetched
  for await (const page of paginateDescribeInstances({ client, pageSize: 1000 }, {}));
}

async function clientOf(account) {
  const base = { endpoint, region }
  const sts = new STSClient({ ...base, credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } })
  const RoleArn = `arn:aws:iam::${account}:role/bench`
  const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'bench' }))
  const credentials = {
    accessKeyId: given.AccessKeyId,
    secretAccessKey: given.SecretAccessKey,
    sessionToken: given.SessionToken,
  }
  return new EC2Client({ ...base, credentials })
}

function environment(name, account, domain) {
  return `  ${name}:
    domains: [${domain}]
    accounts: { main: "${account}" }
    regions: { primary: ${region} }
    sources:
      - aws: { assumeRole: "arn:aws:iam::${account}:role/evenkeel", endpoint: "${endpoint}", services: [ec2] }`
}

function start(program, args, variables) {
  const env = { PATH: process.env.PATH, HOME: folder, NO_COLOR: '1', ...variables }
  const child = spawn(program, args, { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  child.said = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (child.said = (child.said + text).slice(-4000)))
  children.push(child)
  return child
}

function firstLine(child) {
  return new Promise((resolve) => {
    let text = ''
    child.stdout.setEncoding('utf8').on('data', (part) => {
      text += part
      if (text.includes('\n')) resolve(text.split('\n')[0].trim())
    })
    child.on('exit', (code) => fail(`The service ended with ${code}: ${child.said}`))
  })
}

async function answers(address) {
  for (let tries = 0; tries < 300; tries++) {
    const ok = await globalThis.fetch(`${address}/moto-api/data.json`).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await wait(100)
  }
  fail('The simulator does not answer.')
}

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: free } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return free
}

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]
}

function seconds(since) {
  return (Number(process.hrtime.bigint() - since) / 1e9).toFixed(1)
}

function row([first, ...cells]) {
  return `${first.padEnd(34)}${cells.map((cell) => String(cell).padStart(10)).join('')}`
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}
