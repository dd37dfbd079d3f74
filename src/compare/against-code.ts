import type { Pairing, Twin } from '../model/twin.ts'
import type { ComparedSide } from './side.ts'

/**
 * A pairing of what code says with what is there. What is there and in no code was made otherwise (by hand, by another tool): it
 * is no difference between the two, but a measure of how much the code covers. Twins are called by their address in code, which is
 * where somebody would mend them. Pure.
 */
export function againstCode(pairing: Pairing, code: ComparedSide): Pairing {
  const unmanaged: Twin[] = []
  const twins: Twin[] = []
  for (const twin of pairing.twins) {
    if (twin[code.side].length === 0) unmanaged.push(twin)
    else twins.push({ ...twin, name: addressOf(twin, code) ?? twin.name })
  }
  return { ...pairing, twins, unmanaged }
}

function addressOf(twin: Twin, code: ComparedSide): string | undefined {
  const [first] = twin[code.side]
  return first === undefined ? undefined : code.index.head(first)?.address
}
