import type { Coverage } from '../model/coverage.ts'
import type { Head, Key, Resource } from '../model/resource.ts'
import type { BodyText, Snapshot } from '../model/snapshot.ts'
import { plainHead } from '../model/written-head.ts'

/** Bytes that are taken from the system at once. */
const slabSize = 4 << 20

/** A resource that was read, with its body as JSON text without white space, or as the bytes of such text. */
export interface WrittenResource {
  readonly head: Head
  readonly body: string | WrittenBody
}

/** JSON text in UTF-8 where it was read. */
export interface WrittenBody {
  /** Nobody else writes into them: they may be kept. */
  readonly bytes: Buffer
  readonly from: number
  readonly to: number
  /** Whether each byte is a character. */
  readonly ascii: boolean
}

/**
 * A snapshot that is being read: heads as they are, bodies as the bytes of their JSON outside of the heap, which are parsed when someone
 * asks for one. What was read as bytes stays where it is. The garbage collector has nothing to look through.
 */
export class CompactSnapshot {
  private readonly places = new Map<Key, number>()
  private readonly kept: Head[] = []
  private readonly slabs: Buffer[] = []
  /** By resource: its slab, where it starts in it, its length in bytes, and in characters. */
  private readonly where: number[] = []
  /** The slab that texts are written into, and how much of it is. */
  private open = -1
  private used = slabSize
  /** What was asked about last, and where it is: who asks for a body asks for its head too, and to find a key among a million is dear. */
  private last: Key | undefined
  private lastAt: number | undefined

  /** @param body JSON text of `{ tags, asOf?, attributes }`, without white space between its tokens. Throws on a key that came before: a defect of the caller. */
  add(head: Head, body: string | WrittenBody): void {
    const { places, kept } = this
    places.set(head.key, kept.length)
    if (places.size === kept.length) throw new Error(`two resources of one snapshot have the key ${head.key}`)
    this.last = undefined
    kept.push(head)
    if (typeof body === 'string') this.write(body)
    else this.keep(body)
  }

  private keep({ bytes, from, to, ascii }: WrittenBody): void {
    if (this.slabs.at(-1) !== bytes) this.slabs.push(bytes)
    const length = to - from
    this.where.push(this.slabs.length - 1, from, length, ascii ? length : -1)
  }

  private write(body: string): void {
    // A character of a JavaScript string is three bytes at most.
    const most = body.length * 3
    if (most > slabSize - this.used) this.makeRoom(most, body)
    const length = this.slabs[this.open]?.write(body, this.used, 'utf8') ?? 0
    this.where.push(this.open, this.used, length, body.length)
    // One of its own is full, whatever its size.
    this.used = most > slabSize ? slabSize : this.used + length
  }

  /** What was added, in its order. `bodies` throws on a key that is not in it: a defect of the caller. */
  snapshot(parts: {
    readonly environment: string
    readonly takenAt: Date
    readonly coverage: readonly Coverage[]
  }): Snapshot {
    const { environment, takenAt, coverage } = parts
    const { kept } = this
    const place = (key: Key): number | undefined => this.placeOf(key)
    const body = (at: number): Pick<Resource, 'tags' | 'asOf' | 'attributes'> =>
      JSON.parse(this.textAt(at)) as Pick<Resource, 'tags' | 'asOf' | 'attributes'>
    return {
      environment,
      takenAt: takenAt.toISOString(),
      coverage,
      heads: () => kept,
      head: (key) => kept[place(key) ?? -1],
      *bodies(keys) {
        for (const key of keys) {
          const at = place(key)
          const head = at === undefined ? undefined : kept[at]
          if (at === undefined || head === undefined)
            throw new Error(`no resource of ${environment} has the key ${key}`)
          yield { ...plainHead(head), ...body(at) }
        }
      },
      bodyText: (key) => {
        const at = place(key)
        if (at === undefined) throw new Error(`no resource of ${environment} has the key ${key}`)
        return this.writtenAt(at)
      },
    }
  }

  private placeOf(key: Key): number | undefined {
    if (key !== this.last) {
      this.last = key
      this.lastAt = this.places.get(key)
    }
    return this.lastAt
  }

  /** A body that is larger than a slab has one of its own, which is full. */
  private makeRoom(most: number, body: string): void {
    const size = most > slabSize ? Buffer.byteLength(body) : slabSize
    this.open = this.slabs.push(Buffer.allocUnsafeSlow(size)) - 1
    this.used = 0
  }

  private writtenAt(at: number): BodyText {
    const { where } = this
    const slab = this.slabs[where[at * 4] ?? 0] ?? Buffer.alloc(0)
    const start = where[at * 4 + 1] ?? 0
    const end = start + (where[at * 4 + 2] ?? 0)
    return new WrittenText({ bytes: slab, from: start, to: end }, where[at * 4 + 3] === end - start, this.kept[at])
  }

  private textAt(at: number): string {
    return this.writtenAt(at).text
  }
}

/** Most are asked for their bytes alone. */
class WrittenText implements BodyText {
  readonly utf8: NonNullable<BodyText['utf8']>
  readonly head: Head | undefined
  private readonly ascii: boolean

  constructor(utf8: NonNullable<BodyText['utf8']>, ascii: boolean, head: Head | undefined) {
    this.utf8 = utf8
    this.head = head
    this.ascii = ascii
  }

  get text(): string {
    const { bytes, from, to } = this.utf8
    // Text of one byte a character is the same in either, and is read faster as Latin.
    return bytes.toString(this.ascii ? 'latin1' : 'utf8', from, to)
  }
}
