import { entry } from './define.ts'

/** Errors of snapshots that are written, sent and addressed. */
export const snapshotErrors = {
  'snapshot-address': entry<{ readonly address: string; readonly problem: string }>({
    exit: 2,
    sentence: (p) => `"${p.address}" is no snapshot address: ${p.problem}.`,
    remedy: () =>
      'Write an environment (`production`), a moment (`production@{2026-11-01T00:00Z}`), changes ago (`production~1`), a number (`production#42`), `production:declared`, or a .jsonl file.',
    doc: 'A side of a comparison is not written as a snapshot address.',
  }),
} as const
