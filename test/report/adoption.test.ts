import { describe, expect, it } from 'vitest'
import type { Adoption } from '../../src/model/exception.ts'
import { adoptionLine } from '../../src/report/adoption.ts'
import { formatJson } from '../../src/report/json.ts'
import { formatMarkdown } from '../../src/report/markdown.ts'
import { formatSarif } from '../../src/report/sarif.ts'
import { formatJunit } from '../../src/report/junit.ts'
import { formatTable } from '../../src/report/table.ts'
import { headlineOf } from '../../src/report/verdict.ts'
import { assessment, finding } from './fixtures.ts'

const some: Adoption = { total: 31, known: 19, resolved: 12, reopened: 0, documented: 0, unread: 0 }
const known = finding({ status: 'known', knownSince: '2026-02-01' })
const lapsed = finding({
  id: '1234123412341234',
  lapsed: [{ what: 'exception "pool"', because: 'it expired on 2026-02-28', owner: 'team-orders' }],
})

describe('what was known at adoption, in one line', () => {
  it.each<[Partial<Adoption>, string]>([
    [{}, '31 known at adoption, 12 resolved since, 19 to go'],
    [{ known: 31, resolved: 0 }, '31 known at adoption, 0 resolved since, 31 to go'],
    [{ known: 0, resolved: 31 }, '31 known at adoption, all resolved since: their entries can be removed'],
    [
      { known: 10, documented: 4, reopened: 3, unread: 2 },
      '31 known at adoption, 12 resolved since, 4 documented since, 3 open again, 2 not looked at, 10 to go',
    ],
  ])('%j', (part, line) => {
    expect(adoptionLine({ adoption: { ...some, ...part }, findings: [] })).toBe(line)
  })

  it('is not there where nothing was, and short where only the findings tell', () => {
    expect(adoptionLine({ findings: [] })).toBeUndefined()
    expect(adoptionLine({ findings: [known] })).toBe('1 known at adoption')
  })
})

describe('reports', () => {
  const options = {
    colour: false,
    columns: 120,
    version: '1.0.0',
    configFile: 'evenkeel.yaml',
    threshold: 'high' as const,
  }

  it('show it as that line, and none of its findings', () => {
    const of = assessment({ findings: [known], adoption: some, drift: 'none' })
    for (const text of [formatTable(of, options), formatMarkdown(of)]) {
      expect(text).toContain('31 known at adoption, 12 resolved since, 19 to go')
      expect(text).not.toContain(known.title)
    }
    expect(headlineOf(of)).toEqual({
      mood: 'fair',
      sentence: 'staging differs from production in nothing new: 1 difference known at adoption',
    })
    expect(formatJunit(of, options)).toContain('failures="0"')
    expect(formatSarif(of, options)).toContain('Known at adoption.')
  })

  it('say of a finding that counts again what lapsed, and why', () => {
    const of = assessment({ findings: [lapsed] })
    const words = /exception .*pool.* lapsed: it expired on 2026-02-28/
    for (const text of [
      formatTable(of, options),
      formatMarkdown(of),
      formatJunit(of, options),
      formatSarif(of, options),
    ])
      expect(text).toMatch(words)
  })

  it('leave the JSON document as it is', () => {
    const plain = finding({ id: lapsed.id })
    expect(formatJson(assessment({ findings: [lapsed] }))).toBe(formatJson(assessment({ findings: [plain] })))
    const with_ = assessment({ findings: [known], adoption: some, exceptions: [] })
    const { adoption: _, exceptions: __, ...without } = with_
    expect(formatJson(with_)).toBe(formatJson(without))
  })
})
