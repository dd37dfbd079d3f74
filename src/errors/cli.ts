import { entry } from './define.ts'

/** Errors of the cli room. */
export const cliErrors = {
  'cli-internal': entry<{ readonly what: string }>({
    exit: 2,
    sentence: (p) => `Unexpected failure: ${p.what}.`,
    remedy: () => 'Report it with this sentence.',
    doc: 'A defect in Evenkeel itself.',
  }),
} as const
