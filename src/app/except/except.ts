import { defaultDays } from '../../config/exception-dates.ts'
import { nearest } from '../../config/nearest.ts'
import { fail } from '../../errors/catalogue.ts'
import type { Finding } from '../../model/finding.ts'
import { apart } from '../../model/finding-twins.ts'
import { safeText } from '../../report/safe-text.ts'
import { unreadScopes } from '../../report/coverage-groups.ts'
import { unifiedDiff } from './diff.ts'
import { entryOf, type Said } from './entry.ts'
import { gatherFindings, type FindingsOptions, type Gathered } from './findings.ts'
import { chooseTarget, namedTarget } from './target.ts'
import { planEntry, writeEdits, type Edit } from './write.ts'
import { readExceptionFiles } from '../exception-files.ts'
import { exits, type Surroundings } from '../surroundings.ts'

export interface ExceptOptions extends FindingsOptions {
  /** A finding's id, or its beginning. */
  readonly finding?: string | undefined
  readonly reason?: string | undefined
  readonly owner?: string | undefined
  readonly id?: string | undefined
  readonly structural?: boolean | undefined
  readonly expires?: string | undefined
  readonly review?: string | undefined
  readonly pin?: boolean | undefined
  readonly file?: string | undefined
  readonly dryRun?: boolean | undefined
}

/** Enough of a finding's id to mean one. */
const shortestId = 4

/**
 * `evenkeel except <finding>`: documents one finding in the right file, and leaves everything else in it as it is. Prints
 * what it wrote. Nothing is written when the finding is not there, is covered already, or the file would not load.
 */
export async function runExcept(options: ExceptOptions, surroundings: Surroundings): Promise<number> {
  const wanted = checkOptions(options, surroundings.clock.now())
  const gathered = await gatherFindings(options, surroundings)
  const { config, judgement, keyId } = gathered
  const finding = findFinding(wanted, gathered)
  refuseCovered(finding, gathered)
  const said = saidOf(options, finding, surroundings.clock.now())
  const entry = entryOf(finding, said, keyId)
  const list = said.kind === 'structural' ? 'differences' : 'exceptions'
  const { files } = await readExceptionFiles(config, surroundings.cwd)
  const choosing = { ...judgement, config, files, cwd: surroundings.cwd }
  const target =
    options.file === undefined ? chooseTarget(list, said.owner, choosing) : namedTarget(options.file, choosing)
  const edits = await planEntry(list, entry, target, choosing, surroundings)
  const days = defaultDays[said.kind]
  const end =
    said.kind === 'temporary'
      ? `excepted ${said.until === undefined ? `for ${days} days` : `until ${said.until}`}`
      : `documented, to be reviewed ${said.until === undefined ? `within ${days} days` : `by ${said.until}`}`
  await finish(edits, options.dryRun === true, surroundings, [
    finding.title,
    `  ${end} (${said.owner}): ${said.reason}`,
  ])
  return exits.parity
}

/** Writes unless it is only tried, and prints what was written. */
export async function finish(
  edits: readonly Edit[],
  dryRun: boolean,
  { stdout, cwd }: Surroundings,
  lines: readonly string[],
): Promise<void> {
  if (!dryRun) await writeEdits(edits, cwd)
  const files = edits.map((edit) => edit.called).join(', ')
  const done = dryRun ? `Nothing was written. It would be: ${files}` : `Wrote ${files}`
  const diffs = edits.map((edit) => unifiedDiff(edit.called, edit.before, edit.after, stdout.colour))
  stdout.write(`${[...lines.map(safeText), safeText(done), '', ...diffs].join('\n')}`)
}

/** Whether a text is a day that exists, as `2026-12-31`. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && dayOf(new Date(time)) === text
}

/** The day of a moment, UTC. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

/** The finding that is asked for. Throws `cli-usage` when the options cannot stand, before anything is read. */
function checkOptions(options: ExceptOptions, now: Date): string {
  const refuse = (problem: string, hint: string): Error => fail('cli-usage', { problem, hint })
  if (options.finding === undefined) {
    throw refuse('No finding is named', 'Give its id, as the report shows it; or --adopt for all that are open.')
  }
  if ((options.reason ?? '').trim() === '') {
    throw refuse('--reason is missing', 'Say why the difference is wanted: an exception without a reason is none.')
  }
  if (options.owner !== undefined && options.owner.trim() === '') {
    throw refuse('--owner is empty', 'Name the team or person who answers for the difference.')
  }
  if (options.structural === true && options.expires !== undefined) {
    throw refuse('A structural difference does not expire', 'Say by when it is looked at again, with --review.')
  }
  if (options.structural !== true && options.review !== undefined) {
    throw refuse('--review is for structural differences', 'Add --structural, or say with --expires when it ends.')
  }
  for (const [option, day] of Object.entries({ '--expires': options.expires, '--review': options.review })) {
    if (day === undefined) continue
    if (!isDay(day)) throw refuse(`${option} is no day: "${day}"`, 'Write it as 2026-12-31.')
    if (day < dayOf(now)) throw refuse(`${option} lies in the past: ${day}`, 'Give a day that is still to come.')
  }
  return options.finding
}

function saidOf(options: ExceptOptions, finding: Finding, now: Date): Said {
  const owner = options.owner ?? finding.owner
  if (owner === undefined) {
    const hint = 'Name the team or person who answers for the difference; no service with an owner has this resource.'
    throw fail('cli-usage', { problem: '--owner is missing', hint })
  }
  const structural = options.structural === true
  return {
    kind: structural ? 'structural' : 'temporary',
    id: options.id,
    reason: (options.reason ?? '').trim(),
    owner: owner.trim(),
    today: dayOf(now),
    until: structural ? options.review : options.expires,
    pin: options.pin === true,
  }
}

function findFinding(what: string, { found }: Gathered): Finding {
  const wanted = what.toLowerCase()
  const findings = found.findings.filter((finding) => finding.status !== 'resolved')
  // The id that a cause has in one of its places means that place alone.
  const exact =
    findings.find((finding) => finding.id === wanted) ?? findings.flatMap(apart).find(({ id }) => id === wanted)
  if (exact !== undefined) return exact
  const [only, ...others] =
    wanted.length < shortestId ? [] : findings.filter((finding) => finding.id.startsWith(wanted))
  if (only === undefined) {
    const ids = findings.map((finding) => finding.id)
    throw fail('except-not-found', { what, nearest: nearest(wanted, ids), unread: unreadScopes(found).length })
  }
  if (others.length > 0) {
    throw fail('except-several-found', { what, found: [only, ...others].map((finding) => finding.id).join(', ') })
  }
  return only
}

function refuseCovered(finding: Finding, { found }: Gathered): void {
  const { exception } = finding
  if (exception === undefined) return
  const where = found.exceptions?.find((use) => use.exception.id === exception.id)?.exception.where ?? exception.id
  throw fail('except-covered', { finding: finding.id, exception: exception.id, where, until: exception.until })
}
