import { execFile } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { postgresPrograms } from './postgres-programs.mjs'

const run = promisify(execFile)

const motoVersion = '5.2.5'
const ministackVersion = '1.5.33'
// A mirror that fails for a moment, and a machine that has just begun and updates itself.
const apt = ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=120']
const pip = ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--retries', '3', '--timeout', '30']

/**
 * What a system test may need beside Node: how a test file shows that it needs it, and how it is provided.
 * `provide` resolves to undefined when it is there, or to one sentence that says why it cannot be had.
 */
export const needs = [
  {
    name: 'moto',
    // A file needs moto when it imports the helper that starts it, or says so itself.
    wantedBy: (text) => /\/moto[\w-]*\.ts'|^(\/\/| \*) needs: .*\bmoto\b/m.test(text),
    provide: provideMoto,
  },
  {
    name: 'ministack',
    wantedBy: (text) => /\/ministack\.ts'|^(\/\/| \*) needs: .*\bministack\b/m.test(text),
    provide: provideMinistack,
  },
  {
    name: 'openssl',
    wantedBy: (text) => /'openssl'|^(\/\/| \*) needs: .*\bopenssl\b/m.test(text),
    provide: (context) => provideProgram('openssl', ['version'], 'openssl', context),
  },
  {
    name: 'postgres',
    // Only the helper's own folder: the store has files of that name too.
    wantedBy: (text) => /\/support\/postgres\.ts'|'\.\/postgres\.ts'|^(\/\/| \*) needs: .*\bpostgres\b/m.test(text),
    provide: providePostgres,
  },
  {
    name: 'redis',
    wantedBy: (text) => /\/support\/redis\.ts'|'\.\/redis\.ts'|^(\/\/| \*) needs: .*\bredis\b/m.test(text),
    provide: (context) => provideProgram('redis-server', ['--version'], 'redis-server', context),
  },
]

/** The needs that at least one of these texts shows. */
export function needsOf(text) {
  return needs.filter((need) => need.wantedBy(text)).map((need) => need.name)
}

/** moto's server in `<cache>/moto`, from PyPI. One that is there and answers with its version is used as it is. */
async function provideMoto(context) {
  const folder = `${context.cache}/moto`
  if (await motoAnswers(folder)) return undefined
  context.say(`Installing moto ${motoVersion} into ${folder}.`)
  rmSync(folder, { recursive: true, force: true })
  const unfit = await makeVenv(folder, context)
  if (unfit !== undefined) return unfit
  const failed = await attemptTwice(`${folder}/bin/python`, [...pip, `moto[server]==${motoVersion}`], context, 300)
  if (failed !== undefined) return `moto ${motoVersion} could not be installed from PyPI (${failed})`
  return (await motoAnswers(folder)) ? undefined : `moto ${motoVersion} was installed and does not start`
}

async function motoAnswers(folder) {
  if (!existsSync(`${folder}/bin/moto_server`)) return false
  const question = 'import moto, moto.server; print(moto.__version__)'
  const answer = await run(`${folder}/bin/python`, ['-c', question], { timeout: 60_000 }).catch(() => undefined)
  return answer?.stdout.trim() === motoVersion
}

/** ministack in `<cache>/ministack`, from PyPI: beside moto it would take away the botocore that moto’s boto3 asks for. */
async function provideMinistack(context) {
  const folder = `${context.cache}/ministack`
  if (await ministackAnswers(folder)) return undefined
  context.say(`Installing ministack ${ministackVersion} into ${folder}.`)
  rmSync(folder, { recursive: true, force: true })
  const unfit = await makeVenv(folder, context)
  if (unfit !== undefined) return unfit
  const failed = await attemptTwice(`${folder}/bin/python`, [...pip, `ministack==${ministackVersion}`], context, 300)
  if (failed !== undefined) return `ministack ${ministackVersion} could not be installed from PyPI (${failed})`
  return (await ministackAnswers(folder)) ? undefined : `ministack ${ministackVersion} was installed and does not start`
}

