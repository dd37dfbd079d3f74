import { fail } from '../../errors/catalogue.ts'
import type { WeighedSide } from '../../jobs/weigh.ts'
import { readAddress } from '../../store/read-address.ts'
import { inspectWith, prepare, type SideReader } from '../assessing.ts'
import { exitOf, writeReport, type ReportOptions } from '../check.ts'
import { loadFileSide, toldApart } from '../snapshot/file-side.ts'
import { knowledgeOf } from '../snapshot/knowledge.ts'
import type { Surroundings } from '../surroundings.ts'
import { checkOutput } from '../write-output.ts'
import { openRemembered, type Remembered, type RememberedOptions } from './remembered.ts'

export interface DiffOptions extends RememberedOptions, ReportOptions {
  /** Snapshot addresses, or files. */
  readonly candidate: string
  readonly baseline: string
  /** How long comparing and judging may take; else as the configuration says. */
  readonly judgeSeconds?: number | undefined
}

/**
 * `evenkeel diff A B`: what differs between two snapshots: two environments, one of them then and now, live and in code, or files. Reads
 * nothing but what was read before. Returns the exit code, as `check` does.
 */
export async function runDiff(options: DiffOptions, surroundings: Surroundings): Promise<number> {
  if (options.output !== undefined) await checkOutput(options.output, surroundings.cwd)
  const prepared = await prepare(
    { ...options, threshold: options.failOn, configOptional: true, quiet: true },
    surroundings,
    readerOf(options),
  )
  const { config, judgement, request, progress } = prepared
  const { assessment: assessed } = await inspectWith(request, progress)
  const assessment = { ...assessed, notices: [...judgement.notices, ...assessed.notices] }
  await writeReport(assessment, config.file, options, surroundings)
  return exitOf(assessment)
}

/** Reads both sides. The store is opened once, where a side needs it, and closed before anything is compared. */
function readerOf(options: DiffOptions): SideReader {
  return async (_sides, { config, collectors, found }, surroundings) => {
    const [a, b] = [readAddress(options.candidate), readAddress(options.baseline)]
    if (a.written === '-' && b.written === '-') {
      throw fail('cli-usage', { problem: 'The two sides cannot both be standard input' })
    }
    const known = found ? config : undefined
    let remembered: Remembered | undefined
    const load = async (address: typeof a): Promise<WeighedSide> => {
      if (address.type === 'file') return loadFileSide(address.path, known, collectors, surroundings)
      remembered ??= await openRemembered(options, surroundings)
      return remembered.load(address, (environment) => knowledgeOf(known, collectors, environment))
    }
    try {
      const candidate = await load(a)
      const baseline = await load(b)
      return {
        candidate: toldApart(candidate, baseline.facts.name, a.written),
        baseline: toldApart(baseline, candidate.facts.name, b.written),
      }
    } finally {
      await remembered?.close()
    }
  }
}
