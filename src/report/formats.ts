import type { Assessment } from '../model/assessment.ts'
import type { ReportOptions } from './options.ts'

export const reportFormats = ['table', 'json', 'markdown', 'sarif', 'junit'] as const

export type ReportFormat = (typeof reportFormats)[number]

type Formatter = (assessment: Assessment, options: ReportOptions) => string

/** Loaded when used: a check loads one of them. */
const formatters: Readonly<Record<ReportFormat, () => Promise<Formatter>>> = {
  table: async () => (await import('./table.ts')).formatTable,
  json: async () => (await import('./json.ts')).formatJson,
  markdown: async () => {
    const { formatMarkdown } = await import('./markdown.ts')
    return (assessment) => formatMarkdown(assessment)
  },
  sarif: async () => (await import('./sarif.ts')).formatSarif,
  junit: async () => (await import('./junit.ts')).formatJunit,
}

/** An assessment in one of the formats. Ends with a newline. */
export async function renderReport(
  format: ReportFormat,
  assessment: Assessment,
  options: ReportOptions,
): Promise<string> {
  return (await formatters[format]())(assessment, options)
}
