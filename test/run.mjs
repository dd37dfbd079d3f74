/**
 * `npm test [-- words and vitest's options]`: every test, or those whose path has one of the words in it, with what they
 * need installed first. The last line is `N passed, N failed, N skipped`. Exit: 0 well, 1 not, 2 not begun, 130/143 interrupted.
 *
 * System tests run the built program (`dist/`) and what runner/needs.mjs provides. A suite whose need cannot be had is
 * left out, counted as skipped and named at the end; where `CI=true`, that is a failure.
 */
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { constants } from 'node:os'
import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readArguments, selectFiles } from './runner/files.mjs'
import { takeLock } from './runner/lock.mjs'
import { needs } from './runner/needs.mjs'
import { add, exitCodeOf, lastLine, tally } from './runner/summary.mjs'

const root = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')
const cache = resolve(root, process.env.EVENKEEL_TEST_CACHE ?? '.cache')
const vitest = resolve(root, 'node_modules/vitest/vitest.mjs')
const tsc = resolve(root, 'node_modules/typescript/bin/tsc')
const stop = new globalThis.AbortController()
const say = (line) => process.stdout.write(`${line}\n`)
const { words, options, narrowed } = readArguments(process.argv.slice(2))
const selected = selectFiles(root, words)

const holder = takeLock(`${cache}/test.lock`)
if (holder !== undefined) {
  process.stderr.write(
    `Another test run is under way in this checkout (process ${holder}). Wait for its end, or stop it.\n`,
  )
  process.exit(2)
}
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => stop.abort(name))
}

const began = process.hrtime.bigint()
const providing = provide([...new Set(selected.system.flatMap((one) => one.needs))])
const unit = await runVitest('unit', selected.unit)
const missing = await providing
const { tallies, notes } = await runSystem(missing)
endIfStopped()

const sum = add([unit, ...tallies])
const minutes = Number(process.hrtime.bigint() - began) / 60e9
say('')
for (const [file, number] of sum.skippedIn) if (!narrowed) say(`Skipped in ${relative(root, file)}: ${number}.`)
for (const note of notes) say(note)
if (sum.passed + sum.failed + sum.skipped === 0) say(`No test matches ${words.join(' ') || 'anything'}.`)
say(`Took ${minutes.toFixed(1)} minutes.`)
say(lastLine(sum))
process.exitCode = exitCodeOf(sum, { ci: process.env.CI === 'true', narrowed })

/** Provides what is needed, while the unit tests run; the reasons for what cannot be had, by name. */
async function provide(wanted) {
  const reasons = new Map()
  for (const need of needs.filter((one) => wanted.includes(one.name))) {
    const reason = await need.provide({ cache, say, signal: stop.signal })
    if (reason !== undefined) reasons.set(need.name, reason)
  }
  return reasons
}

async function runSystem(missing) {
  if (selected.system.length === 0) return { tallies: [], notes: [] }
  endIfStopped()
  say('Building dist for the system tests.')
  const compiled = await runNode([tsc, '-p', 'tsconfig.build.json'])
  const built = compiled === 0 ? await runNode([`${root}/dist/src/app/build-rules-main.js`]) : compiled
  const notes = built === 0 ? [] : ['The build failed: its errors stand above.']
  const tallies = [{ passed: 0, failed: built === 0 ? 0 : 1, skipped: 0, skippedIn: new Map() }]
  const runnable = selected.system.filter((one) => !one.needs.some((need) => missing.has(need)))
  tallies.push(
    await runVitest(
      'system',
      runnable.map((one) => one.file),
    ),
  )
  for (const { file, needs: wanted } of selected.system) {
    const reasons = wanted.filter((need) => missing.has(need)).map((need) => missing.get(need))
    if (reasons.length === 0) continue
    const number = await countTests(file)
    tallies.push({ passed: 0, failed: 0, skipped: number, skippedIn: new Map() })
    notes.push(`Skipped ${file} (${number}): ${reasons.join('; ')}.`)
  }
  return { tallies, notes }
}

/** Runs the files of a project; what came of them. */
async function runVitest(project, files) {
  endIfStopped()
  if (files.length === 0) return tally(undefined, 0)
  const output = `${cache}/test-${project}.json`
  rmSync(output, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${output}`]
  const code = await runNode([vitest, 'run', '--project', `${project}*`, ...reporters, ...options, ...files])
  endIfStopped()
  return tally(readJson(output), code)
}

/** How many tests a file has, without running them; one, when that cannot be told. */
async function countTests(file) {
  const output = `${cache}/test-list.json`
  rmSync(output, { force: true })
  await runNode([vitest, 'list', '--project', 'system', `--json=${output}`, file])
  const list = readJson(output)
  return Array.isArray(list) && list.length > 0 ? list.length : 1
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Runs Node on a script, its output ours; its exit code. A signal that we get is passed on. */
function runNode(args) {
  return new Promise((settle) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: environment() })
    const pass = () => child.kill(stop.signal.reason)
    stop.signal.addEventListener('abort', pass, { once: true })
    child.on('close', (code) => {
      stop.signal.removeEventListener('abort', pass)
      settle(code ?? 1)
    })
  })
}

/** The environment of the tests: no test may ever reach the account of the person who runs it. */
function environment() {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))
  return {
    ...Object.fromEntries(kept),
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: `${cache}/no-aws-config`,
    AWS_SHARED_CREDENTIALS_FILE: `${cache}/no-aws-credentials`,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    EVENKEEL_MOTO: `${cache}/moto/bin/moto_server`,
  }
}

function endIfStopped() {
  if (!stop.signal.aborted) return
  process.exit(128 + (constants.signals[stop.signal.reason] ?? 1))
}
