import type { Notice } from '../model/assessment.ts'
import type { ComparisonName } from '../model/comparison-name.ts'
import type { ExplicitPair, ServicePlan, SourcePlan } from '../model/plan.ts'
import type { Tree } from './tree.ts'

/** One environment as the configuration describes it. */
export interface EnvironmentConfig {
  readonly facts: {
    readonly name: string
    readonly aliases: readonly string[]
    readonly domains: readonly string[]
    /** Account id by role; one alone has the role `main`. */
    readonly accounts: Readonly<Record<string, string>>
    /** Region name by role; one alone has the role `primary`. */
    readonly regions: Readonly<Record<string, string>>
    /** Cluster name by role; one alone has the role `main`. */
    readonly clusters?: Readonly<Record<string, string>>
    /** Absolute path of the folder of the configuration file. */
    readonly baseDirectory: string
  }
  readonly sources: readonly SourcePlan[]
  readonly symbols: Readonly<Record<string, string>>
}

/** Which rules apply: a profile by name, with knobs of it set otherwise. */
export interface ProfileChoice {
  readonly base: string
  /** A mapping of knobs to choices, with its places: its meaning belongs to the profiles. */
  readonly knobs?: Tree
}

export interface ComparisonConfig {
  /** `staging..production`. */
  readonly name: ComparisonName
  readonly candidate: string
  readonly baseline: string
  readonly profile: ProfileChoice
  /** The last day, `2026-12-31`, on which differences are shown without failing the check. */
  readonly reportOnlyUntil?: string
  /** How long a change of the candidate may wait for promotion before it counts. */
  readonly promotionWindowHours: number
  /** When a service runs it: five fields of cron, read in `timeZone`. */
  readonly schedule?: string
  /** IANA. */
  readonly timeZone: string
  /** `evenkeel.yaml:12`. */
  readonly where: string
}

/** A file that the configuration names. */
export interface NamedFile {
  /** Absolute. */
  readonly path: string
  /** As the configuration writes it. */
  readonly written: string
  readonly where: string
}

/** evenkeel.yaml, checked, with variables filled in. Deeply frozen. */
export interface Config {
  /** As it was named: for messages. */
  readonly file: string
  /** Absolute path of its folder. */
  readonly directory: string
  readonly environments: Readonly<Record<string, EnvironmentConfig>>
  readonly comparisons: readonly ComparisonConfig[]
  readonly services: readonly ServicePlan[]
  readonly pairs: readonly ExplicitPair[]
  readonly shared: readonly string[]
  /** Structural differences with their places: their meaning belongs to the exceptions. */
  readonly differences: readonly Tree[]
  readonly exceptions: readonly NamedFile[]
  readonly rules: readonly NamedFile[]
  /** Adjustments of rules with their places: their meaning belongs to the rules. */
  readonly adjustments: readonly Tree[]
  /** How long comparing and judging may take, in seconds. */
  readonly judgeSeconds: number
  /** More than this share of a kind gone from a place at once is not believed before a second reading says the same. */
  readonly vanished: number
  /** `notify:` as it is written, its variables not filled in: `notifySettings` makes settings of it where they are needed. */
  readonly notify?: Tree
  /** What the file says that a single check does not use. */
  readonly notices: readonly Notice[]
}
