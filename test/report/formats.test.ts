import { describe, expect, it } from 'vitest'
import { renderReport, reportFormats } from '../../src/report/formats.ts'
import { assessment, coverage, excepted, finding } from './fixtures.ts'

const options = {
  colour: false,
  columns: 100,
  version: '1.2.3',
  configFile: 'evenkeel.yaml',
  threshold: 'high',
} as const
const rich = assessment({
  findings: [finding(), excepted()],
  coverage: {
    verdict: 'incomplete',
    scopes: [coverage({ status: 'denied', reason: 'Access was denied to x.', remedy: 'Ask for the role.' })],
  },
})

describe('renderReport', () => {
  it.each(reportFormats)(
    '%s says the finding, the exception and what could not be read, and ends with a newline',
    async (format) => {
      const text = await renderReport(format, rich, options)
      expect(text).toMatch(/max(_|&#95;)connections/)
      expect(text).toMatch(/e0e0e0e0e0e0|Staging has no standby/)
      expect(text).toContain('Access was denied to x.')
      // The JSON document is fixed, and has no place for a remedy of coverage.
      expect(text.includes('Ask for the role.')).toBe(format !== 'json')
      expect(text.endsWith('\n')).toBe(true)
      expect(text.endsWith('\n\n')).toBe(false)
    },
  )

  it.each(reportFormats)('%s is the same for the same assessment: it depends on nothing else', async (format) => {
    expect(await renderReport(format, rich, options)).toBe(await renderReport(format, structuredClone(rich), options))
  })
})
