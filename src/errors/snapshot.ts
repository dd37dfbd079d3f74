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
  'snapshot-collection-ended': entry<{ readonly environment: string; readonly how: string }>({
    exit: 3,
    sentence: (p) => `What was read of ${p.environment} was not published, because its collection is ${p.how}.`,
    remedy: () => 'Ask for another assessment.',
    doc: 'A collection was cancelled, or had failed, before what it read could be published.',
  }),
  'snapshot-never-sent': entry<{ readonly environment: string }>({
    exit: 3,
    sentence: (p) => `No snapshot of ${p.environment} was ever sent, and the configuration says \`sources: sent\`.`,
    remedy: (p) =>
      `Write one where it can be read, with \`evenkeel snapshot --environment ${p.environment}\`, and send it to POST /v1/snapshots.`,
    doc: 'A server was to assess an environment that others read, and has nothing of it yet.',
  }),
  'snapshot-line': entry<{ readonly what: string; readonly line: number; readonly problem: string }>({
    exit: 2,
    sentence: (p) => `${p.what} is no snapshot that can be used: line ${p.line} ${p.problem}.`,
    remedy: () => 'Write it again with `evenkeel snapshot`; a file is not meant to be edited.',
    doc: 'A line of a snapshot in JSON Lines is not what docs/snapshots.md says. Nothing of the snapshot was used.',
  }),
  'snapshot-version': entry<{ readonly what: string; readonly version: string; readonly known: number }>({
    exit: 2,
    sentence: (p) => `${p.what} is a snapshot of format ${p.version}, and this program reads format ${p.known}.`,
    remedy: () => 'Use the same version of Evenkeel on both sides.',
    doc: 'A snapshot was written by a program whose format this one does not know.',
  }),
  'snapshot-cut-off': entry<{ readonly what: string; readonly lines: number }>({
    exit: 2,
    sentence: (p) => `${p.what} is cut off: it ends after line ${p.lines} without the line that says that it is whole.`,
    remedy: () => 'Write or send it again; what would be missing of it would look as if it were not there.',
    doc: 'A snapshot lacks its last line, because the disk was full, a connection broke, or its program was ended.',
  }),
  'snapshot-unreadable': entry<{ readonly file: string; readonly reason: string }>({
    exit: 2,
    sentence: (p) => `The snapshot ${p.file} could not be read (${p.reason}).`,
    remedy: () => 'Check the path and the permissions.',
    doc: 'A file that stands for a side of a comparison does not exist or cannot be read.',
  }),
  'snapshot-outdated': entry<{ readonly environment: string; readonly taken: string; readonly newer: string }>({
    exit: 2,
    sentence: (p) =>
      `The snapshot of ${p.environment} was begun at ${p.taken}, before the one of ${p.newer} that is published already.`,
    remedy: () => 'Take a new one, so that older facts do not replace newer ones.',
    doc: 'A snapshot was sent whose reading began before the reading that the store has. Nothing of it was stored.',
  }),
  'snapshot-no-store': entry<{ readonly directory: string }>({
    exit: 2,
    sentence: (p) => `Nothing was ever stored in ${p.directory}, so there is no snapshot to compare.`,
    remedy: () =>
      'Name the data directory with --data, the PostgreSQL with DATABASE_URL or a server with --server; `evenkeel serve` fills one.',
    doc: '`diff` was asked for snapshots of a data directory that no service has used.',
  }),
} as const
