import { setTimeout as sleep } from 'node:timers/promises'
import { durationPattern } from '../api/duration.ts'
import type { GateVerdict } from '../api/gate/verdict.ts'
import { gateInWords } from '../api/gate/words.ts'
import { EvenkeelError, fail } from '../errors/catalogue.ts'
import { safeJson, safeText } from '../report/safe-text.ts'
import { dataDirectoryOf } from './data-directory.ts'
import type { GateOptions } from './gate-choices.ts'
import { requiredServer, type ServerCall } from './server-client.ts'
import { exits, type Surroundings } from './surroundings.ts'

/** How long a server that is being restarted is asked again. */
const patienceMilliseconds = 8_000
const shortestReason = 10
/** After this long without an answer, people are told what is waited for. */
const quietMilliseconds = 2_000

type Told =
  | GateVerdict
  | {
      readonly comparison: string
      readonly passed: null
      readonly drift: null
      readonly coverage: null
      readonly unknown: { readonly why: 'unreachable'; readonly detail: string }
    }

/**
 * `evenkeel gate`: asks a running server, says both verdicts, and returns the exit code: 0 passed, 1 drift, 3 not known. A server that
 * cannot be asked is not known, too. Throws for what was asked wrongly: a comparison that there is not, a token that may not.
 */
export async function runGate(options: GateOptions, surroundings: Surroundings): Promise<number> {
  checkOptions(options)
  let verdict: Told
  // A verdict may show the override of somebody else, for another time.
  let letPass = false
  const untold = setTimeout(() => surroundings.stderr.write(waitingWords(options)), quietMilliseconds)
  try {
    verdict = await asked<GateVerdict>(
      { path: '/v1/gate', query: questionOf(options), timeoutSeconds: (options.wait ?? 0) + 20 },
      options,
      surroundings,
    )
    if (options.override === true && verdict.passed !== true) {
      verdict = await overridden(options, surroundings)
      letPass = true
    }
  } catch (error) {
    if (surroundings.signal.aborted || !(error instanceof EvenkeelError) || error.exit !== exits.incomplete) throw error
    const detail = `${error.message} ${error.remedy}`
    verdict = {
      comparison: options.comparison,
      passed: null,
      drift: null,
      coverage: null,
      unknown: { why: 'unreachable', detail },
    }
  } finally {
    clearTimeout(untold)
  }
  return told(verdict, letPass, options, surroundings)
}

function waitingWords({ comparison, wait }: GateOptions): string {
  return wait === undefined
    ? 'Waiting for the server …\n'
    : `Waiting for an assessment of ${safeText(comparison)}, ${wait} s at most …\n`
}

function checkOptions({ maxAge, override, reason }: GateOptions): void {
  if (maxAge !== undefined && !new RegExp(durationPattern).test(maxAge))
    throw fail('cli-usage', {
      problem: `--max-age cannot be "${maxAge}"`,
      hint: 'It takes a length of time: 90s, 30m, 1h, 7d.',
    })
  if (override === true && (reason ?? '').trim().length < shortestReason)
    throw fail('cli-usage', {
      problem: reason === undefined ? '--override needs a --reason' : '--override needs a longer --reason',
      hint: `Say why in ${shortestReason} characters or more; it is recorded and told.`,
    })
  if (override !== true && reason !== undefined)
    throw fail('cli-usage', {
      problem: '--reason stands without --override',
      hint: 'A reason is recorded only with an override.',
    })
}

function questionOf({ comparison, service, failOn, maxAge, newOnly, wait }: GateOptions) {
  return { comparison, service, failOn, maxAge, newOnly: newOnly === true ? true : undefined, wait }
}

async function overridden(options: GateOptions, surroundings: Surroundings): Promise<GateVerdict> {
  const { reason, by } = options
  const { wait: _wait, ...question } = questionOf(options)
  return asked({ method: 'POST', path: '/v1/gate/overrides', body: { ...question, reason, by } }, options, surroundings)
}

/** Asks, and asks again for some seconds where the server is not there or is about to stop: it may be starting anew, elsewhere. */
async function asked<T>(
  call: ServerCall,
  { server, data, config }: GateOptions,
  surroundings: Surroundings,
): Promise<T> {
  const { env, signal, clock } = surroundings
  const dataDirectory = await dataDirectoryOf({ data, config }, surroundings)
  const until = clock.now().getTime() + patienceMilliseconds
  for (let pause = 250; ; pause = Math.min(pause * 2, 2_000)) {
    try {
      const client = await requiredServer({ env, dataDirectory, server, signal })
      return await client.json<T>(call)
    } catch (error) {
      const again = error instanceof EvenkeelError && worthAnotherTry(error)
      if (!again || clock.now().getTime() + pause > until) throw error
      await sleep(pause, undefined, { signal })
    }
  }
}

/** What passes when a server is started anew. One that was not named and is not there is not waited for. */
function worthAnotherTry({ code, parameters }: EvenkeelError): boolean {
  if (code === 'server-unreachable') return !String(parameters['reason']).startsWith('it did not answer')
  return ['server-answer', 'api-closing', 'api-busy', 'api-rate', 'store-unavailable'].includes(code)
}

function told(
  verdict: Told,
  letPass: boolean,
  { onUnknown, format }: GateOptions,
  { stdout, stderr }: Surroundings,
): number {
  if (format === 'json') stdout.write(`${safeJson(JSON.stringify(verdict, null, 2))}\n`)
  else if (verdict.unknown?.why === 'unreachable')
    stdout.write(
      `${safeText(verdict.comparison)}: not known, which is no pass\n  ${safeText(verdict.unknown.detail)}\n`,
    )
  else stdout.write(gateInWords(verdict as GateVerdict))
  if (verdict.passed === true || letPass) return exits.parity
  if (verdict.passed === false) return exits.drift
  if (onUnknown === 'fail') return exits.incomplete
  if (onUnknown === 'warn') stderr.write('warning: the gate could not tell, and lets it pass (--on-unknown warn)\n')
  return exits.parity
}
