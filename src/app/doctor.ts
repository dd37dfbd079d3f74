import picocolors from 'picocolors'
import type { Collector, Diagnosis, ScopePlan } from '../collect/contract.ts'
import { assign, type Assignment } from '../collect/tasks.ts'
import type { Config, EnvironmentConfig } from '../config/config.ts'
import { EvenkeelError } from '../errors/catalogue.ts'
import { startDeadline } from '../platform/deadline.ts'
import { createFingerprinter } from '../platform/fingerprint.ts'
import { startRace } from '../platform/race.ts'
import { safeText } from '../report/safe-text.ts'
import { counted } from '../report/words.ts'
import { loadJudgement } from './judgement.ts'
import { loadCollectors } from './load-collectors.ts'
import { openConfig } from './open-config.ts'
import { policyFor } from './policy.ts'
import { exits, type Surroundings } from './surroundings.ts'

export interface DoctorOptions {
  readonly config?: string | undefined
  /** Print the minimal IAM policy instead of checking. */
  readonly policy?: boolean | undefined
}

/** No check may take longer than this, however slow the source is meant to be when it is read. */
const longestSeconds = 30

/**
 * `evenkeel doctor`: credentials, permissions and reachability of every source, one line each, with the remedy under what
 * is not well. Returns 3 when something is not: a check would not see all.
 */
export async function runDoctor(options: DoctorOptions, surroundings: Surroundings): Promise<number> {
  const { config, collectors: listed } = await openConfig(options.config, surroundings)
  const sources = Object.values(config.environments).flatMap((environment) => environment.sources)
  const collectors = await loadCollectors(listed, sources)
  if (options.policy === true) return printPolicy(config, collectors, surroundings)
  const say = printer(surroundings)
  say('', { what: config.file, ok: true, detail: configDetail(config) })
  // Every comparison has a profile of its own, and each may have a mistake in it.
  const [first, ...others] = config.comparisons
  const judgement = await loadJudgement(config, surroundings.cwd, first?.profile)
  for (const { profile } of others) await loadJudgement(config, surroundings.cwd, profile)
  const { rules, exceptions } = judgement
  say('', {
    what: 'rules',
    ok: true,
    detail: `${counted(rules.length, 'rule')}, ${counted(exceptions.length, 'exception')}`,
  })
  let well = true
  for (const environment of Object.values(config.environments)) {
    if (environment.sources.length === 0) {
      say(environment.facts.name, { what: 'sources', ok: true, detail: 'sent: its snapshots are written elsewhere' })
    }
    for (const assignment of assign(environment.sources, collectors)) {
      for await (const diagnosis of diagnose(environment, assignment, surroundings.signal)) {
        surroundings.signal.throwIfAborted()
        say(`${environment.facts.name} ${assignment.collector.id}`, diagnosis)
        well &&= diagnosis.ok
      }
    }
  }
  return well ? exits.parity : exits.incomplete
}

function configDetail(config: Config): string {
  const names = Object.keys(config.environments)
  return `${counted(names.length, 'environment')} (${names.join(', ')}), ${counted(config.comparisons.length, 'comparison')}`
}

function printer({ stdout }: Surroundings): (subject: string, diagnosis: Diagnosis) => void {
  const { green, red, bold, dim } = picocolors.createColors(stdout.colour)
  return (subject, { what, ok, detail, remedy }) => {
    const mark = ok ? green('ok  ') : bold(red('FAIL'))
    const words = [subject, what].filter((part) => part !== '').join('  ')
    stdout.write(`${mark}  ${safeText(words)}: ${safeText(detail)}\n`)
    if (!ok && remedy !== undefined) stdout.write(`      ${dim(safeText(remedy))}\n`)
  }
}

/** All scopes of a collector at once, in their order; one that fails or hangs costs only its own line. */
async function* diagnose(
  environment: EnvironmentConfig,
  assignment: Assignment,
  signal: AbortSignal,
): AsyncIterable<Diagnosis> {
  const { collector, source } = assignment
  let scopes: readonly ScopePlan[]
  try {
    scopes = await collector.scopes(source.settings, environment.facts)
  } catch (error) {
    yield failed(source.where, error)
    return
  }
  const running = scopes.map((scope) => diagnoseScope(environment, assignment, scope, signal))
  for (const lines of running) yield* await lines
}

async function diagnoseScope(
  environment: EnvironmentConfig,
  { collector, source, deadlineSeconds }: Assignment,
  scope: ScopePlan,
  signal: AbortSignal,
): Promise<readonly Diagnosis[]> {
  const seconds = Math.min(deadlineSeconds, longestSeconds)
  const deadline = startDeadline(signal, seconds)
  const race = startRace(deadline.signal)
  const found: Diagnosis[] = []
  const ask = async (): Promise<void> => {
    const request = {
      scope,
      settings: source.settings,
      environment: environment.facts,
      signal: deadline.signal,
      fingerprint: createFingerprinter(),
    }
    for await (const diagnosis of collector.diagnose(request)) found.push(diagnosis)
  }
  try {
    // A check that ignores its signal is left behind, not waited for.
    await race.against(ask())
  } catch (error) {
    found.push(deadline.expired() ? tooLate(scope, seconds) : failed(scope.scope, error))
  } finally {
    race.close()
    deadline.clear()
  }
  return found
}

function tooLate(scope: ScopePlan, seconds: number): Diagnosis {
  return {
    what: scope.scope,
    ok: false,
    detail: `No answer within ${seconds} s.`,
    remedy: 'Check that the endpoint is reachable from here.',
  }
}

function failed(what: string, error: unknown): Diagnosis {
  if (error instanceof EvenkeelError) return { what, ok: false, detail: error.message, remedy: error.remedy }
  const name = error instanceof Error ? error.name : 'something that is no error'
  return {
    what,
    ok: false,
    detail: `The check itself failed (${name}).`,
    remedy: 'If it happens again, report it with this sentence.',
  }
}

function printPolicy(config: Config, collectors: readonly Collector[], { stdout, stderr }: Surroundings): number {
  const assignments = Object.values(config.environments).flatMap(({ sources }) => assign(sources, collectors))
  const policy = policyFor(assignments, collectors)
  if (policy === undefined) {
    stderr.write('No configured source needs AWS permissions.\n')
    return exits.parity
  }
  stdout.write(`${JSON.stringify(policy, null, 2)}\n`)
  return exits.parity
}
