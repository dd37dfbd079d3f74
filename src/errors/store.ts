import { entry } from './define.ts'

/** Errors of the store: what the service remembers. */
export const storeErrors = {
  'store-unavailable': entry<{ readonly where: string; readonly reason: string }>({
    exit: 3,
    sentence: (p) => `The store ${p.where} could not be reached (${p.reason}).`,
    remedy: () => 'Check that it runs and that DATABASE_URL or the data directory is right.',
    doc: 'PostgreSQL does not answer, or the data directory cannot be used.',
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
} as const
