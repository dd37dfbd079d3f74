import { describe, expect, it } from 'vitest'
import { explainScore } from '../../src/app/explain/explain-score.ts'
import type { DimensionScore, Score, ScoredPlace } from '../../src/model/score.ts'
import { drifted, run, twoFiles } from '../cli/support.ts'
import { assessment, finding } from '../report/fixtures.ts'

const place = (overrides: Partial<ScoredPlace> = {}): ScoredPlace => ({
  side: 'candidate',
  collector: 'aws-rds',
  scope: '222222222222/eu-west-1',
  kind: 'database-instance',
  read: true,
  twins: 3,
  value: 1,
  ...overrides,
})
const dimension = (
  name: DimensionScore['dimension'],
  score: number,
  places: readonly ScoredPlace[],
): DimensionScore => ({
  dimension: name,
  score,
  asFound: score,
  places,
})
const scores = (overrides: Partial<Score> = {}): Score => ({
  score: 68,
  asFound: 60,
  dimensions: [
    dimension('database', 37, [place({ value: 0.75 }), place({ side: 'baseline', read: false, twins: 0, value: 0 })]),
    dimension('external-services', 100, [place(), place({ side: 'baseline' })]),
  ],
  gains: [],
  ...overrides,
})
const explained = (given: Score): string => explainScore(assessment({ score: given.score, scores: given })).join('\n')

describe('explain score', () => {
  it('shows both figures, each dimension with its numbers, and the formula with them in it', () => {
    const text = explained(scores())
    expect(text).toContain('Score: 68 of 100; 60 as found')
    expect(text).toMatch(/dimension +score +as found +twins +places +places read\n +database +37 +37 +3 +2 +1\n/)
    expect(text).toMatch(/database +\(0\.75 \+ 0\) ÷ 2 × 100 = 37\n +external-services +\(2 × 1\) ÷ 2 × 100 = 100\n/)
    expect(text).toContain('critical 40, high 15, medium 5, low 1, info 0')
  })

  it('names what was not read, once, with the dimensions that it bounds', () => {
    const unread = place({ side: 'baseline', read: false })
    const text = explained(
      scores({ dimensions: [dimension('database', 0, [unread]), dimension('access', 0, [unread])] }),
    )
    expect(text).toContain('database-instance by aws-rds in 222222222222/eu-west-1, production (database, access)')
    expect(explained(scores({ dimensions: [dimension('access', 100, [place()])] }))).not.toContain(
      'Not completely read',
    )
  })

  it('says what would raise it most, by title and id', () => {
    const { id } = finding()
    const gains = [{ points: 12.34, finding: id }, { points: 3, place: place() }, { points: 0.01, finding: 'gone' }] // prettier-ignore
    const text = explainScore(assessment({ findings: [finding()], scores: scores({ gains }) })).join('\n')
    expect(text).toMatch(
      /\+12\.3 +high +max_connections is 100 in staging .* \(database\/parameter-drift, f0a1b2c3d4e5\)/,
    )
    expect(text).toMatch(/\+3\.0 +at most, by reading database-instance by aws-rds in 222222222222\/eu-west-1, staging/)
    expect(text).toContain('+less than 0.1  gone')
  })

  it('says when there is nothing to raise, and when there is no score', () => {
    expect(explained(scores())).toContain('Nothing that is open would raise it.')
    expect(explained(scores({ score: null, asFound: null }))).toMatch(/^Score: none, because nothing was compared\./)
    expect(explainScore(assessment({ score: null }))).toEqual(['Score: none, because nothing was compared.'])
  })

  it('never lets a title move the terminal', () => {
    const wild = finding({ title: 'a\u001b[2Jb' })
    const text = explainScore(
      assessment({ findings: [wild], scores: scores({ gains: [{ points: 1, finding: wild.id }] }) }),
    )
    expect(text.join('')).not.toContain('\u001b')
  })

  it('is what the command prints', async () => {
    const { code, stdout } = await run(['explain', 'score', '--quiet'], { files: drifted })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Score: \d+ of 100; \d+ as found/)
    expect(stdout).toContain('configuration/')
  })

  it('says that there is none where nothing could be compared', async () => {
    const files = { 'evenkeel.yaml': twoFiles, 'production.env': '', 'staging.env': '' }
    const { code, stdout } = await run(['explain', 'score', '--quiet'], { files })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Score: /)
  })
})
