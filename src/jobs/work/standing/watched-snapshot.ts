import type { Coverage } from '../../../model/coverage.ts'
import type { Head, Key, Resource } from '../../../model/resource.ts'
import type { BodyText, Snapshot } from '../../../model/snapshot.ts'

/** Asked for a body that is not at hand: what is asked for can only be answered by reading everything. */
export class NotAtHand extends Error {
  constructor(key: Key) {
    super(`the body of ${key} is not at hand`)
    this.name = 'NotAtHand'
  }
}

/** A resource as it is judged, and its body as it is stored. */
export interface Body {
  /** As it is stored. */
  readonly head: Head
  readonly resource: Resource
  readonly text: string
}

/** What was read of a resource by whoever did not judge it. `everything`: nobody can say what of its attributes. */
export type ReadParts = ReadonlySet<string>

/** Stands in {@link ReadParts} for all attributes, and, behind a slash, for one. */
const everything = '/*'

/**
 * A snapshot that knows what was read of it. Bodies that somebody reads who is not judging them (pairing, the lexicon, whoever looks for the
 * users of a resource) are handed out so that each attribute that is looked at is written down: what the answer depends on is known by
 * having asked, whatever the code that asked looks like. Heads are kept; bodies can be let go of, and some be laid in again.
 */
export class WatchedSnapshot implements Snapshot {
  /** Left out where the snapshot that is watched has none. */
  readonly bodyText?: (key: Key) => BodyText
  readonly environment: string
  readonly takenAt: string
  readonly coverage: readonly Coverage[]
  private readonly kept: readonly Head[]
  private inner: Snapshot | undefined
  private laid: ReadonlyMap<Key, Body> = new Map()
  private judged: readonly Key[] = []
  private readonly parts = new Map<Key, Set<string>>()

  constructor(inner: Snapshot) {
    const { environment, takenAt, coverage } = inner
    this.environment = environment
    this.takenAt = takenAt
    this.coverage = coverage
    this.inner = inner
    this.kept = [...inner.heads()]
    if (inner.bodyText !== undefined) this.bodyText = (key) => this.text(key)
  }

  readonly heads = (): Iterable<Head> => this.kept

  /** How many resources it has. */
  get size(): number {
    return this.kept.length
  }

  /**
   * Says whose turn it is: who asks for the bodies of this very list judges them, and nothing else depends on that. Whoever asks for them
   * by another list may keep what he reads for others.
   */
  judging(keys: readonly Key[]): void {
    this.judged = keys
  }

  /** Lets go of all bodies but these. Who asks for another is told `NotAtHand`. */
  keepOnly(bodies: ReadonlyMap<Key, Body>): void {
    this.inner = undefined
    this.laid = bodies
  }

  /** What of a resource was read by others; undefined: nothing. */
  readOf(key: Key): ReadParts | undefined {
    return this.parts.get(key)
  }

  /** The body of one of its resources as it is stored, where it is at hand: for history, on which nothing else depends. */
  textAtHand(key: Key): string | undefined {
    return this.laid.get(key)?.text ?? this.inner?.bodyText?.(key).text
  }

  readonly bodies = (keys: Iterable<Key>): Iterable<Resource> => this.bodiesOf(keys)

  private *bodiesOf(keys: Iterable<Key>): Iterable<Resource> {
    const isOwn = keys === this.judged
    for (const key of keys) {
      const body = this.body(key)
      yield isOwn ? body : watched(body, this.partsOf(key))
    }
  }

  private body(key: Key): Resource {
    const laid = this.laid.get(key)
    if (laid !== undefined) return laid.resource
    if (this.inner === undefined) throw new NotAtHand(key)
    for (const body of this.inner.bodies([key])) return body
    throw new Error(`there is no body of ${key}`)
  }

  private text(key: Key): BodyText {
    // Nobody can say what is looked at in a text.
    if (!this.judged.includes(key)) this.partsOf(key).add(everything).add('tags').add('asOf')
    const laid = this.laid.get(key)
    if (laid !== undefined) return { text: laid.text }
    const text = this.inner?.bodyText?.(key)
    if (text === undefined) throw new NotAtHand(key)
    return text
  }

  private partsOf(key: Key): Set<string> {
    let parts = this.parts.get(key)
    if (parts === undefined) this.parts.set(key, (parts = new Set()))
    return parts
  }
}

/** The same resource, which writes down what is looked at. */
function watched({ tags, asOf, attributes, ...head }: Resource, parts: Set<string>): Resource {
  const note = (name: string | symbol): void => void parts.add(typeof name === 'string' ? `/${name}` : everything)
  const looked = new Proxy(attributes, {
    get: (target, name) => {
      note(name)
      return Reflect.get(target, name) as unknown
    },
    has: (target, name) => {
      note(name)
      return Reflect.has(target, name)
    },
    getOwnPropertyDescriptor: (target, name) => {
      note(name)
      return Reflect.getOwnPropertyDescriptor(target, name)
    },
    ownKeys: (target) => {
      parts.add(everything)
      return Reflect.ownKeys(target)
    },
  })
  return Object.defineProperties({ ...head, attributes: looked } as unknown as Resource, {
    tags: {
      enumerable: true,
      get: () => {
        parts.add('tags')
        return tags
      },
    },
    asOf: {
      enumerable: asOf !== undefined,
      get: () => {
        parts.add('asOf')
        return asOf
      },
    },
  })
}

/** Whether all that was read of a resource is as it was. What is absent is another answer than anything that is there. */
export function readsTheSame(parts: ReadParts | undefined, was: Body, is: Body): boolean {
  if (parts === undefined) return true
  const [before, after] = [was.resource, is.resource]
  for (const part of parts) {
    const [a, b] = part === 'tags' || part === 'asOf' ? [before[part], after[part]] : valuesAt(part, before, after)
    if (JSON.stringify(a) !== JSON.stringify(b)) return false
  }
  return true
}

function valuesAt(part: string, before: Resource, after: Resource): readonly [unknown, unknown] {
  if (part === everything) return [before.attributes, after.attributes]
  const name = part.slice(1)
  const of = ({ attributes }: Resource): unknown =>
    Object.hasOwn(attributes, name) ? (attributes as Readonly<Record<string, unknown>>)[name] : undefined
  return [of(before), of(after)]
}
