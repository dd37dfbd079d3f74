import type { CollectorFacts } from '../../collect/contract.ts'
import type { Config } from '../../config/config.ts'
import { sideOf } from '../../jobs/load-side.ts'
import type { WeighedSide } from '../../jobs/weigh.ts'
import type { Surroundings } from '../surroundings.ts'
import { knowledgeOf } from './knowledge.ts'
import { openSnapshotFile } from './open-file.ts'

/**
 * A side of a comparison from a file. Throws `snapshot-*` errors.
 *
 * @param config undefined: there is none
 */
export async function loadFileSide(
  path: string,
  config: Config | undefined,
  collectors: readonly CollectorFacts[],
  surroundings: Pick<Surroundings, 'cwd' | 'stdin'>,
): Promise<WeighedSide> {
  const { header, coverage, resources } = await openSnapshotFile(path, surroundings)
  const side = await sideOf({ ...header, coverage, resources }, knowledgeOf(config, collectors, header.environment))
  const called = path === '-' ? 'What standard input says' : path
  const message = `${called} shows ${header.environment} as it was at ${header.takenAt}.`
  return { ...side, notices: [...side.notices, { code: 'snapshot-taken', message }] }
}

/** A side by the name that tells it from the other, where both are one environment: what was written for it. */
export function toldApart(side: WeighedSide, other: string | undefined, written: string): WeighedSide {
  return side.facts.name === other ? { ...side, label: written } : side
}
