/**
 * What a look at an account costs: 5,000 instances, 1,000 security groups of 20 rules, 200 databases, 300 certificates, 100 load balancers.
 * Calls against the fewest that tell it all, time against the bare paginators of the SDK, the event loop of a service that is asked meanwhile,
 * memory, and what is refused where only 20 calls a second are allowed. Some five minutes. Ends with one table of it all, as docs/aws.md has it.
 *
 *     npm run bench:aws
 *     node bench/aws.mjs 0.1                  an account of a tenth
 *     node bench/aws.mjs 1 time,throttled     some parts of it: calls, time, moto, served, throttled
 *
 * The account is played by bench/aws/server.mjs, which pages as AWS documents it, on the same machine and without a network’s delay; moto,
 * which does not page most of it and is slower than what it is asked by, plays 400 instances and 20 databases once more.
 */
import { fork, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { floorOf } from './aws/floor.mjs'
import { playedByMoto } from './aws/moto.mjs'
import { account, region, sizes } from './aws/population.mjs'

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true'
const rounds = 3
const allowedPerSecond = 20
const root = fileURLToPath(new URL('..', import.meta.url))
const main = join(root, 'dist/src/cli/main.js')
const share = Number(process.argv[2] ?? 1)
const say = (line = '') => process.stdout.write(`${line}\n`)
const wait = (milliseconds) => new Promise((resolve) => globalThis.setTimeout(resolve, milliseconds))
const folder = mkdtempSync(join(tmpdir(), 'evenkeel-aws-'))
const children = []
/** What the parts found out, for the table at the end: what, how much, and how much it may be. */
const results = []

if (!(share > 0 && share <= 4)) fail('The share of the account must be a number above 0, and 4 at most.')
if (!existsSync(main)) fail('dist/src/cli/main.js does not exist. Run `npm run build` first.')
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

const server = await startServer(share)
say(`Node ${process.versions.node}, ${cpus().length} cores, load ${loadavg()[0].toFixed(1)} at the start\n`)
const parts = { calls, time, moto, served, throttled }
for (const name of process.argv[3]?.split(',') ?? Object.keys(parts)) {
  if (!Object.hasOwn(parts, name)) fail(`The parts are ${Object.keys(parts).join(', ')}.`)
  await parts[name]()
}
say(`\nLoad at the end: ${loadavg()[0].toFixed(1)}.\n`)
say('| Measured | | Bar |\n|---|--:|--:|')
for (const [what, much, bar = ''] of results) say(`| ${what} | ${much} | ${bar} |`)
process.exit(0)

/** What is asked, by action, against the floor. */
async function calls() {
  await server.ask({ limit: 0 })
  const { resources } = await once('ours')
  const { counts } = await server.ask('counts')
  const floor = floorOf(sizes(share))
  say(`${resources} resources\n`)
  say('| API | calls | floor | |\n|---|--:|--:|---|')
  for (const action of [...new Set([...Object.keys(floor), ...Object.keys(counts)])].sort()) {
    const [made, least] = [counts[action] ?? 0, floor[action] ?? 0]
    say(`| ${action} | ${made} | ${least} | ${made > least ? 'more' : ''} |`)
  }
  const sum = (of) => Object.values(of).reduce((all, one) => all + one, 0)
  say(`| all | ${sum(counts)} | ${sum(floor)} | |\n`)
  results.push(['API calls, and the fewest that tell it all', `${sum(counts)}, ${sum(floor)}`, 'equal'])
}

/** Collecting in full against parsing alone: in turn, each in a process of its own, none of them held back. */
async function time() {
  const [ours, bare] = [[], []]
  for (let round = 0; round < rounds; round++) {
    ours.push(await once('ours'))
    bare.push(await once('bare'))
  }
  say('| | median | of | processor, median | peak memory |\n|---|--:|---|--:|--:|')
  timeRow('collected', ours)
  timeRow('bare paginators', bare)
  const ratio = (of) => (middle(ours, of) / middle(bare, of)).toFixed(2)
  say(`| ratio (bar: 1.3) | ${ratio('milliseconds')} | | ${ratio('cpu')} | |\n`)
  const seconds = (of) => (middle(of) / 1000).toFixed(1)
  results.push(
    ['collected, and by the bare paginators (median of three)', `${seconds(ours)} s, ${seconds(bare)} s`],
    ['ratio of the two', ratio('milliseconds'), '1.3'],
    ['peak memory of collecting', `${Math.max(...ours.map((one) => one.peak)).toFixed(0)} MB`],
  )
}

function timeRow(name, of) {
  const each = of.map(({ milliseconds }) => (milliseconds / 1000).toFixed(2)).join(', ')
  const peak = Math.max(...of.map((one) => one.peak)).toFixed(0)
  say(
    `| ${name} | ${(middle(of) / 1000).toFixed(2)} s | ${each} | ${(middle(of, 'cpu') / 1000).toFixed(2)} s | ${peak} MB |`,
  )
}

async function moto() {
  const played = await playedByMoto(root, Math.ceil(400 * share), Math.ceil(20 * share), children)
  if (played === undefined) return say('moto is not installed in .cache/moto: run `npm test` once.\n')
  const only = { services: ['ec2', 'rds'], account: played.account }
  const [ours, bare] = [await once('ours', played.url, only), await once('bare', played.url, only)]
  played.stop()
  const [a, b] = [ours.milliseconds / 1000, bare.milliseconds / 1000]
  say(
    `moto, ${played.told}: collected in ${a.toFixed(2)} s, bare paginators ${b.toFixed(2)} s, ratio ${(a / b).toFixed(2)}\n`,
  )
  results.push([`the same ratio against moto, ${played.told}`, (a / b).toFixed(2), '1.3'])
}

/** The service collects as it always does, in its threads and held back, while it is asked all the time. */
async function served() {
  const small = await startServer(Math.min(0.01, share))
  await server.ask({ limit: 0 })
  const environment = (name, id, endpoint) => `  ${name}:
    domains: [${name}.shop.example]
    accounts: { main: "${id}" }
    regions: { primary: ${region} }
    sources: [{ aws: { endpoint: "${endpoint}", services: [acm, ec2, elbv2, rds], deadlineSeconds: 600 } }]\n`
  const config = join(folder, 'evenkeel.yaml')
  const environments = environment('production', account, server.url) + environment('staging', account, small.url)
  writeFileSync(config, `environments:\n${environments}comparisons: [{ candidate: staging, baseline: production }]\n`)
  const args = ['--import', new URL('aws/loop-delay.mjs', import.meta.url).href, main, 'serve', '--config', config]
  const child = spawn(process.execPath, [...args, '--data', join(folder, 'data'), '--listen', '127.0.0.1:0'], {
    env: { PATH: process.env.PATH, HOME: folder, AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  children.push(child)
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-3000)))
  child.on('exit', (code) => fail(`The service ended with ${code}: ${said}`))
  const url = await new Promise((resolve) =>
    child.stdout.setEncoding('utf8').once('data', (text) => resolve(text.trim())),
  )
  await answer(child, 'begin')
  const began = process.hrtime.bigint()
  let asked = 0
  let [looked, state] = [process.hrtime.bigint(), 'queued']
  while (!['done', 'failed', 'cancelled'].includes(state)) {
    await fetched(`${url}/healthz`)
    asked++
    await wait(5)
    if (Number(process.hrtime.bigint() - looked) < 5e8) continue
    looked = process.hrtime.bigint()
    state = JSON.parse(await fetched(`${url}/v1/assessments`)).items[0]?.state ?? state
  }
  const { median, p99, most, peak } = await answer(child, 'end')
  child.removeAllListeners('exit')
  child.kill('SIGTERM')
  small.child.kill()
  if (state !== 'done') fail(`The assessment ended as ${state}: ${said}`)
  const seconds = Number(process.hrtime.bigint() - began) / 1e9
  say('| the service, asked while it collects, compares and judges | |\n|---|--:|')
  say(
    `| event-loop delay of the main thread: median, 99 % (bar: 50 ms), most | ${[median, p99, most].map((time) => `${time.toFixed(1)} ms`).join(', ')} |`,
  )
  say(`| answers given meanwhile | ${asked} |`)
  say(`| until the assessment is done, at the rates of docs/aws.md | ${seconds.toFixed(0)} s |`)
  say(`| peak memory of the process | ${peak.toFixed(0)} MB |\n`)
  results.push(
    ['event-loop delay of the service meanwhile (99 %)', `${p99.toFixed(1)} ms`, '50 ms'],
    ['its peak memory', `${peak.toFixed(0)} MB`],
    ['until its assessment is done, at the rates above', `${seconds.toFixed(0)} s`],
  )
}

/** A server that allows few calls a second in all, whatever the service. */
async function throttled() {
  await server.ask({ limit: allowedPerSecond })
  const { incomplete } = await once('paced')
  const { counts, refused, seconds } = await server.ask('counts')
  const made = Object.values(counts).reduce((all, one) => all + one, 0)
  const whole = incomplete.length === 0 ? 'yes' : incomplete.join('; ')
  say(`| no more than ${allowedPerSecond} calls a second | |\n|---|--:|`)
  say(
    `| complete | ${whole} |\n| calls, and how many were refused (bar: 5 %) | ${made}, ${refused} (${((100 * refused) / made).toFixed(1)} %) |`,
  )
  say(
    `| time, and the least that the limit allows | ${seconds.toFixed(0)} s, ${((made - refused) / allowedPerSecond).toFixed(0)} s |`,
  )
  results.push(
    [`complete with ${allowedPerSecond} calls a second allowed`, whole, 'yes'],
    ['refused of them', `${((100 * refused) / made).toFixed(1)} %`, '5 %'],
  )
}

async function once(how, url = server.url, more = {}) {
  const told = JSON.stringify({ how, url, ...more })
  const child = fork(new URL('aws/once.mjs', import.meta.url), [told], { env: quietEnvironment() })
  children.push(child)
  const result = await new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', (code) => reject(new Error(`a reading (${how}) ended with ${code}`)))
  })
  if (how === 'ours' && result.incomplete.length > 0) fail(`Not everything was read: ${result.incomplete.join('; ')}`)
  return result
}

/** Of this machine's own configuration of AWS nothing may take part. */
function quietEnvironment() {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))
  const files = { AWS_CONFIG_FILE: join(folder, 'none'), AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none') }
  const keys = { AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench', AWS_EC2_METADATA_DISABLED: 'true' }
  return { ...Object.fromEntries(own), ...files, ...keys, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' }
}

async function startServer(part) {
  const child = fork(new URL('aws/server.mjs', import.meta.url), [String(part)])
  children.push(child)
  const { url } = await new Promise((resolve) => child.once('message', resolve))
  return { url, child, ask: (question) => answer(child, question) }
}

function answer(child, question) {
  return new Promise((resolve) => {
    child.once('message', resolve)
    child.send(question)
  })
}

function fetched(address) {
  return new Promise((resolve, reject) => {
    get(address, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part) => (text += part))
      response.on('end', () => (response.statusCode === 200 ? resolve(text) : reject(new Error(text))))
    }).on('error', reject)
  })
}

function middle(of, what = 'milliseconds') {
  const sorted = of.map((one) => one[what]).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(2)
}
