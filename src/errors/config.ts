import { entry } from './define.ts'

/** Errors of the config room. */
export const configErrors = {
  'config-internal': entry<{ readonly what: string }>({
    exit: 2,
    sentence: (p) => `Unexpected failure: ${p.what}.`,
    remedy: () => 'Report it with this sentence.',
    doc: 'A defect in Evenkeel itself.',
  }),
} as const
