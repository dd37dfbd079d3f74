import { readFileSync } from 'node:fs'
import { Check, Errors } from 'typebox/schema'
import { describe, expect, it } from 'vitest'
import { ReportDocumentSchema, type ReportDocument } from '../../src/report/document-schema.ts'
import { formatJson } from '../../src/report/json.ts'
import { assessment, coverage, excepted, finding, where } from './fixtures.ts'

const committed: unknown = JSON.parse(
  readFileSync(new URL('../../docs/reference/report.schema.json', import.meta.url), 'utf8'),
)

function parsed(text: string): ReportDocument {
  return JSON.parse(text) as ReportDocument
}

const rich = assessment({
  findings: [
    finding({
      service: 'orders',
      owner: 'team-orders',
      since: '2026-02-01T00:00:00Z',
      places: [{ name: 'a', id: '1' }],
    }),
    finding({
      id: 'b',
      at: '',
      values: { candidate: null, baseline: null },
      resource: { name: 'x', candidate: null, baseline: where('x'), pairing: { method: 'alone', confidence: 0 } },
    }),
    excepted(),
  ],
  coverage: { verdict: 'incomplete', scopes: [coverage({ status: 'denied', reason: 'Denied.' }), coverage()] },
})

describe('formatJson', () => {
  it('is valid against the committed schema, and that schema is the declared one', () => {
    expect(committed).toEqual(
      JSON.parse(JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...ReportDocumentSchema })),
    )
    for (const a of [rich, assessment(), assessment({ score: null })]) {
      const document = parsed(formatJson(a))
      expect(Errors(committed as object, document)[1]).toEqual([])
      expect(Check(committed as object, document)).toBe(true)
    }
  })

  it('the schema refuses what is not fixed: another key, another severity, a missing verdict', () => {
    const document = parsed(formatJson(rich))
    expect(Check(ReportDocumentSchema, { ...document, extra: 1 })).toBe(false)
    expect(Check(ReportDocumentSchema, { ...document, drift: 'some' })).toBe(false)
    const { score: _score, ...without } = document
    expect(Check(ReportDocumentSchema, without)).toBe(false)
    expect(Check(ReportDocumentSchema, { ...document, findings: [{ ...document.findings[0], severity: 'bad' }] })).toBe(
      false,
    )
  })

  it('has the keys of the document in their order', () => {
    const document = parsed(formatJson(rich))
    expect(Object.keys(document)).toEqual([
      'schemaVersion',
      'comparison',
      'drift',
      'coverage',
      'score',
      'findings',
      'summary',
    ])
    expect(Object.keys(document.findings[0] ?? {})).toEqual([
      'id',
      'rule',
      'severity',
      'dimension',
      'status',
      'direction',
      'title',
      'kind',
      'service',
      'owner',
      'resource',
      'at',
      'values',
      'places',
      'remedy',
      'since',
    ])
    expect(Object.keys(document.coverage.scopes[0] ?? {})).toEqual([
      'environment',
      'collector',
      'scope',
      'kind',
      'status',
      'required',
      'reason',
    ])
    expect(Object.keys(document.summary)).toEqual(['compared', 'paired', 'missing', 'extra', 'ambiguous', 'bySeverity'])
    expect(Object.keys(document.summary.bySeverity)).toEqual(['critical', 'high', 'medium', 'low', 'info'])
  })

  it('leaves out what is not known, and says null for a side that has no resource', () => {
    const [, alone] = parsed(formatJson(rich)).findings
    expect(alone?.resource.candidate).toBeNull()
    expect(alone).not.toHaveProperty('since')
    expect(alone).not.toHaveProperty('service')
    expect(parsed(formatJson(rich)).coverage.scopes[1]).not.toHaveProperty('reason')
  })

  it('shows no key of a whereabouts beyond id, account and region', () => {
    expect(Object.keys(parsed(formatJson(rich)).findings[0]?.resource.candidate ?? {})).toEqual([
      'id',
      'account',
      'region',
    ])
  })

  it('escapes control characters that a terminal would obey, and loses nothing by it', () => {
    const nasty = 'a\u001b[2J\u009b1m\u202eb\u2028c\u007f'
    const text = formatJson(assessment({ findings: [finding({ title: nasty })] }))
    expect([...text].filter((c) => c !== '\n' && /\p{Cc}|\p{Bidi_Control}|\p{Zl}/u.test(c))).toEqual([])
    expect(parsed(text).findings[0]?.title).toBe(nasty)
  })

  it('ends with one newline and is one document', () => {
    const text = formatJson(rich)
    expect(text.endsWith('}\n')).toBe(true)
    expect(() => parsed(text)).not.toThrow()
  })
})
