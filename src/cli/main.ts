#!/usr/bin/env node
import { systemClock } from '../app/surroundings.ts'
import { runCli } from './program.ts'
import { abortOnSignals, usualGrace } from './signals.ts'
import { outputOf } from './terminal.ts'

// The AWS SDK says on every run that it will stop supporting Node 20; the report is no place for it.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'

/** A reader that has gone (`| head`) is no failure of ours: what is left is not written, the exit code stays. */
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

let grace = usualGrace
const surroundings = {
  cwd: process.cwd(),
  env: process.env,
  stdin: () => process.stdin,
  stdout: outputOf(process.stdout, process.env),
  stderr: outputOf(process.stderr, process.env),
  clock: systemClock,
  signal: abortOnSignals(
    {
      on: (name, listener) => process.on(name, listener),
      exit: (code) => {
        // A progress display may have hidden the cursor, and cannot show it any more.
        process.stderr.write(process.stderr.isTTY ? '\u001b[?25hInterrupted.\n' : 'Interrupted.\n')
        process.exit(code)
      },
    },
    () => grace,
  ),
  endsByItself: (milliseconds: number) => {
    grace = milliseconds
  },
}

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    void import('../app/print-error.ts').then(({ printError }) => process.exit(printError(error, surroundings)))
  })
}

const code = await runCli(process.argv.slice(2), surroundings)
// What was written to a pipe may not have left yet; sockets of a connection pool would keep the process alive after it.
for (const stream of [process.stdout, process.stderr])
  await new Promise<void>((done) => void stream.write('', () => done()))
process.exit(code)
