import { describe, expect, it } from 'vitest'
import { joinRows, Tally } from '../../src/collect/tally.ts'
import { unknownFieldsOf, type Coverage } from '../../src/model/coverage.ts'
import { unknownOfText, unknownText } from '../../src/store/snapshots/unknown-text.ts'

const facts = {
  environment: 'production',
  origin: { collector: 'aws-s3', mode: 'observed', scope: '111111111111/eu-west-1' },
  role: '{account}/{region}',
  required: true,
} as const

function row(told: (tally: Tally) => void): Coverage {
  const tally = new Tally()
  tally.ask('bucket')
  told(tally)
  const [only] = tally.rows(facts)
  if (only === undefined) throw new Error('no row')
  return only
}

const denied = 'Access was denied to s3:GetBucketPolicy.'

describe('what is unknown of one resource', () => {
  it('is unknown of that one alone, and the kind is partial', () => {
    const found = row((tally) => tally.unknown('bucket', ['/policy', '/public'], denied, 'uploads'))
    expect(found).toMatchObject({ status: 'partial', reason: denied, unknownFields: [] })
    expect(unknownFieldsOf(found, 'uploads')).toEqual(['/policy', '/public'])
    expect(unknownFieldsOf(found, 'assets')).toEqual([])
    expect(unknownFieldsOf(found, 'constructor')).toEqual([])
  })

  it('is not said again of what is unknown of all', () => {
    const found = row((tally) => {
      tally.unknown('bucket', ['/policy'], denied)
      tally.unknown('bucket', ['/policy'], denied, 'uploads')
    })
    expect(found.unknownFields).toEqual(['/policy'])
    expect(found).not.toHaveProperty('unknownOf')
  })

  it('is joined where two reads tell of one place', () => {
    const one = row((tally) => tally.unknown('bucket', ['/policy'], denied, 'uploads'))
    const other = row((tally) => tally.unknown('bucket', ['/cors'], denied, 'uploads'))
    const [joined] = joinRows([one, other])
    expect(joined?.unknownOf).toEqual({ uploads: ['/cors', '/policy'] })
  })

  it('is unknown of all where it is so of hundreds: a row stays short', () => {
    const found = row((tally) => {
      for (let i = 0; i <= 200; i++) tally.unknown('bucket', ['/policy'], denied, `bucket-${i}`)
    })
    expect(found.unknownFields).toEqual(['/policy'])
    expect(found).not.toHaveProperty('unknownOf')
  })

  it.each([
    [{ unknownFields: ['/cors', '/website'] }],
    [{ unknownFields: ['/cors'], unknownOf: { assets: ['/policy'], uploads: ['/policy', '/public'] } }],
  ])('is stored as it is: %j', (told) => {
    expect(unknownOfText(unknownText(told))).toEqual(told)
  })

  it('is one text, in whatever order it came', () => {
    const one = { unknownFields: [], unknownOf: { assets: ['/a', '/b'], uploads: ['/a'] } }
    const other = { unknownFields: [], unknownOf: { uploads: ['/a'], assets: ['/b', '/a'] } }
    expect(unknownText(one)).toBe(unknownText(other))
  })
})
