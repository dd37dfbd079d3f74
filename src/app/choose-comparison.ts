import type { ComparisonConfig, Config, EnvironmentConfig } from '../config/config.ts'
import { nearest } from '../config/nearest.ts'
import { fail } from '../errors/catalogue.ts'
import type { WeighedSide } from '../jobs/weigh.ts'

/** What is compared with what. */
export interface ChosenComparison {
  readonly candidate: EnvironmentConfig | WeighedSide
  readonly baseline: EnvironmentConfig | WeighedSide
  /** How the configuration compares the two; undefined where it does not name them together. */
  readonly comparison: ComparisonConfig | undefined
}

/** What the options of a command say of the comparison. */
export interface Sides {
  readonly candidate?: string | undefined
  readonly baseline?: string | undefined
}

/** Sides that are read already, from a file. */
export interface ReadSides {
  readonly candidate?: WeighedSide | undefined
  readonly baseline?: WeighedSide | undefined
}

/**
 * The two environments to compare. Both given: those, whether or not a comparison names them. One or none given: the only
 * configured comparison that fits. A side that is read already goes by the name of its environment, whether or not the configuration
 * has it; two of them may be one environment at two moments.
 */
export function chooseComparison(config: Config, sides: Sides, read: ReadSides = {}): ChosenComparison {
  const candidate = read.candidate?.facts.name ?? sides.candidate
  const baseline = read.baseline?.facts.name ?? sides.baseline
  if (candidate !== undefined && read.candidate === undefined) environmentOf(config, '--candidate', candidate)
  if (baseline !== undefined && read.baseline === undefined) environmentOf(config, '--baseline', baseline)
  const someRead = read.candidate !== undefined || read.baseline !== undefined
  if (candidate !== undefined && candidate === baseline && !someRead) {
    throw fail('cli-same-environment', { name: candidate })
  }
  const chosen =
    candidate !== undefined && baseline !== undefined
      ? { candidate, baseline }
      : onlyFitting(config, { candidate, baseline })
  return {
    candidate: read.candidate ?? readableEnvironment(config, '--candidate', chosen.candidate),
    baseline: read.baseline ?? readableEnvironment(config, '--baseline', chosen.baseline),
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

/** The environment that an option names, to be read here. Throws `cli-unknown-environment`, and `cli-environment-sent` for one that is not. */
export function readableEnvironment(config: Config, option: string, name: string): EnvironmentConfig {
  const found = environmentOf(config, option, name)
  if (found.sources.length === 0) throw fail('cli-environment-sent', { name })
  return found
}

/** The environment that an option names. Throws `cli-unknown-environment`. */
export function environmentOf(config: Config, option: string, name: string): EnvironmentConfig {
  const found = Object.hasOwn(config.environments, name) ? config.environments[name] : undefined
  if (found !== undefined) return found
  const known = Object.keys(config.environments)
  throw fail('cli-unknown-environment', { option, name, nearest: nearest(name, known), known: known.join(', ') })
}
