import type { Seen } from '../../model/twin.ts'
import { sameJson, type PairRelation } from './relation.ts'

/**
 * The numbers of a version: `15.4` gives 15 and 4, `8.0.mysql_aurora.3.04.0` 8 and 0, `v1.29` 1 and 29. Undefined when it
 * does not begin with a number.
 */
export function versionNumbers(seen: Seen | undefined): readonly number[] | undefined {
  const text = typeof seen?.raw === 'number' ? String(seen.raw) : seen?.raw
  if (typeof text !== 'string') return undefined
  const match = /^\s*v?(\d+(?:\.\d+)*)/i.exec(text)
  return match?.[1]?.split('.').map(Number)
}

function sameFirst(parts: number): PairRelation['compile'] {
  return () => (candidate, baseline) => {
    const [c, b] = [versionNumbers(candidate), versionNumbers(baseline)]
    if (c === undefined || b === undefined) return sameJson(candidate?.canonical, baseline?.canonical)
    for (let i = 0; i < parts; i++) if ((c[i] ?? 0) !== (b[i] ?? 0)) return false
    return true
  }
}

export const sameMajor: PairRelation = {
  name: 'same-major',
  sides: 'two',
  doc: 'Both versions begin with the same number. What is no version must be equal.',
  compile: sameFirst(1),
}

export const sameMinor: PairRelation = {
  name: 'same-minor',
  sides: 'two',
  doc: 'Both versions agree in their first two numbers. What is no version must be equal.',
  compile: sameFirst(2),
}