async function ministackAnswers(folder) {
  if (!existsSync(`${folder}/bin/ministack`)) return false
  const question = 'from importlib.metadata import version; print(version("ministack"))'
  const answer = await run(`${folder}/bin/python`, ['-c', question], { timeout: 60_000 }).catch(() => undefined)
  return answer?.stdout.trim() === ministackVersion
}

/** Debian keeps `venv` out of python3: it is installed when this process may do that. */
async function makeVenv(folder, context) {
  const make = () => attempt('python3', ['-m', 'venv', folder], context, 120)
  const first = await make()
  if (first === undefined) return undefined
  const refused = await installPackages(['python3', 'python3-venv'], context)
  if (refused !== undefined) return `python3 with venv is missing (${refused})`
  rmSync(folder, { recursive: true, force: true })
  const second = await make()
  return second === undefined ? undefined : `python3 cannot make a virtual environment (${second})`
}

async function provideProgram(program, probe, debianPackage, context) {
  if ((await attempt(program, probe, context, 20)) === undefined) return undefined
  const refused = await installPackages([debianPackage], context)
  if (refused !== undefined) return `${program} is missing (${refused})`
  return (await attempt(program, probe, context, 20)) === undefined ? undefined : `${program} does not start`
}

/** PostgreSQL's programs are started in place, by test/support/postgres.ts: nothing of Debian's own cluster is used. */
async function providePostgres(context) {
  const starts = async () => {
    const folder = postgresPrograms()
    return folder !== undefined && (await attempt(`${folder}/postgres`, ['--version'], context, 20)) === undefined
  }
  if (await starts()) return undefined
  const refused = await installPackages(['postgresql'], context)
  if (refused !== undefined) return `PostgreSQL is missing (${refused})`
  return (await starts()) ? undefined : 'PostgreSQL was installed and does not start'
}

async function installPackages(packages, context) {
  if (process.getuid?.() !== 0) return `only root could install the Debian packages ${packages.join(', ')}`
  return withoutServices(() => install(packages, context))
}

/** Debian starts the servers that it installs, unless its policy says no: tests start their own, on their own ports. */
async function withoutServices(work) {
  const policy = '/usr/sbin/policy-rc.d'
  if (existsSync(policy)) return work()
  try {
    writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' })
  } catch {
    // No Debian, or read-only: whatever is wrong with it shows in the installation.
    return work()
  }
  try {
    return await work()
  } finally {
    rmSync(policy, { force: true })
  }
}

async function install(packages, context) {
  context.say(`Installing the Debian packages ${packages.join(', ')}.`)
  const updated = await attemptTwice('apt-get', [...apt, 'update', '-q'], context, 180)
  if (updated !== undefined) return `apt-get update: ${updated}`
  const installed = await attemptTwice(
    'apt-get',
    [...apt, 'install', '-y', '-q', '--no-install-recommends', ...packages],
    context,
    300,
  )
  return installed === undefined ? undefined : `apt-get install: ${installed}`
}

/** What goes over the network, and once more where it failed: a registry that is busy for a moment must not cost a whole run. */
async function attemptTwice(program, args, context, seconds) {
  const failed = await attempt(program, args, context, seconds)
  if (failed === undefined || context.signal.aborted) return failed
  context.say(`${program} failed (${failed}), and is tried once more.`)
  return attempt(program, args, context, seconds)
}

/** Runs a program; undefined when it ends well, else its last words. Ends with the test run. */
async function attempt(program, args, { signal }, seconds) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    await run(program, args, { signal, env, timeout: seconds * 1000, maxBuffer: 64 * 1024 * 1024 })
    return undefined
  } catch (error) {
    if (error.killed) return `no end after ${seconds} s`
    return lastWords(error.stderr) || lastWords(error.stdout) || error.code || 'it failed'
  }
}

function lastWords(output) {
  return (
    String(output ?? '')
      .trim()
      .split('\n')
      .at(-1)
      ?.trim()
      .slice(0, 200) ?? ''
  )
}
