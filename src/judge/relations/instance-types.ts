import type { Seen } from '../../model/twin.ts'
import { sameJson, type PairRelation } from './relation.ts'

/**
 * Family and size of an instance type: `m6i.large` gives `m6i` and `large`, `db.m6g.2xlarge` gives `db.m6g` and
 * `2xlarge`, `n2-standard-4` gives `n2-standard` and `4`. A type without a size (`db.serverless`) is a family alone.
 */
export function instanceType(type: string): { readonly family: string; readonly size: string } {
  const dot = type.lastIndexOf('.')
  const prefixOnly = dot >= 0 && /^(db|cache|search|ml|dms)$/.test(type.slice(0, dot))
  const cut = dot >= 0 ? (prefixOnly ? -1 : dot) : type.lastIndexOf('-')
  return cut < 0 ? { family: type, size: '' } : { family: type.slice(0, cut), size: type.slice(cut + 1) }
}

function samePart(part: 'family' | 'size'): PairRelation['compile'] {
  return () => (candidate, baseline) => {
    const [c, b] = [text(candidate), text(baseline)]
    if (c === undefined || b === undefined) return sameJson(candidate?.canonical, baseline?.canonical)
    return instanceType(c)[part] === instanceType(b)[part]
  }
}

function text(seen: Seen | undefined): string | undefined {
  return typeof seen?.raw === 'string' ? seen.raw : undefined
}

export const sameFamily: PairRelation = {
  name: 'same-family',
  sides: 'two',
  doc: 'Both instance types are of one family (`m6i`, `db.m6g`), whatever their size.',
  compile: samePart('family'),
}

export const sameSize: PairRelation = {
  name: 'same-size',
  sides: 'two',
  doc: 'Both instance types are of one size (`large`), whatever their family.',
  compile: samePart('size'),
}
