import type { Json } from '../model/json.ts'
import { digestOf } from '../model/digest.ts'
import { kindOf } from '../model/kinds/index.ts'
import type { Digest, Head, Key, Resource } from '../model/resource.ts'
import type { Snapshot } from '../model/snapshot.ts'
import type { CanonicalHead, Ref } from '../model/twin.ts'
import { canonicalValue, type CanonicalContext } from './canonical.ts'
import { pairNames, tagKeyOf } from './names.ts'
import type { Translator } from './translator.ts'

/** What the heads of one side share. */
export interface HeadParts {
  readonly translator: Translator
  readonly bodyOf: (key: Key) => Resource
  /** How a body becomes canonical, with an empty slot for each reference, which is told to `found`. */
  readonly slots: (head: Head, found: (to: Key | null, raw: string) => void) => CanonicalContext
}

/**
 * The canonical head of a resource, of which each part is made when it is asked for: names decide nearly every pairing, and what
 * tags and bodies say of the rest is worth reading them for the rest alone.
 */
class MadeHead implements CanonicalHead {
  private readonly head: Head
  private readonly parts: HeadParts
  private called: readonly string[] | undefined
  private canonical: { readonly digest: Digest; readonly refs: readonly Ref[] } | undefined
  private tags: string | undefined

  constructor(head: Head, parts: HeadParts) {
    this.head = head
    this.parts = parts
    this.called = undefined
    this.canonical = undefined
    this.tags = undefined
  }

  get key(): Key {
    return this.head.key
  }

  get kind(): string {
    return this.head.kind
  }

  get names(): readonly string[] {
    return (this.called ??= pairNames(this.head.name, this.parts.translator))
  }

  get address(): string | undefined {
    return this.head.address === undefined ? undefined : this.parts.translator.bare(this.head.address)
  }

  get tagKey(): string {
    return (this.tags ??= tagKeyOf(this.parts.bodyOf(this.key).tags, this.parts.translator))
  }

  get bodyDigest(): Digest {
    return this.made().digest
  }

  get refs(): readonly Ref[] {
    return this.made().refs
  }

  refsIn(field: string): readonly Ref[] {
    return (
      this.canonical?.refs.filter((ref) => ref.field === field) ??
      refsOf(this.parts.bodyOf(this.key), this.head, this.parts, field)
    )
  }

  private made(): { readonly digest: Digest; readonly refs: readonly Ref[] } {
    return (this.canonical ??= bodyOf(this.parts.bodyOf(this.key), this.head, this.parts))
  }
}

/** The canonical heads of one side, made anew for whoever asks: only pairing goes through all of them, and then they are of no more use. */
export interface CanonicalHeads {
  /** In the order of the snapshot. */
  readonly values: () => Iterable<CanonicalHead>
  readonly get: (key: Key) => CanonicalHead | undefined
}

export function canonicalHeads(
  { heads }: Pick<Snapshot, 'heads'>,
  headOf: (key: Key) => Head | undefined,
  parts: HeadParts,
): CanonicalHeads {
  return {
    *values() {
      for (const head of heads()) yield new MadeHead(head, parts)
    },
    get: (key) => {
      const head = headOf(key)
      return head === undefined ? undefined : new MadeHead(head, parts)
    },
  }
}

/** References become empty slots, so no other resource's name enters the digest. */
function bodyOf(resource: Resource, head: Head, { slots }: HeadParts): { digest: Digest; refs: readonly Ref[] } {
  const refs: Ref[] = []
  const body: Record<string, Json> = {}
  const kind = kindOf(head.kind)
  const attributes = resource.attributes as Readonly<Record<string, Json | undefined>>
  let field = ''
  const context = slots(head, (to, raw) => refs.push({ field, to, raw }))
  for (const [name, form] of Object.entries(kind?.fields ?? {})) {
    if (form.volatile === true) continue
    field = name
    const value = canonicalValue(form, attributes[name], context)
    if (value !== undefined) body[name] = value
  }
  return { digest: digestOf([head.kind, kind?.version ?? 0, body]), refs }
}

/** The references in one field, without a look at the others. */
function refsOf(resource: Resource, head: Head, { slots }: HeadParts, field: string): readonly Ref[] {
  const refs: Ref[] = []
  const form = kindOf(head.kind)?.fields[field]
  if (form === undefined || form.volatile === true) return refs
  const attributes = resource.attributes as Readonly<Record<string, Json | undefined>>
  canonicalValue(
    form,
    attributes[field],
    slots(head, (to, raw) => refs.push({ field, to, raw })),
  )
  return refs
}
