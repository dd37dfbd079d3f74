import { memorySnapshot } from '../../src/collect/memory-snapshot.ts'
import { buildLexicon } from '../../src/compare/lexicon.ts'
import { compare, type Comparison, type SideInput } from '../../src/compare/compare.ts'
import type { CarriedPair } from '../../src/model/carried-pair.ts'
import type { Coverage } from '../../src/model/coverage.ts'
import { digestOf } from '../../src/model/digest.ts'
import type { Json } from '../../src/model/json.ts'
import { keyOf, type Resource } from '../../src/model/resource.ts'
import type { Change } from '../../src/model/twin.ts'

/** A resource as a test writes it. */
export interface Sketch {
  readonly kind: string
  readonly id: string
  readonly name?: string
  readonly address?: string
  readonly identifiers?: readonly string[]
  readonly tags?: Readonly<Record<string, string>>
  readonly scope?: string
  readonly attributes?: Readonly<Record<string, Json>>
}

/** An environment as a test writes it. */
export interface EnvironmentSketch {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly domains?: readonly string[]
  readonly accounts?: Readonly<Record<string, string>>
  readonly regions?: Readonly<Record<string, string>>
  readonly clusters?: Readonly<Record<string, string>>
  readonly symbols?: Readonly<Record<string, string>>
  readonly resources: readonly Sketch[]
  /** Lays over the default, which is: every kind of every scope complete, with the role ''. */
  readonly coverage?: readonly Partial<Coverage>[]
}

const collector = 'sketch'

export function resourceOf(sketch: Sketch): Resource {
  const scope = sketch.scope ?? 'here'
  return {
    key: keyOf(sketch.kind, collector, scope, sketch.id),
    kind: sketch.kind,
    id: sketch.id,
    origin: { collector, mode: 'observed', scope },
    ...(sketch.name === undefined ? {} : { name: sketch.name }),
    ...(sketch.address === undefined ? {} : { address: sketch.address }),
    identifiers: sketch.identifiers ?? [],
    contentDigest: digestOf([sketch.id, sketch.attributes ?? {}]),
    tags: sketch.tags ?? {},
    attributes: (sketch.attributes ?? {}) as never,
  }
}

export function sideOf(environment: EnvironmentSketch, kinds: readonly string[]): SideInput {
  const resources = environment.resources.map(resourceOf)
  const scopes = [...new Set(['here', ...resources.map((r) => r.origin.scope)])]
  const rows = scopes.flatMap((scope) =>
    kinds.map((kind): Coverage => {
      const row: Coverage = {
        environment: environment.name,
        origin: { collector, mode: 'observed', scope },
        role: '',
        kind,
        status: 'complete',
        required: true,
        unknownFields: [],
      }
      const over = environment.coverage?.find((c) => (c.kind ?? kind) === kind && (c.origin?.scope ?? scope) === scope)
      return over === undefined ? row : { ...row, ...over, kind, origin: row.origin }
    }),
  )
  const snapshot = memorySnapshot({
    environment: environment.name,
    takenAt: new Date('2026-11-01T00:00:00Z'),
    coverage: rows,
    resources,
  })
  const lexicon = buildLexicon(
    {
      environment: environment.name,
      aliases: environment.aliases ?? [],
      domains: environment.domains ?? [],
      accounts: environment.accounts ?? {},
      regions: environment.regions ?? {},
      clusters: environment.clusters ?? {},
      symbols: environment.symbols ?? {},
    },
    snapshot.heads(),
    resources.filter((r) => r.kind === 'network'),
  )
  return { snapshot, lexicon }
}

/** Compares two sketches. */
export function compareSketches(
  candidate: EnvironmentSketch,
  baseline: EnvironmentSketch,
  options: {
    readonly shared?: readonly string[]
    readonly pairs?: readonly [string, string, string][]
    readonly carried?: readonly CarriedPair[]
  } = {},
): Comparison {
  const kinds = [...new Set([...candidate.resources, ...baseline.resources].map((r) => r.kind))]
  return compare({
    candidate: sideOf(candidate, kinds),
    baseline: sideOf(baseline, kinds),
    shared: options.shared ?? [],
    carried: options.carried,
    pairs: (options.pairs ?? []).map(([kind, a, b]) => ({ kind, candidate: a, baseline: b, where: 'evenkeel.yaml:1' })),
  })
}

/** All changes as `kind/name at`, for a short expectation. */
export function changesOf(comparison: Comparison): readonly string[] {
  return [...comparison.views()].flatMap((view) =>
    view.changes.map((change) => `${view.twin.kind}/${view.twin.name} ${change.at}`),
  )
}

/** The only change at a pointer. */
export function changeAt(comparison: Comparison, at: string): Change {
  const found = [...comparison.views()].flatMap((view) => view.changes.filter((change) => change.at === at))
  const [only] = found
  if (only === undefined || found.length !== 1) throw new Error(`${found.length} changes at ${at}`)
  return only
}
