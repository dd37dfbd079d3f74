import { didYouMean, entry, place } from './define.ts'

/** Where in a file something stands; line and column count from 1. */
interface Place {
  readonly [key: string]: string | number | undefined
  readonly file: string
  readonly line?: number | undefined
  readonly column?: number | undefined
}

/** What was being judged, for a sentence. */
function during({ rule, what }: { readonly rule?: string | undefined; readonly what?: string | undefined }): string {
  if (what === undefined) return ''
  return rule === undefined ? ` before ${what}` : `, while the rule ${rule} judged ${what}`
}

/** Errors of rule packs and exceptions. */
export const rulesErrors = {
  'rules-empty': entry<{ readonly file: string; readonly what: string }>({
    exit: 2,
    sentence: (p) => `${p.file} is empty: it holds no ${p.what}.`,
    remedy: (p) => `Write ${p.what} there, or leave the file out of the configuration.`,
    doc: 'A rule pack or a file of exceptions holds nothing, or only comments.',
  }),
  'rules-invalid': entry<
    Place & {
      readonly rule: string
      readonly part: string
      readonly problem: string
      readonly nearest?: string | undefined
    }
  >({
    exit: 2,
    sentence: (p) => `${place(p)}: rule ${p.rule}, ${p.part}: ${p.problem}.`,
    remedy: (p) => didYouMean(p.nearest, 'See docs/reference/rules.md for what a rule takes.'),
    doc: 'A rule names a kind, field, relation, placeholder or option that does not exist, or its guard is no CEL expression of the right type.',
  }),
  'rules-too-large': entry<Place & { readonly what: string; readonly most: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: ${p.what}; the most is ${p.most}.`,
    remedy: () => 'Split it, or write it more plainly: no rule file may keep a check from ending.',
    doc: 'A rule pack is too long, or has too many rules, or a rule has too many or too big examples.',
  }),
  'rules-duplicate-id': entry<Place & { readonly rule: string; readonly other: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: the rule ${p.rule} exists already, at ${p.other}.`,
    remedy: () => 'Give it another id; findings and exceptions know a rule by it.',
    doc: 'Two rules, in one pack or in two, have the same id.',
  }),
  'rules-adjustment': entry<
    Place & { readonly adjusts: string; readonly problem: string; readonly nearest?: string | undefined }
  >({
    exit: 2,
    sentence: (p) => `${place(p)}: the adjustment of ${p.adjusts} ${p.problem}.`,
    remedy: (p) =>
      didYouMean(p.nearest, '`evenkeel rules list` shows the rules, docs/reference/rules.md what they take.'),
    doc: 'An entry of `rules:` adjusts a rule or sets a parameter that does not exist, gives a parameter a value of another form, or makes a rule invalid.',
  }),
  'rules-knob': entry<
    Place & { readonly knob: string; readonly problem: string; readonly nearest?: string | undefined }
  >({
    exit: 2,
    sentence: (p) => `${place(p)}: the knob ${p.knob} ${p.problem}.`,
    remedy: (p) => didYouMean(p.nearest, 'See docs/reference/profiles.md for the knobs and their choices.'),
    doc: 'A profile is adjusted by a knob, or to a choice, that does not exist.',
  }),
  'rules-guard-failed': entry<{
    readonly rule: string
    readonly part: string
    readonly problem: string
    readonly where?: string | undefined
  }>({
    exit: 2,
    sentence: (p) =>
      `Rule ${p.rule}${p.where === undefined ? '' : ` (${p.where})`}: its guard "${p.part}" failed: ${p.problem}.`,
    remedy: () =>
      'Correct the expression; a field that may be absent is null, and `candidate.field != null` asks for it.',
    doc: 'A guard that is well-formed could not be evaluated on a value. A rule that fails is not a rule that passes, so the run ends.',
  }),
  'rules-too-slow': entry<{
    readonly seconds: number
    readonly rule?: string | undefined
    readonly what?: string | undefined
  }>({
    exit: 2,
    sentence: (p) => `Judging took longer than ${p.seconds} s and was stopped${during(p)}.`,
    remedy: (p) =>
      p.rule === undefined
        ? 'Allow more time with --judge-seconds, or `limits: { judgeSeconds }` in evenkeel.yaml.'
        : 'Make its expressions simpler, or allow more time with --judge-seconds, or `limits: { judgeSeconds }` in evenkeel.yaml.',
    doc: 'Comparing and judging took longer than it may, because a rule is too dear for the data or there is very much of it.',
  }),
  'rules-out-of-memory': entry<{ readonly rule?: string | undefined; readonly what?: string | undefined }>({
    exit: 2,
    sentence: (p) => `Judging needed more memory than there is and was stopped${during(p)}.`,
    remedy: () =>
      'Make the expressions of the rule simpler, or give the process more with NODE_OPTIONS=--max-old-space-size.',
    doc: 'The thread that compares and judges ran out of memory.',
  }),
  'rules-exception-selects-all': entry<Place & { readonly found: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: the exception ${p.found}, so it would cover everything.`,
    remedy: () => 'Name at least one of rule, kind, resource, at, service or finding, with more in it than `*`.',
    doc: 'An exception has no selector, or only wildcards.',
  }),
  'rules-exception-unknown': entry<
    Place & { readonly what: string; readonly name: string; readonly nearest?: string | undefined }
  >({
    exit: 2,
    sentence: (p) => `${place(p)}: the exception names the ${p.what} "${p.name}", which does not exist.`,
    remedy: (p) =>
      didYouMean(
        p.nearest,
        '`evenkeel rules list` shows the rules, docs/reference/kinds.md the kinds, `services:` in evenkeel.yaml the services.',
      ),
    doc: 'An exception names a rule, kind or service that does not exist, so it would never cover anything.',
  }),
  'rules-exception-date': entry<Place & { readonly key: string; readonly problem: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: ${p.key}: ${p.problem}.`,
    remedy: () => 'Write a date as 2026-12-31.',
    doc: 'A date of an exception is missing, is no date, or lies before the one it must follow.',
  }),
  'rules-exception-window': entry<Place & { readonly problem: string; readonly nearest?: string | undefined }>({
    exit: 2,
    sentence: (p) => `${place(p)}: the window of the exception: ${p.problem}.`,
    remedy: (p) =>
      didYouMean(p.nearest, 'Write it as { days: [sat, sun], from: "20:00", to: "06:00", zone: Europe/Berlin }.'),
    doc: 'The time window of an exception has no such zone, half of its hours, or no length.',
  }),
  'rules-exception-pin': entry<Place>({
    exit: 2,
    sentence: (p) => `${place(p)}: the exception pins the fingerprint of a secret without the key it was made with.`,
    remedy: () =>
      'Pin it with `evenkeel except --pin` while EVENKEEL_FINGERPRINT_KEY is set, which adds `key:`, or leave the value out.',
    doc: 'Fingerprints compare only under one key. Without EVENKEEL_FINGERPRINT_KEY every run has a key of its own, so the pin would never hold.',
  }),
  'rules-exception-duplicate': entry<Place & { readonly id: string; readonly other: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: the exception "${p.id}" exists already, at ${p.other}.`,
    remedy: () => 'Remove one of them, or give each an `id` of its own.',
    doc: 'Two exceptions have the same id, or select the same and have none.',
  }),
} as const
