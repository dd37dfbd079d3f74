export interface Tally {
  passed: number
  failed: number
  skipped: number
  skippedIn: Map<string, number>
}
export interface Report {
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[]
}
export function tally(report: Report | undefined, exitCode: number): Tally
export function add(tallies: readonly Tally[]): Tally
export function lastLine(tally: Tally): string
export function exitCodeOf(tally: Tally, options: { ci: boolean; narrowed: boolean }): number
