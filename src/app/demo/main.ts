import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { abortOnSignals } from '../../cli/signals.ts'
import { outputOf } from '../../cli/terminal.ts'
import { printError } from '../print-error.ts'
import { graceMilliseconds } from '../service/until-told.ts'
import { systemClock, type Surroundings } from '../surroundings.ts'
import { readDemoArguments } from './arguments.ts'
import { runDemo } from './run-demo.ts'

/** `npm run demo [-- --once] [--data DIR] [--listen HOST:PORT]`: the service on the example, with nothing installed. */
const { DATABASE_URL: _database, REDIS_URL: _redis, EVENKEEL_DATA: _data, ...env } = process.env
const stderr = outputOf(process.stderr, env)
let code: number
try {
  const given = readDemoArguments(process.argv.slice(2))
  const data = given.data ?? (await mkdtemp(join(tmpdir(), 'evenkeel-demo-')))
  const surroundings: Surroundings = {
    cwd: process.cwd(),
    // A demonstration never writes into the database of somebody's real service, and its log would hide what it shows.
    env: { EVENKEEL_LOG_LEVEL: 'warn', ...env },
    stdout: outputOf(process.stdout, env),
    stderr,
    clock: systemClock,
    signal: abortOnSignals(
      { on: (name, listener) => process.on(name, listener), exit: (given) => process.exit(given) },
      () => graceMilliseconds,
    ),
  }
  try {
    code = await runDemo({ ...given, data }, surroundings)
  } finally {
    if (given.data === undefined) await rm(data, { recursive: true, force: true, maxRetries: 3 })
  }
} catch (error) {
  code = printError(error, { stderr, env })
}
// What was written to a pipe may not have left yet.
for (const stream of [process.stdout, process.stderr])
  await new Promise<void>((done) => void stream.write('', () => done()))
process.exit(code)
