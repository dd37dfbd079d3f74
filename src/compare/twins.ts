import { digestOf } from '../model/digest.ts'
import type { CanonicalHead, Twin } from '../model/twin.ts'
import { answered } from './answered.ts'
import type { Draft } from './draft.ts'
import { displayName } from './names.ts'
import type { ComparedSide } from './side.ts'

/** The twin of a pair. Its id is made of its kind and canonical name, so it survives re-creation. */
export function twinOf(draft: Draft): Twin {
  const { kind, method, confidence, evidence, further } = draft
  const [first] = draft.baseline
  const name = displayName(first?.names ?? [], first?.address ?? first?.key ?? '')
  const candidate = draft.candidate.map((head) => head.key)
  const baseline = draft.baseline.map((head) => head.key)
  const twin = { id: twinId(kind, name), kind, name, candidate, baseline, method, confidence, evidence: [evidence] }
  if (further === undefined) return twin
  const why = [...new Set(further.map((one) => one.why))]
  return { ...twin, evidence: [evidence, ...why], further: further.map(({ key }) => key) }
}

/** The one-sided twin of a resource that has none, so that its finding has an identity too. */
export function aloneTwin(head: CanonicalHead, own: ComparedSide, other: ComparedSide): Twin {
  const known = own.index.head(head.key)
  const name = displayName(head.names, head.address ?? known?.id ?? head.key)
  const verdict = known !== undefined && answered(known, own, other) ? 'absent-there' : 'not-covered'
  return {
    id: twinId(head.kind, name),
    kind: head.kind,
    name,
    candidate: own.side === 'candidate' ? [head.key] : [],
    baseline: own.side === 'baseline' ? [head.key] : [],
    method: 'alone',
    confidence: 1,
    evidence: [`nothing in ${other.lexicon.environment} answers to the name "${name}"`],
    alone: verdict,
  }
}

function twinId(kind: string, name: string): string {
  return digestOf([kind, name]).slice(0, 16)
}

/** Two twins of one kind and name (in two regions, say) are told apart by their order. */
export function distinctIds(twins: readonly Twin[]): readonly Twin[] {
  const used = new Set<string>()
  const times = new Map<string, number>()
  return twins.map((twin) => {
    let { id } = twin
    // Whoever kept an id of old may bear one that was made like this.
    while (used.has(id)) {
      const next = (times.get(twin.id) ?? 1) + 1
      times.set(twin.id, next)
      id = digestOf([twin.id, next]).slice(0, 16)
    }
    used.add(id)
    return id === twin.id ? twin : { ...twin, id }
  })
}
