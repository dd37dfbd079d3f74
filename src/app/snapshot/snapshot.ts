import { collectEnvironment } from '../../collect/run.ts'
import { hasSecrets } from '../../jobs/key-notices.ts'
import { coverageVerdict } from '../../jobs/verdicts.ts'
import type { Coverage } from '../../model/coverage.ts'
import { createFingerprinter } from '../../platform/fingerprint.ts'
import { localLimiter } from '../../platform/rate-limiter.ts'
import { startProgress } from '../../report/progress.ts'
import { safeText } from '../../report/safe-text.ts'
import { readableEnvironment } from '../choose-comparison.ts'
import { keyVariable, lastingKey } from '../fingerprint-key.ts'
import { loadCollectors } from '../load-collectors.ts'
import { openConfig } from '../open-config.ts'
import { packageVersion } from '../root.ts'
import { exits, type Surroundings } from '../surroundings.ts'
import { checkOutput } from '../write-output.ts'
import { linesOf } from './write-lines.ts'
import { printLines, writeLines } from './write-file.ts'

export interface SnapshotOptions {
  readonly config?: string | undefined
  readonly environment: string
  /** Where the snapshot goes instead of stdout; relative to the current folder. */
  readonly output?: string | undefined
  /** No progress. */
  readonly quiet?: boolean | undefined
}

/**
 * `evenkeel snapshot`: reads one environment, with its own sources and credentials alone, and writes what it saw as JSON Lines. Returns the
 * exit code: 3 where something required could not be read; it is written all the same, and says so in its coverage.
 */
export async function runSnapshot(options: SnapshotOptions, surroundings: Surroundings): Promise<number> {
  const { env, cwd, stderr, clock, signal } = surroundings
  if (options.output !== undefined) await checkOutput(options.output, cwd)
  const { config, collectors: listed } = await openConfig(options.config, surroundings)
  const { facts, sources } = readableEnvironment(config, '--environment', options.environment)
  const collectors = await loadCollectors(listed, sources)
  const key = lastingKey(env)
  const fingerprint = createFingerprinter(key)
  const now = clock.now()
  const { isTty: tty, colour, columns, rows } = stderr
  const quiet = options.quiet === true
  const progress = startProgress({ stream: stderr, tty, colour, columns, rows, now: () => clock.now(), quiet })
  const { services } = config
  const read = { facts, sources, collectors, services, signal, fingerprint, now, everything: true }
  const request = { ...read, limiter: localLimiter({ clock }), onCollect: progress.listener }
  const { snapshot, notices } = await collectEnvironment(request).finally(() => progress.stop())
  const note = (message: string): void => stderr.write(`note: ${safeText(message)}\n`)
  for (const { message } of notices) note(message)
  if (key === undefined && hasSecrets(snapshot)) {
    note(
      `its secrets are fingerprinted under a key of this run alone, so they compare with nothing else; set ${keyVariable} to the same key in every place.`,
    )
  }
  const header = { environment: facts.name, takenAt: snapshot.takenAt, keyId: fingerprint('').keyId }
  const lines = linesOf(snapshot, { ...header, program: packageVersion() })
  if (options.output === undefined) await printLines(lines, surroundings)
  else await writeLines(options.output, lines, cwd)
  const seen = [...snapshot.heads()].length
  for (const sentence of unread(snapshot.coverage)) note(sentence)
  if (seen === 0) note(`the sources of ${facts.name} hold nothing that Evenkeel compares.`)
  return coverageVerdict(snapshot.coverage, seen) === 'complete' ? exits.parity : exits.incomplete
}

/** What could not be read, a sentence for each place. */
function unread(coverage: readonly Coverage[]): readonly string[] {
  const places = new Map<string, { readonly kinds: string[]; readonly row: Coverage }>()
  for (const row of coverage.filter(({ status }) => status !== 'complete')) {
    const place = JSON.stringify([row.origin, row.status, row.reason, row.required])
    const found = places.get(place)
    if (found === undefined) places.set(place, { kinds: [row.kind], row })
    else found.kinds.push(row.kind)
  }
  return [...places.values()].map(({ kinds, row: { origin, status, reason, required } }) => {
    const what = `${kinds.join(', ')} of ${origin.collector} in ${origin.scope}`
    const how = status === 'partial' ? 'were read in part' : status === 'denied' ? 'were denied' : 'were not asked'
    return `${what} ${how}${required ? '' : ', and are not required'}.${reason === undefined ? '' : ` ${reason}`}`
  })
}
