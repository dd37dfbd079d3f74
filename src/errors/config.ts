import { didYouMean, entry, place } from './define.ts'

/** Where in a file something stands; line and column count from 1. */
interface Place {
  readonly [key: string]: string | number | undefined
  readonly file: string
  readonly line?: number | undefined
  readonly column?: number | undefined
}

interface Within extends Place {
  /** The path to it: `environments.production.sources[0].aws`. */
  readonly where: string
}

/** Errors of the config room. No sentence quotes a value that came from a variable or a file. */
export const configErrors = {
  'config-not-found': entry<{ readonly file: string }>({
    exit: 2,
    sentence: (p) => `There is no configuration at ${p.file}.`,
    remedy: () => 'Write one with `evenkeel init`, or name yours with --config.',
    doc: 'The file named by --config does not exist, or the folder has no evenkeel.yaml (or evenkeel.yml).',
  }),
  'config-two-files': entry<{ readonly file: string; readonly other: string }>({
    exit: 2,
    sentence: (p) => `Both ${p.file} and ${p.other} exist.`,
    remedy: () => 'Remove one of them, or name the one you mean with --config.',
    doc: 'A folder has an evenkeel.yaml and an evenkeel.yml.',
  }),
  'config-unreadable': entry<{ readonly file: string; readonly reason: string }>({
    exit: 2,
    sentence: (p) => `${p.file} could not be read (${p.reason}).`,
    remedy: () => 'Check that it is a file and that you may read it.',
    doc: 'A file that belongs to the configuration exists but cannot be read.',
  }),
  'config-empty': entry<{ readonly file: string }>({
    exit: 2,
    sentence: (p) => `${p.file} is empty.`,
    remedy: () => 'Describe two environments and a comparison; `evenkeel init` writes a start in an empty folder.',
    doc: 'The configuration holds nothing, or only comments.',
  }),
  'config-not-yaml': entry<Place & { readonly problem: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: this is not valid YAML: ${p.problem}.`,
    remedy: () => 'Correct the text at this place.',
    doc: 'The file cannot be read as YAML 1.2.',
  }),
  'config-duplicate-key': entry<Place & { readonly key: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: the key "${p.key}" is given twice in one mapping.`,
    remedy: () => 'Keep one of them; of two equal keys, one would be lost.',
    doc: 'A mapping holds the same key twice.',
  }),
  'config-too-large': entry<Place & { readonly what: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: ${p.what}.`,
    remedy: () => 'Write it out more plainly; aliases that contain aliases multiply.',
    doc: 'The file is too big, too deep, or its aliases expand to too much.',
  }),
  'config-unknown-key': entry<
    Within & { readonly key: string; readonly nearest?: string | undefined; readonly known: string }
  >({
    exit: 2,
    sentence: (p) => `${place(p)}: unknown key "${p.key}" ${p.where === '' ? 'at the top level' : `in ${p.where}`}.`,
    remedy: (p) => didYouMean(p.nearest, p.known === '' ? 'Nothing may stand here.' : `It takes: ${p.known}.`),
    doc: 'A key that means nothing at its place.',
  }),
  'config-missing-key': entry<Within & { readonly key: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: ${p.where === '' ? 'the configuration' : p.where} has no "${p.key}".`,
    remedy: (p) => `Add \`${p.key}:\`.`,
    doc: 'A key that must be given is missing.',
  }),
  'config-wrong-type': entry<Within & { readonly expected: string; readonly found: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: ${p.where} must be ${p.expected}, not ${p.found}.`,
    remedy: (p) => (p.found === 'empty' ? `Give it a value, or leave the key out.` : `Write ${p.expected} there.`),
    doc: 'A value has another form than its key takes.',
  }),
  'config-unquoted': entry<Within & { readonly found: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: ${p.where} must be text, but YAML reads it as ${p.found}.`,
    remedy: () =>
      'Put it in quotes, as in "012345678901": without them, leading zeros and the exact spelling are lost.',
    doc: 'A number, true or false stands without quotes where text is meant, as in account ids.',
  }),
  'config-wrong-value': entry<
    Within & { readonly expected: string; readonly found?: string | undefined; readonly nearest?: string | undefined }
  >({
    exit: 2,
    sentence: (p) =>
      `${place(p)}: ${p.where} must be ${p.expected}${p.found === undefined ? '' : `, not "${p.found}"`}.`,
    remedy: (p) => didYouMean(p.nearest, `Write ${p.expected}.`),
    doc: 'A value is not among those that its key takes.',
  }),
  'config-unknown-reference': entry<
    Within & {
      readonly what: string
      readonly name: string
      readonly nearest?: string | undefined
      readonly known: string
    }
  >({
    exit: 2,
    sentence: (p) => `${place(p)}: ${p.where} names ${p.what} "${p.name}", which does not exist.`,
    remedy: (p) => didYouMean(p.nearest, p.known === '' ? 'None is defined.' : `Defined are: ${p.known}.`),
    doc: 'A comparison, source or pair names something that the configuration does not define.',
  }),
  'config-ambiguous': entry<Within & { readonly problem: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: ${p.where} is ambiguous: ${p.problem}.`,
    remedy: () => 'Make the two distinguishable, or remove one.',
    doc: 'Two entries claim the same name, so a reader could not tell which is meant.',
  }),
  'config-variable-missing': entry<Within & { readonly variable: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: ${p.where} needs the environment variable ${p.variable}, which is not set.`,
    remedy: (p) => `Set ${p.variable} before running, or write the value down if it is not a secret.`,
    doc: 'A `${env:NAME}` names a variable that is not set.',
  }),
  'config-secret-file': entry<Within & { readonly path: string; readonly reason: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: ${p.where} needs the file ${p.path}, which could not be read (${p.reason}).`,
    remedy: () => 'Create it, or correct the path; it is relative to the configuration file.',
    doc: 'A `${file:path}` names a file that cannot be read.',
  }),
  'config-placeholder': entry<Within & { readonly problem: string }>({
    exit: 2,
    sentence: (p) => `${place(p)}: ${p.where} has a placeholder that cannot be understood: ${p.problem}.`,
    remedy: () => 'Write ${env:NAME} or ${file:path}; to mean the characters themselves, write $${.',
    doc: 'A `${` that begins neither an environment variable nor a file.',
  }),
  'config-internal': entry<{ readonly what: string }>({
    exit: 2,
    sentence: (p) => `Unexpected failure: ${p.what}.`,
    remedy: () => 'Report it with this sentence.',
    doc: 'A defect in Evenkeel itself: a schema uses a word that the checker does not know.',
  }),
} as const
