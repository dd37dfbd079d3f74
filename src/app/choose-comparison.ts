import type { ComparisonConfig, Config, EnvironmentConfig } from '../config/config.ts'
import { nearest } from '../config/nearest.ts'
import { fail } from '../errors/catalogue.ts'

/** What is compared with what. */
export interface ChosenComparison {
  readonly candidate: EnvironmentConfig
  readonly baseline: EnvironmentConfig
  /** How the configuration compares the two; undefined where it does not name them together. */
  readonly comparison: ComparisonConfig | undefined
}

/** What the options of a command say of the comparison. */
export interface Sides {
  readonly candidate?: string | undefined
  readonly baseline?: string | undefined
}

/**
 * The two environments to compare. Both given: those, whether or not a comparison names them. One or none given: the only
 * configured comparison that fits.
 */
export function chooseComparison(config: Config, { candidate, baseline }: Sides): ChosenComparison {
  if (candidate !== undefined) environmentOf(config, '--candidate', candidate)
  if (baseline !== undefined) environmentOf(config, '--baseline', baseline)
  if (candidate !== undefined && candidate === baseline) throw fail('cli-same-environment', { name: candidate })
  const chosen =
    candidate !== undefined && baseline !== undefined
      ? { candidate, baseline }
      : onlyFitting(config, { candidate, baseline })
  return {
    candidate: environmentOf(config, '--candidate', chosen.candidate),
    baseline: environmentOf(config, '--baseline', chosen.baseline),
    comparison: config.comparisons.find(
      (one) => one.candidate === chosen.candidate && one.baseline === chosen.baseline,
    ),
  }
}

function onlyFitting(config: Config, { candidate, baseline }: Sides): ComparisonConfig {
  const fitting = config.comparisons.filter(
    (one) => (candidate ?? one.candidate) === one.candidate && (baseline ?? one.baseline) === one.baseline,
  )
  const [only, other] = fitting
  if (only === undefined) {
    const option = candidate === undefined ? 'the baseline' : 'the candidate'
    throw fail('cli-no-comparison', { option, name: candidate ?? baseline ?? '', known: words(config.comparisons) })
  }
  if (other !== undefined) throw fail('cli-which-comparison', { known: words(fitting), file: config.file })
  return only
}

function words(comparisons: readonly ComparisonConfig[]): string {
  return comparisons.map(({ candidate, baseline }) => `${candidate} against ${baseline}`).join(', ')
}

function environmentOf(config: Config, option: string, name: string): EnvironmentConfig {
  const found = Object.hasOwn(config.environments, name) ? config.environments[name] : undefined
  if (found !== undefined) return found
  const known = Object.keys(config.environments)
  throw fail('cli-unknown-environment', { option, name, nearest: nearest(name, known), known: known.join(', ') })
}
