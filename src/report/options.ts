import type { Threshold } from '../model/severity.ts'

/** What a report may be told beside the assessment. Each format takes the part it needs. */
export interface ReportOptions {
  /** Whether to colour the table (ANSI). */
  readonly colour: boolean
  /** Width of the terminal in columns; the table keeps between 60 and 160. */
  readonly columns: number
  /** Version of Evenkeel, for formats that name their tool. */
  readonly version: string
  /** The configuration file, relative to where CI runs: the place that SARIF viewers hang findings on. */
  readonly configFile: string
  /** The least severity that fails the check. */
  readonly threshold: Threshold
}
