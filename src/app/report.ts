import { nearest } from '../config/nearest.ts'
import { fail } from '../errors/catalogue.ts'
import { safeJson } from '../report/safe-text.ts'
import { atReportDesk, type ReportPlace, type WeeklyFormat } from './report-desk.ts'
import { exits, type Surroundings } from './surroundings.ts'
import { checkOutput, writeOutput } from './write-output.ts'

export interface ReportCommandOptions extends ReportPlace {
  readonly comparison?: string | undefined
  /** The end of the week: a day or a moment, UTC. */
  readonly to?: string | undefined
  readonly format: WeeklyFormat
  readonly output?: string | undefined
}

/** `evenkeel report`: the weekly parity report of any seven days, as it would be sent. */
export async function runReport(options: ReportCommandOptions, surroundings: Surroundings): Promise<number> {
  const { cwd, clock, stdout } = surroundings
  const to = options.to === undefined ? clock.now() : momentOf(options.to)
  if (options.output !== undefined) await checkOutput(options.output, cwd)
  const text = await atReportDesk(options, surroundings, async (desk) => {
    const comparison = chosen(options.comparison, await desk.comparisons())
    return desk.weekly(comparison, to, options.format)
  })
  if (options.output === undefined) stdout.write(options.format === 'json' ? safeJson(text) : text)
  else await writeOutput(options.output, text, cwd)
  return exits.parity
}

function momentOf(text: string): Date {
  const form = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z)?$/
  const moment = new Date(text)
  // `2026-02-30` becomes another day without a word.
  if (form.test(text) && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text.slice(0, 10))) {
    return moment
  }
  throw fail('cli-usage', {
    problem: `--to cannot be "${text}"`,
    hint: 'It takes a day, such as 2026-11-23, or a moment, such as 2026-11-23T08:00Z; both UTC.',
  })
}

function chosen(name: string | undefined, known: readonly string[]): string {
  const [only, ...others] = known
  if (name === undefined && only !== undefined && others.length === 0) return only
  if (name !== undefined && known.includes(name)) return name
  const choices = known.join(', ')
  if (name === undefined) {
    throw fail('cli-usage', {
      problem: `There are several comparisons that this could mean: ${choices}`,
      hint: 'Say which, with --comparison.',
    })
  }
  throw fail('cli-unknown-choice', { option: '--comparison', value: name, nearest: nearest(name, known), choices })
}
