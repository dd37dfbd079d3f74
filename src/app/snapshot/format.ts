import type { Coverage } from '../../model/coverage.ts'
import type { Head } from '../../model/resource.ts'

/**
 * A snapshot as text, JSON Lines (docs/snapshots.md): a header, a line for each row of coverage, one for each resource in the order of
 * their keys, and an end that counts them, so that a file that was cut off is not taken for a smaller environment.
 */
export const formatVersion = 1

/** The first line. */
export interface SnapshotHeader {
  readonly evenkeel: 'snapshot'
  readonly version: typeof formatVersion
  readonly environment: string
  /** When its reading began: ISO 8601, UTC. */
  readonly takenAt: string
  /** The id of the key of its fingerprints: those of another key cannot be compared with them. */
  readonly keyId: string
  /** The version of the program that wrote it. */
  readonly program: string
}

/** A line of coverage; its environment is the header's. */
export interface CoverageLine {
  readonly coverage: Omit<Coverage, 'environment'>
}

export interface ResourceLine {
  readonly head: Head
  /** `asOf`: when the source recorded it, where that is not when it was read. */
  readonly body: { readonly tags: unknown; readonly asOf?: string; readonly attributes: unknown }
}

/** The last line. */
export interface EndLine {
  readonly end: true
  readonly resources: number
}

/** What is sent or read at most, so that nobody can fill the memory with one line. */
export const limits = {
  /** Characters or bytes in one line: a file of settings may be long. */
  line: 32_000_000,
  coverage: 100_000,
  resources: 2_000_000,
} as const
