import { entry } from './define.ts'

/** Errors of the store: what the service remembers. */
export const storeErrors = {
  'store-unavailable': entry<{ readonly where: string; readonly reason: string }>({
    exit: 3,
    sentence: (p) => `The store ${p.where} could not be reached (${p.reason}).`,
    remedy: () => 'Check that it runs and that DATABASE_URL or the data directory is right.',
    doc: 'PostgreSQL does not answer, or the data directory cannot be used.',
  }),
  'store-unusable': entry<{ readonly directory: string; readonly reason: string }>({
    exit: 2,
    sentence: (p) => `The embedded store in ${p.directory} could not be opened (${p.reason}).`,
    remedy: () =>
      'Put a backup of the data directory in its place, use the version of Evenkeel that made it, or name another with --data.',
    doc: 'The files of the embedded store are damaged or not all there, or were made by a version of Evenkeel with another engine. They are left as they are.',
  }),
  'store-no-environment': entry<{ readonly name: string; readonly known: string }>({
    exit: 2,
    sentence: (p) => `No environment called "${p.name}" was ever read.`,
    remedy: (p) =>
      p.known === ''
        ? 'Have one read first: start `evenkeel serve`, or send a file of `evenkeel snapshot`.'
        : `There are: ${p.known}.`,
    doc: 'A snapshot address names an environment that the store does not know.',
  }),
  'store-no-snapshot': entry<{ readonly address: string; readonly problem: string; readonly hint: string }>({
    exit: 2,
    sentence: (p) => `There is no snapshot ${p.address}: ${p.problem}.`,
    remedy: (p) => p.hint,
    doc: 'A snapshot address goes back further than the environment was read, names a number that was not given yet, or asks for sources that it does not have.',
  }),
  'store-bad-cursor': entry<Readonly<Record<never, never>>>({
    exit: 2,
    sentence: () => 'The cursor is none that a list gave.',
    remedy: () => 'Begin without one, and take `next` of each answer for the next part.',
    doc: 'A part of a list was asked for with a cursor that no answer had.',
  }),
  'store-newer-schema': entry<{ readonly where: string; readonly has: number; readonly knows: number }>({
    exit: 2,
    sentence: (p) =>
      `The store ${p.where} has the schema ${p.has} of a newer Evenkeel; this one knows the schemas up to ${p.knows}.`,
    remedy: () => 'Update Evenkeel to the version that last used this store, or newer.',
    doc: 'An older program was started on the store of a newer one. It would misread it, so it does not touch it.',
  }),
  'store-locked': entry<{
    readonly directory: string
    readonly pid: number
    readonly host: string
    readonly since: string
    readonly url?: string | undefined
  }>({
    exit: 2,
    sentence: (p) =>
      `The data directory ${p.directory} is in use by process ${p.pid} on ${p.host} since ${p.since}${p.url === undefined ? '' : `, which serves ${p.url}`}.`,
    remedy: () => 'Ask that one, end it first, or give another directory with --data.',
    doc: 'Two processes were started on one data directory. The embedded store has one user; with PostgreSQL there may be any number.',
  }),
  'store-database-url': entry<{ readonly problem: string }>({
    exit: 2,
    sentence: (p) => `DATABASE_URL is no address of a PostgreSQL: ${p.problem}.`,
    remedy: () => 'Write it as postgres://user:password@host:5432/database.',
    doc: 'DATABASE_URL cannot be read. Its value is never shown, for it holds a password.',
  }),
  'store-schema-denied': entry<{ readonly where: string; readonly reason: string }>({
    exit: 2,
    sentence: (p) => `The tables in the store ${p.where} could not be made (${p.reason}).`,
    remedy: () =>
      'Give the user of DATABASE_URL the right to create a schema in that database: GRANT CREATE ON DATABASE.',
    doc: 'The user of the database may not make the schema `evenkeel`, or not change what is in it.',
  }),
  'store-encoding': entry<{ readonly where: string; readonly encoding: string }>({
    exit: 2,
    sentence: (p) => `The store ${p.where} has the encoding ${p.encoding}, which cannot hold every text.`,
    remedy: () => "Make a database with ENCODING 'UTF8'.",
    doc: 'The database of DATABASE_URL has another encoding than UTF-8.',
  }),
  'store-token-exists': entry<{ readonly name: string }>({
    exit: 2,
    sentence: (p) => `There is a token called "${p.name}" already.`,
    remedy: () => 'Give this one another name, or revoke the other first.',
    doc: 'Two tokens in force cannot have one name: people and the history know them by it.',
  }),
  'store-exception-exists': entry<{ readonly id: string }>({
    exit: 2,
    sentence: (p) => `There is an exception "${p.id}" already.`,
    remedy: () => 'Give this one another id, or remove the other first.',
    doc: 'An exception was made over the API with the id of one that is in force.',
  }),
  'store-finding-not-open': entry<{ readonly id: string; readonly status: string }>({
    exit: 2,
    sentence: (p) => `Finding ${p.id} is ${p.status}, so there is nothing to acknowledge.`,
    remedy: () => 'Acknowledge findings that are open; what is resolved, documented or waiting tells nobody.',
    doc: 'Somebody acknowledged a finding, or took that back, that is neither open nor acknowledged: it was resolved meanwhile, is covered by an exception, was known at adoption or waits for promotion.',
  }),
} as const
