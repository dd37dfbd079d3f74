import { fail } from '../../errors/catalogue.ts'
import { apart } from '../../model/finding-twins.ts'
import { knownValues } from '../../judge/exceptions-pin.ts'
import type { Finding } from '../../model/finding.ts'
import { severities } from '../../model/severity.ts'
import { unreadScopes } from '../../report/coverage-groups.ts'
import { counted } from '../../report/words.ts'
import { dayOf, finish } from './except.ts'
import { gatherFindings, type FindingsOptions, type Gathered } from './findings.ts'
import { chooseTarget, namedTarget } from './target.ts'
import { planEntry } from './write.ts'
import { readExceptionFiles } from '../exception-files.ts'
import { keyVariable } from '../fingerprint-key.ts'
import { exits, type Surroundings } from '../surroundings.ts'

export interface AdoptOptions extends FindingsOptions {
  readonly file?: string | undefined
  readonly dryRun?: boolean | undefined
}

/**
 * `evenkeel except --adopt`: records every open finding as known. Only ids, words and digests are written, no value. Those
 * that were adopted before and are open again are left open: to adopt them anew, their entries are removed by hand.
 */
export async function runAdopt(options: AdoptOptions, surroundings: Surroundings): Promise<number> {
  const gathered = await gatherFindings(options, surroundings)
  const { config, judgement, found, keyId } = gathered
  const adopted = new Set(judgement.known.map((one) => one.id))
  const open = found.findings
    .flatMap(apart)
    .filter((finding) => finding.status === 'open' || finding.status === 'acknowledged')
  const fresh = open.filter((finding) => !adopted.has(finding.id))
  if (fresh.length === 0) {
    surroundings.stdout.write(`Nothing to adopt: ${nothingNew(open.length)}.\n`)
    notes(gathered, [], surroundings)
    return exits.parity
  }
  const entry = {
    ...found.comparison,
    since: dayOf(surroundings.clock.now()),
    findings: fresh.map((finding) => rowOf(finding, keyId)),
  }
  const { files } = await readExceptionFiles(config, surroundings.cwd)
  const choosing = { ...judgement, config, files, cwd: surroundings.cwd }
  const target = options.file === undefined ? chooseTarget('known', '', choosing) : namedTarget(options.file, choosing)
  const edits = await planEntry('known', entry, target, choosing, surroundings)
  const { candidate, baseline } = found.comparison
  await finish(edits, options.dryRun === true, surroundings, [
    `${counted(fresh.length, 'difference')} of ${candidate} against ${baseline} known at adoption: ${tally(fresh)}`,
  ])
  notes(gathered, fresh, surroundings)
  return exits.parity
}

/** Nothing of `except <finding>` goes with an adoption. Throws `cli-usage`. */
export function refuseWithAdopt(given: Readonly<Record<string, unknown>>): void {
  const other = Object.keys(given).find((name) => given[name] !== undefined)
  if (other === undefined) return
  const problem = other === 'finding' ? '--adopt takes every open finding, not one' : `--adopt takes no --${other}`
  throw fail('cli-usage', { problem, hint: 'An adoption needs no reason and no owner: what is known burns down.' })
}

function rowOf(finding: Finding, keyId: string | undefined): Readonly<Record<string, unknown>> {
  const { id, rule, kind, at, severity, resource } = finding
  return {
    id,
    rule,
    kind,
    resource: resource.name,
    ...(at === '' ? {} : { at }),
    severity,
    ...knownValues(finding, keyId),
  }
}

function nothingNew(open: number): string {
  return open === 0
    ? 'no difference is open'
    : `all ${open} open differences were adopted before, and have become worse or changed`
}

function tally(findings: readonly Finding[]): string {
  return severities
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}`)
    .join(', ')
}

/** What an adoption cannot know. */
function notes({ found, keyId }: Gathered, adopted: readonly Finding[], { stderr }: Surroundings): void {
  const unread = unreadScopes(found).length
  if (unread > 0) {
    stderr.write(`note: ${counted(unread, 'place')} could not be read; what differs there is not adopted.\n`)
  }
  const secrets = adopted.filter((finding) => 'secrets' in knownValues(finding, 'any')).length
  if (secrets > 0 && keyId === undefined) {
    stderr.write(
      `note: ${counted(secrets, 'difference is', 'differences are')} about secrets; without ${keyVariable} a changed secret does not reopen them.\n`,
    )
  }
}
