import { didYouMean, entry } from './define.ts'

/** Errors of `except` and `differences`: nothing is written when one of them is given. */
export const exceptErrors = {
  'except-not-found': entry<{ readonly what: string; readonly nearest?: string | undefined; readonly unread: number }>({
    exit: 2,
    sentence: (p) =>
      `No finding has the id "${p.what}"${p.unread === 0 ? '' : `, and ${p.unread === 1 ? 'a place' : `${p.unread} places`} could not be read, where it may be`}.`,
    remedy: (p) => didYouMean(p.nearest, 'The report shows the id under each finding; its beginning is enough.'),
    doc: '`except` was asked for a finding that the comparison does not have.',
  }),
  'except-several-found': entry<{ readonly what: string; readonly found: string }>({
    exit: 2,
    sentence: (p) => `"${p.what}" could be the beginning of several findings: ${p.found}.`,
    remedy: () => 'Give more of the id.',
    doc: '`except` was given the beginning of an id that several findings share.',
  }),
  'except-covered': entry<{
    readonly finding: string
    readonly exception: string
    readonly where: string
    readonly until: string
  }>({
    exit: 2,
    sentence: (p) => `Finding ${p.finding} is covered already, until ${p.until}, by the exception "${p.exception}".`,
    remedy: (p) => `Change that one instead: ${p.where}.`,
    doc: '`except` was asked for a finding that an exception covers; two for one would hide each other’s end.',
  }),
  'except-nothing-to-pin': entry<{ readonly finding: string; readonly problem: string }>({
    exit: 2,
    sentence: (p) => `The values of finding ${p.finding} cannot be pinned: ${p.problem}.`,
    remedy: () => 'Leave --pin out.',
    doc: '`except --pin` was asked for a finding about the resource itself, or with a value that is too long to stand in a file.',
  }),
  'except-pin-secret': entry<{ readonly finding: string }>({
    exit: 2,
    sentence: (p) =>
      `Finding ${p.finding} is about a secret, and the fingerprints of this run mean nothing to any other.`,
    remedy: () =>
      'Set EVENKEEL_FINGERPRINT_KEY to a key that lasts and compare anew without --from, or leave --pin out.',
    doc: '`except --pin` was asked for a secret without a key that lasts. The value itself is never written.',
  }),
  'except-which-file': entry<{ readonly files: string; readonly owner: string }>({
    exit: 2,
    sentence: (p) => `Several files could take it, and none has more of ${p.owner} than the others: ${p.files}.`,
    remedy: () => 'Say which, with --file.',
    doc: '`exceptions:` names several files, and neither the owner nor a pattern says which one is meant.',
  }),
  'except-file-form': entry<{ readonly file: string; readonly entry: string }>({
    exit: 2,
    sentence: (p) => `${p.file} cannot be added to without rewriting what stands there; nothing was changed.`,
    remedy: (p) => `Write it there by hand: ${p.entry}.`,
    doc: 'The list in a file is an alias, or stands in braces, so that an entry cannot be added and all else kept as it is.',
  }),
  'except-report': entry<{ readonly file: string; readonly problem: string }>({
    exit: 2,
    sentence: (p) => `${p.file} is no report to take findings from: ${p.problem}.`,
    remedy: () => 'Write one with `evenkeel check --format json --output report.json`.',
    doc: 'The file of --from cannot be read, is no report of `check --format json`, or is about other environments.',
  }),
} as const
