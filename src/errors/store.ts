import { entry } from './define.ts'

/** Errors of the store: what the service remembers. */
export const storeErrors = {
  'store-unavailable': entry<{ readonly where: string; readonly reason: string }>({
    exit: 3,
    sentence: (p) => `The store ${p.where} could not be reached (${p.reason}).`,
    remedy: () => 'Check that it runs and that DATABASE_URL or the data directory is right.',
    doc: 'PostgreSQL does not answer, or the data directory cannot be used.',
  }),
} as const
