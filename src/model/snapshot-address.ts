/**
 * Names one side of a comparison: what an environment is now, was then, or is said to be by code, or a file.
 *
 * - `staging`: now, the last published snapshot;
 * - `production@{2026-11-01T00:00Z}`: as it was at a moment; a bare day is its first moment, UTC;
 * - `production~1`: so many changes ago;
 * - `production#42`: by its number;
 * - `production:declared`, `production:observed`: only what such sources say; may follow any of the above's environment,
 *   as in `production:declared@{2026-11-01}`;
 * - `a.jsonl`, `./a`, `-`: a file as `evenkeel snapshot` writes it, or standard input.
 */
export type SnapshotAddress =
  | { readonly type: 'file'; readonly path: string; readonly written: string }
  | {
      readonly type: 'environment'
      readonly environment: string
      readonly mode?: 'declared' | 'observed'
      readonly at: SnapshotMoment
      readonly written: string
    }

/** Which of an environment's snapshots. */
export type SnapshotMoment =
  | { readonly type: 'latest' }
  /** ISO 8601, UTC. */
  | { readonly type: 'moment'; readonly moment: string }
  | { readonly type: 'back'; readonly changes: number }
  | { readonly type: 'number'; readonly seq: number }
