import { weights, worth } from '../../judge/score.ts'
import type { Assessment } from '../../model/assessment.ts'
import { severities } from '../../model/severity.ts'
import type { DimensionScore, Score, ScoredPlace, ScoreGain } from '../../model/score.ts'
import { safeText } from '../../report/safe-text.ts'
import { padTo } from '../../report/width.ts'

/** `evenkeel explain score`, as lines: the figures per dimension, the formula with them in it, and what would raise it most. */
export function explainScore(assessment: Assessment): readonly string[] {
  const { scores } = assessment
  if (scores === undefined || scores.score === null) {
    return [
      'Score: none, because nothing was compared.',
      ...(scores === undefined ? [] : unreadPart(assessment, scores)),
    ]
  }
  return [
    `Score: ${scores.score} of 100; ${scores.asFound} as found, with documented, known and pending differences counted.`,
    '',
    ...table(scores.dimensions),
    '',
    ...formula(scores),
    ...unreadPart(assessment, scores),
    '',
    ...gainsPart(assessment, scores.gains),
  ]
}

function table(dimensions: readonly DimensionScore[]): readonly string[] {
  const rows = [
    ['dimension', 'score', 'as found', 'twins', 'places', 'places read'],
    ...dimensions.map(({ dimension, score, asFound, places }) => [
      dimension,
      String(score),
      String(asFound),
      String(places.reduce((sum, place) => sum + place.twins, 0)),
      String(places.length),
      String(places.filter((place) => place.read).length),
    ]),
  ]
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    `  ${row.map((cell, i) => (i === 0 ? padTo(cell, widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')}`.trimEnd(),
  )
}

function formula({ score, dimensions }: Score): readonly string[] {
  const width = Math.max(...dimensions.map(({ dimension }) => dimension.length))
  const line = (what: string, text: string): string => `  ${padTo(what, width)}  ${text}`
  const weighed = severities.map((severity) => `${severity} ${weights[severity]}`).join(', ')
  return [
    'How it is made',
    line('twin', `${worth} ÷ (${worth} + weight of its findings): ${weighed}`),
    line('place', 'the mean of its twins; 0 when it was not completely read'),
    ...dimensions.map(({ dimension, score: own, places }) =>
      line(dimension, `(${sumOf(places.map(({ value }) => value))}) ÷ ${places.length} × 100 = ${own}`),
    ),
    line('score', `the mean of the dimensions, unrounded = ${score}`),
    '  Every figure is rounded down. docs/score.md says why it is made so.',
  ]
}

/** `12 × 1 + 2 × 0.75 + 0`: equal values of places are told once, the best first. */
function sumOf(values: readonly number[]): string {
  const counts = new Map<string, number>()
  for (const value of [...values].sort((a, b) => b - a)) {
    const shown = String(Math.floor(value * 1000 + 1e-9) / 1000)
    counts.set(shown, (counts.get(shown) ?? 0) + 1)
  }
  return [...counts].map(([value, count]) => (count === 1 ? value : `${count} × ${value}`)).join(' + ')
}

function unreadPart(assessment: Assessment, { dimensions }: Score): readonly string[] {
  const unread = new Map<string, string[]>()
  for (const { dimension, places } of dimensions) {
    for (const place of places.filter(({ read }) => !read)) {
      const words = placeWords(place, assessment)
      unread.set(words, [...(unread.get(words) ?? []), dimension])
    }
  }
  if (unread.size === 0) return []
  return [
    '',
    'Not completely read, so worth 0',
    ...[...unread].map(([words, touched]) => `  ${words} (${touched.join(', ')})`),
  ]
}

function gainsPart(assessment: Assessment, gains: readonly ScoreGain[]): readonly string[] {
  if (gains.length === 0) return ['Nothing that is open would raise it.']
  const rows = gains.map((gain) => [`+${points(gain.points)}`, gainWords(gain, assessment)] as const)
  const width = Math.max(...rows.map(([gained]) => gained.length))
  return ['What would raise it most', ...rows.map(([gained, words]) => `  ${gained.padStart(width)}  ${words}`)]
}

function gainWords(gain: ScoreGain, assessment: Assessment): string {
  if ('place' in gain) return `at most, by reading ${placeWords(gain.place, assessment)}`
  const finding = assessment.findings.find(({ id }) => id === gain.finding)
  if (finding === undefined) return gain.finding
  return safeText(`${finding.severity}  ${finding.title}  (${finding.rule}, ${finding.id.slice(0, 12)})`)
}

function placeWords(
  { side, collector, scope, kind }: Pick<ScoredPlace, 'side' | 'collector' | 'scope' | 'kind'>,
  { comparison }: Pick<Assessment, 'comparison'>,
): string {
  return safeText(`${kind} by ${collector} in ${scope}, ${comparison[side]}`)
}

/** One decimal where it says something. */
function points(value: number): string {
  return value >= 0.05 ? value.toFixed(1) : 'less than 0.1'
}
