/** What narrows a source: a resource is kept when it has every tag of `include` and none of `exclude`. */
export interface Narrowing {
  readonly tags?: Readonly<Record<string, string>>
  readonly labels?: Readonly<Record<string, string>>
  readonly namespaces?: readonly string[]
  readonly vpcs?: readonly string[]
}

/** One source entry of an environment, its settings checked by its family's schema. */
export interface SourcePlan {
  readonly family: string
  readonly settings: unknown
  readonly include?: Narrowing
  readonly exclude?: Narrowing
  /** `evenkeel.yaml:12:9`. */
  readonly where: string
}

/** A pair that the configuration names: raw names, ids or addresses. */
export interface ExplicitPair {
  readonly kind: string
  readonly candidate: string
  readonly baseline: string
  readonly where: string
}

/** A service: which resources are its, and whose it is. */
export interface ServicePlan {
  readonly name: string
  readonly match: {
    readonly tags?: Readonly<Record<string, string>>
    readonly names?: readonly string[]
    /** Of what lives in a cluster. */
    readonly labels?: Readonly<Record<string, string>>
    /** Of what lives in a cluster; with `labels`, both. */
    readonly namespaces?: readonly string[]
  }
  readonly owner?: string
  /** How much depends on it, in the words of the configuration: rules and adjustments may ask for it. */
  readonly tier?: string
  /** The Slack channel of its owner: `#orders`, or an id. */
  readonly slack?: string
}
