import { isJsonObject } from '../../model/json.ts'
import type { Seen } from '../../model/twin.ts'
import { sameShape as sameShapes, shapeOf } from '../../model/value-shape.ts'
import type { PairRelation } from './relation.ts'

/** The form of a value: a setting says its own, because a secret's can only be told before it is fingerprinted. */
export function shapeOfSeen(seen: Seen | undefined): string | undefined {
  const raw = seen?.raw
  if (isJsonObject(raw)) {
    if (typeof raw['shape'] === 'string') return raw['shape']
    return typeof raw['value'] === 'string' ? shapeOf(raw['value']) : undefined
  }
  return typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean'
    ? shapeOf(String(raw))
    : undefined
}

export const sameShape: PairRelation = {
  name: 'same-shape',
  sides: 'two',
  doc: 'The values have the same form (both an https URL that ends in a slash, both a number), whatever they are. It holds where a side is absent or its form is not known.',
  compile: () => (candidate, baseline) => {
    const [own, other] = [shapeOfSeen(candidate), shapeOfSeen(baseline)]
    return own === undefined || other === undefined || sameShapes(own, other)
  },
}
