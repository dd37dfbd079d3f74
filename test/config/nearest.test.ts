import { expect, it } from 'vitest'
import { nearest } from '../../src/config/nearest.ts'

const known = ['candidate', 'baseline', 'schedule', 'profile', 'ec2', 'rds', 'acm']

it.each([
  ['candidte', 'candidate'],
  ['BASELINE', 'baseline'],
  ['base', 'baseline'],
  ['profiles', 'profile'],
  ['ec3', 'ec2'],
  ['rsd', 'rds'],
])('%s -> %s', (word, expected) => {
  expect(nearest(word, known)).toBe(expected)
})

it.each(['', 'x', 'environment', 'kubernetes', 'zzzzzzz'])('nothing is near %j', (word) => {
  expect(nearest(word, known)).toBeUndefined()
})
