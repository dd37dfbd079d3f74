import { didYouMean, entry } from './define.ts'

/** Errors of the cli room: how a command was called, and where its output goes. */
export const cliErrors = {
  'cli-usage': entry<{ readonly problem: string; readonly hint?: string | undefined }>({
    exit: 2,
    sentence: (p) => `${p.problem}.`,
    remedy: (p) => p.hint ?? 'See `evenkeel --help`, or --help after a command.',
    doc: 'A command, option or argument is unknown, missing or superfluous.',
  }),
  'cli-unknown-choice': entry<{
    readonly option: string
    readonly value: string
    readonly nearest?: string | undefined
    readonly choices: string
  }>({
    exit: 2,
    sentence: (p) => `${p.option} cannot be "${p.value}".`,
    remedy: (p) => didYouMean(p.nearest, `It takes: ${p.choices}.`),
    doc: 'An option has a value that it does not take.',
  }),
  'cli-unknown-environment': entry<{
    readonly option: string
    readonly name: string
    readonly nearest?: string | undefined
    readonly known: string
  }>({
    exit: 2,
    sentence: (p) => `${p.option} names the environment "${p.name}", which the configuration does not have.`,
    remedy: (p) => didYouMean(p.nearest, `It has: ${p.known}.`),
    doc: '--candidate or --baseline names no environment of the configuration.',
  }),
  'cli-which-comparison': entry<{ readonly known: string; readonly file: string }>({
    exit: 2,
    sentence: (p) => `${p.file} has several comparisons that this could mean: ${p.known}.`,
    remedy: () => 'Say which, with --candidate and --baseline.',
    doc: 'One check runs one comparison, and the options leave several.',
  }),
  'cli-no-comparison': entry<{ readonly option: string; readonly name: string; readonly known: string }>({
    exit: 2,
    sentence: (p) => `No comparison of the configuration has ${p.option} ${p.name}; it has: ${p.known}.`,
    remedy: () => 'Give both --candidate and --baseline to compare two environments that no comparison names.',
    doc: 'Only one side was given, and no configured comparison has it.',
  }),
  'cli-same-environment': entry<{ readonly name: string }>({
    exit: 2,
    sentence: (p) => `--candidate and --baseline are both ${p.name}.`,
    remedy: () => 'Name two different environments.',
    doc: 'An environment cannot be compared with itself: nothing could differ.',
  }),
  'cli-environment-sent': entry<{ readonly name: string }>({
    exit: 2,
    sentence: (p) => `${p.name} is not read from here: the configuration says \`sources: sent\`.`,
    remedy: (p) => `Give its snapshot as a file, or compare what was sent with \`evenkeel diff ${p.name} ...\`.`,
    doc: 'A command would have to read an environment whose snapshots are written elsewhere and sent.',
  }),
  'cli-output': entry<{ readonly file: string; readonly reason: string }>({
    exit: 2,
    sentence: (p) => `${p.file} could not be written (${p.reason}).`,
    remedy: () => 'Check the path, the permissions and the space left.',
    doc: 'The file of --output, or the one that `init` makes, cannot be written.',
  }),
  'cli-file-exists': entry<{ readonly file: string }>({
    exit: 2,
    sentence: (p) => `${p.file} exists already; nothing was changed.`,
    remedy: () => 'Remove it first, or name another with --config.',
    doc: '`init` never overwrites a configuration.',
  }),
  'cli-not-found': entry<{ readonly what: string; readonly nearest?: string | undefined }>({
    exit: 2,
    sentence: (p) => `Nothing that was read is called "${p.what}".`,
    remedy: (p) =>
      didYouMean(p.nearest, 'Give a finding id, or a name, id or address of a resource as the report shows it.'),
    doc: '`explain` was asked about something that is neither a finding nor a resource.',
  }),
  'cli-several-found': entry<{ readonly what: string; readonly found: string }>({
    exit: 2,
    sentence: (p) => `"${p.what}" could mean: ${p.found}.`,
    remedy: () => 'Give the kind before it, as in `firewall/web`, or its id.',
    doc: '`explain` was asked about a name that several resources have.',
  }),
  'cli-fingerprint-key': entry<{ readonly variable: string; readonly shortest: number }>({
    exit: 2,
    sentence: (p) => `${p.variable} is shorter than ${p.shortest} characters, so it could be guessed.`,
    remedy: () => 'Make one with `openssl rand -hex 32` and keep it as you keep a password.',
    doc: 'EVENKEEL_FINGERPRINT_KEY makes fingerprints of secrets the same in every run. A short one would give the secrets away.',
  }),
  'cli-internal': entry<{ readonly what: string }>({
    exit: 2,
    sentence: (p) => `Unexpected failure: ${p.what}.`,
    remedy: () => 'Report it with this sentence; EVENKEEL_DEBUG=1 shows where it happened.',
    doc: 'A defect in Evenkeel itself.',
  }),
} as const
