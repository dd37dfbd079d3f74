import type { CarriedPair } from '../model/carried-pair.ts'
import type { Lexicon } from '../model/lexicon.ts'
import type { ExplicitPair } from '../model/plan.ts'
import { facingOf } from '../model/facing.ts'
import { kindOf } from '../model/kinds/index.ts'
import { otherSide, sides, type Resource, type Side } from '../model/resource.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { Pairing, Twin, TwinView } from '../model/twin.ts'
import { againstCode } from './against-code.ts'
import { foreignDetector, nothingForeign, ownedWords } from './foreign.ts'
import { unmistakableWords } from './identifiers.ts'
import { comparingContext, labelsOf } from './labels.ts'
import { match } from './match.ts'
import { canonicaliseSide, type ComparedSide } from './side.ts'
import { unitsOf, type FieldChoice, type Units } from './units.ts'
import { usersOf } from './users.ts'
import { viewOf } from './view.ts'
import { Walks } from './walks.ts'

/** One side as it comes from its store or its collectors. */
export interface SideInput {
  readonly snapshot: Snapshot
  readonly lexicon: Lexicon
}

export interface CompareRequest {
  readonly candidate: SideInput
  readonly baseline: SideInput
  readonly pairs: readonly ExplicitPair[]
  /** The side that is what code says of the other. */
  readonly code?: Side | undefined
  /** What both environments use on purpose; see foreignDetector. */
  readonly shared: readonly string[]
  /** The key of the fingerprints of both sides, where it is one; asked only where an environment is compared with itself. */
  readonly keyId?: string | undefined
  /** What earlier assessments of the comparison paired, from the store. */
  readonly carried?: readonly CarriedPair[] | undefined
}

export interface Comparison {
  readonly candidate: ComparedSide
  readonly baseline: ComparedSide
  readonly pairing: Pairing
  /**
   * One view per twin (left out: of all), in the order of the pairing, which is mostly that in which their resources lie in memory: by name,
   * nearly every body would have to be fetched. Each reads bodies only when asked.
   */
  readonly views: (wanted?: (twin: Twin) => boolean) => Iterable<TwinView>
  /** The view of one of its twins. */
  readonly view: (twin: Twin) => TwinView
  /** The units of a resource of one side as it was at another time, in the words of this comparison; see unitsOf. */
  readonly unitsAsOf: (side: Side, resource: Resource, fields: FieldChoice) => Units
}

/**
 * Compares two snapshots: canonical form, pairing, differences. Pure: no clock, no I/O beyond the snapshots' own streams.
 */
export function compare(request: CompareRequest): Comparison {
  const sameIdentity = request.candidate.lexicon.environment === request.baseline.lexicon.environment
  const itself = sameIdentity ? { keyId: request.keyId } : undefined
  const rolesOf = ({ snapshot }: SideInput): readonly string[] => snapshot.coverage.map(({ role }) => role)
  const facing = facingOf({ candidate: rolesOf(request.candidate), baseline: rolesOf(request.baseline) })
  const namesClusters = sides.every((side) => request[side].lexicon.entries.some(({ symbol }) => isCluster(symbol)))
  const sideOf = (side: Side): ComparedSide => {
    const { snapshot, lexicon } = request[side]
    if (sameIdentity) return canonicaliseSide(side, snapshot, withoutWords(lexicon), { itself })
    return canonicaliseSide(side, snapshot, namesClusters ? lexicon : withoutClusters(lexicon), {
      facing: facing[side],
    })
  }
  const candidate = sideOf('candidate')
  const baseline = sideOf('baseline')
  const matched = match({ candidate, baseline, pairs: request.pairs, sameIdentity, carried: request.carried })
  const pairing = request.code === undefined ? matched : againstCode(matched, { candidate, baseline }[request.code])
  const owned = {
    candidate: ownedWords(candidate.lexicon, unmistakableWords(candidate.index)),
    baseline: ownedWords(baseline.lexicon, unmistakableWords(baseline.index)),
  }
  const detectors = sameIdentity
    ? { candidate: nothingForeign, baseline: nothingForeign }
    : {
        candidate: foreignDetector(owned.candidate, owned.baseline, request.shared),
        baseline: foreignDetector(owned.baseline, owned.candidate, request.shared),
      }
  const both = { candidate, baseline }
  const walks = new Walks(
    { translator: candidate.translator, detector: detectors.candidate },
    { translator: baseline.translator, detector: detectors.baseline },
  )
  const parts = { sides: both, owned, detectors, labels: labelsOf(pairing), usersOf: usersOf(both), walks }
  const unitsAsOf: Comparison['unitsAsOf'] = (side, resource, choice) => {
    const context = comparingContext(parts.sides[side], resource.key, parts.labels, owned[otherSide(side)])
    return unitsOf(resource, kindOf(resource.kind)?.fields ?? {}, context, [], choice)
  }
  return {
    candidate,
    baseline,
    pairing,
    views: function* (wanted) {
      for (const twin of pairing.twins) if (wanted === undefined || wanted(twin)) yield viewOf(twin, parts)
    },
    view: (twin) => viewOf(twin, parts),
    unitsAsOf,
  }
}

const isCluster = (symbol: string): boolean => symbol.startsWith('{cluster:')

/** The name of a cluster is replaced where both sides tell theirs: mostly it is made of the environment's word and one that both have. */
function withoutClusters(lexicon: Lexicon): Lexicon {
  return { ...lexicon, entries: lexicon.entries.filter(({ symbol }) => !isCluster(symbol)) }
}

/** Between then and now, an account, a region or a domain that became another is a change like any other. */
function withoutWords(lexicon: Lexicon): Lexicon {
  return { ...lexicon, entries: [] }
}
