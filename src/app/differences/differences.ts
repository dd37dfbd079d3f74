import { safeJson, safeText } from '../../report/safe-text.ts'
import { differencesDocument } from './document.ts'
import type { DifferenceFormat } from './formats.ts'
import { differencesMarkdown } from './markdown.ts'
import { dayOf } from '../except/except.ts'
import { gatherFindings, type FindingsOptions } from '../except/findings.ts'
import { exits, type Surroundings } from '../surroundings.ts'
import { checkOutput, writeOutput } from '../write-output.ts'

export interface DifferencesOptions extends FindingsOptions {
  readonly format: DifferenceFormat
  /** Where the page goes instead of stdout; relative to the current folder. */
  readonly output?: string | undefined
}

/**
 * `evenkeel differences`: what is documented about the differences of two environments, for those who test in one of them.
 * Returns 3 when something required could not be read: the page says so, and may lack what is there.
 */
export async function runDifferences(options: DifferencesOptions, surroundings: Surroundings): Promise<number> {
  if (options.output !== undefined) await checkOutput(options.output, surroundings.cwd)
  const { config, judgement, found } = await gatherFindings(options, surroundings)
  const date = dayOf(surroundings.clock.now())
  const document = differencesDocument(found, { shared: config.shared, date })
  const text =
    options.format === 'json' ? `${safeJson(JSON.stringify(document, null, 2))}\n` : differencesMarkdown(document)
  if (options.output === undefined) surroundings.stdout.write(text)
  else await writeOutput(options.output, text, surroundings.cwd)
  for (const notice of judgement.notices) surroundings.stderr.write(`note: ${safeText(notice.message)}\n`)
  return document.coverage === 'complete' ? exits.parity : exits.incomplete
}
