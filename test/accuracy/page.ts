import type { Edit } from './edits.ts'
import type { StrangerCounts, TwinCounts } from './measure.ts'
import type { Naming } from './surface.ts'

/** What became of one kind of injected difference. */
export interface EditCounts {
  readonly edit: Edit
  readonly injected: number
  readonly seen: number
  readonly reported: number
  readonly changedBeside: readonly string[]
  readonly beside: readonly string[]
}

interface Measured {
  readonly seed: number
  readonly pairs: number
  readonly twins: readonly { readonly architecture: string; readonly naming: Naming; readonly counts: TwinCounts }[]
  readonly strangers: readonly { readonly naming: Naming; readonly counts: StrangerCounts }[]
  readonly edits: readonly EditCounts[]
}

/** The page that publishes the figures, good and bad. */
export function accuracyPage({ seed, pairs, twins, strangers, edits }: Measured): string {
  const applied = edits.filter((one) => one.injected > 0)
  const idle = edits.filter((one) => one.injected === 0)
  const quiet = applied.filter((one) => one.seen > 0 && one.reported === 0)
  const missed = applied.filter((one) => one.seen < one.injected)
  const byKind = [...new Set(applied.map((one) => one.edit.kind))].sort()
  const beside = tally(applied.flatMap((one) => one.beside.map((what) => `${one.edit.id}: ${what}`)))
  return [
    '# Accuracy',
    '',
    'What a parity check is worth is decided by its noise. These figures are measured on a corpus of generated environments:',
    `${new Set(twins.map((t) => t.architecture)).size} architectures, each with three naming schemes, each built ${pairs} times for two environments that differ in`,
    'every id, name, account, region, domain, address range and order. Made by',
    '',
    `    npm run accuracy -- ${seed} ${pairs}`,
    '',
    'A corpus is not the world: it holds what its authors thought of. What it shows is that nothing of it is lost again.',
    '',
    '## Fresh twins: pairing and noise',
    '',
    'Precision: pairs that are right among the pairs made. Recall: resources that found their twin. Changes and findings should be 0.',
    '',
    '| architecture | names | resources | precision | recall | F1 | changes | findings |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...twins.map(({ architecture, naming, counts }) => twinRow(architecture, naming, counts)),
    '',
    ...noiseLines(twins),
    '',
    '## Pairing where each side has resources of its own',
    '',
    'A tenth of the resources is taken out of each side, and each side gets others that are called like those that stay, with one',
    'word more. *Wrong*: pairs of two that are not the same; what is not sure is to be ambiguous, or alone, and never a pair.',
    '',
    '| names | right | wrong | unpaired | precision | recall | F1 |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...strangers.map(({ naming, counts }) => strangerRow(naming, counts)),
    '',
    '## Injected differences',
    '',
    `One at a time, ${applied.length} kinds of difference that follow from the kinds' own declarations, in every architecture and naming that has`,
    'something to edit. *Recall*: the share of which exactly the injected field is seen as changed. *Precision*: the share of such',
    'changes among all that were seen. *Reported*: the share with a finding of the standard rules on the edited resource. *Beside*:',
    'findings on any other resource.',
    '',
    '| kind | kinds of difference | injected | recall | precision | reported | beside |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...byKind.map((kind) =>
      kindRow(
        kind,
        applied.filter((one) => one.edit.kind === kind),
      ),
    ),
    kindRow('**all**', applied),
    '',
    '## Confusion list',
    '',
    '### Paired with another than its twin',
    '',
    ...listed(tally(strangers.flatMap(({ naming, counts }) => counts.confused.map((what) => `${what} (${naming})`)))),
    '',
    '### Not seen',
    '',
    ...(missed.length === 0
      ? ['Nothing.']
      : missed.map((one) => `- ${one.edit.id}: ${one.injected - one.seen} of ${one.injected}`)),
    '',
    '### Changed beside the injected difference',
    '',
    ...listed(tally(applied.flatMap((one) => one.changedBeside.map((what) => `${one.edit.id}: ${what}`)))),
    '',
    '## Seen, and no finding by the standard rules',
    '',
    'A difference in one of these is shown by `evenkeel explain` and is no finding: nobody would act on it by itself.',
    '',
    ...(quiet.length === 0 ? ['Nothing.'] : quiet.map((one) => `- ${one.edit.id}`)),
    '',
    '## Reported beside the injected difference',
    '',
    ...(beside.length === 0 ? ['Nothing.'] : beside.map(([what, times]) => `- ${what} (${times})`)),
    '',
    '## Not in the corpus',
    '',
    ...(idle.length === 0 ? ['Nothing.'] : idle.map((one) => `- ${one.edit.id}`)),
    '',
  ].join('\n')
}

function twinRow(architecture: string, naming: Naming, c: TwinCounts): string {
  const precision = share(c.right, c.right + c.wrong)
  const recall = share(c.right, c.right + c.wrong + c.unpaired)
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return `| ${architecture} | ${naming} | ${c.resources} | ${precision.toFixed(3)} | ${recall.toFixed(3)} | ${f1.toFixed(3)} | ${c.changes} | ${c.findings} |`
}

function kindRow(name: string, list: readonly EditCounts[]): string {
  const injected = list.reduce((all, one) => all + one.injected, 0)
  const seen = list.reduce((all, one) => all + one.seen, 0)
  const reported = list.reduce((all, one) => all + one.reported, 0)
  const beside = list.reduce((all, one) => all + one.beside.length, 0)
  const changed = list.reduce((all, one) => all + one.changedBeside.length, 0)
  const shares = [share(seen, injected), share(seen, seen + changed), share(reported, injected)]
  return `| ${name} | ${list.length} | ${injected} | ${shares.map((one) => one.toFixed(3)).join(' | ')} | ${beside} |`
}

function noiseLines(twins: Measured['twins']): readonly string[] {
  const resources = twins.reduce((all, { counts }) => all + counts.resources, 0)
  const noise = (of: (counts: TwinCounts) => number): string =>
    ((1000 * twins.reduce((all, { counts }) => all + of(counts), 0)) / Math.max(1, resources)).toFixed(2)
  return [
    `In all ${resources} resources; noise per 1,000 of them: ${noise((c) => c.changes)} changes, ${noise((c) => c.findings)} findings.`,
  ]
}

function strangerRow(naming: string, { right, wrong, unpaired }: StrangerCounts): string {
  const precision = share(right, right + wrong)
  const recall = share(right, right + unpaired)
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return `| ${naming} | ${right} | ${wrong} | ${unpaired} | ${[precision, recall, f1].map((one) => one.toFixed(3)).join(' | ')} |`
}

function listed(found: readonly (readonly [string, number])[]): readonly string[] {
  return found.length === 0 ? ['Nothing.'] : found.map(([what, times]) => `- ${what} (${times})`)
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}

function tally(words: readonly string[]): readonly (readonly [string, number])[] {
  const found = new Map<string, number>()
  for (const word of words) found.set(word, (found.get(word) ?? 0) + 1)
  return [...found].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
}
