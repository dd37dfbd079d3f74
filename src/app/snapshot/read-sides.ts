import type { WeighedSide } from '../../jobs/weigh.ts'
import { isFileAddress } from '../../store/read-address.ts'
import { fail } from '../../errors/catalogue.ts'
import type { ReadSides, Sides } from '../choose-comparison.ts'
import type { Surroundings } from '../surroundings.ts'
import type { OpenedConfig } from './config-for-files.ts'
import { loadFileSide, toldApart } from './file-side.ts'

/**
 * The sides that options name as files, read. What the configuration calls an environment is one, whatever it looks like. Throws
 * `snapshot-*` errors.
 */
export async function readSides(
  sides: Sides,
  { config, collectors, found }: OpenedConfig,
  surroundings: Pick<Surroundings, 'cwd' | 'stdin'>,
): Promise<ReadSides> {
  const { candidate, baseline } = sides
  if (candidate === '-' && baseline === '-') {
    throw fail('cli-usage', { problem: '--candidate and --baseline cannot both be standard input' })
  }
  const read = async (side: string | undefined): Promise<WeighedSide | undefined> => {
    if (side === undefined || Object.hasOwn(config.environments, side) || !isFileAddress(side)) return undefined
    return loadFileSide(side, found ? config : undefined, collectors, surroundings)
  }
  const a = await read(candidate)
  const b = await read(baseline)
  return {
    candidate: a === undefined ? undefined : labelled(a, b?.facts.name ?? baseline, candidate),
    baseline: b === undefined ? undefined : labelled(b, a?.facts.name ?? candidate, baseline),
  }
}

function labelled(side: WeighedSide, other: string | undefined, written: string | undefined): WeighedSide {
  return toldApart(side, other, written ?? side.facts.name)
}
