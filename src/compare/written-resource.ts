import type { Json } from '../model/json.ts'
import type { Head, Resource } from '../model/resource.ts'
import { endOfText, endOfValue, startsWith, tokenOf } from './json-text.ts'

/** The body of a resource as JSON text. */
export interface BodyAsText {
  readonly codes: Codes
  /** Where its attributes begin. */
  readonly at: number
  /** The text between two places. */
  readonly cut: (from: number, to: number) => string
  readonly whole: () => string
}

type Codes = Parameters<typeof endOfText>[0]
type Body = Pick<Resource, 'tags' | 'asOf' | 'attributes'>

/**
 * A resource of which each part is parsed when it is asked for: of one that differs in a setting nobody asks for the other forty
 * attributes. It is there to be read, not to be copied: a spread of it has no attributes.
 */
export function writtenResource(head: Head, body: BodyAsText): Resource {
  // What is absent in a head is undefined here instead, which nobody who reads it tells apart.
  return new WrittenResource(head, body) as Resource
}

class WrittenResource {
  private readonly head: Head
  private readonly body: BodyAsText
  private parsed: Body | undefined
  /** What was asked for: a name or two. */
  private readonly names: string[] = []
  private readonly values: (Json | undefined)[] = []

  constructor(head: Head, body: BodyAsText) {
    this.head = head
    this.body = body
  }

  get key(): Head['key'] {
    return this.head.key
  }

  get kind(): string {
    return this.head.kind
  }

  get id(): string {
    return this.head.id
  }

  get origin(): Head['origin'] {
    return this.head.origin
  }

  get name(): string | undefined {
    return this.head.name
  }

  get address(): string | undefined {
    return this.head.address
  }

  get identifiers(): readonly string[] {
    return this.head.identifiers
  }

  get account(): string | undefined {
    return this.head.account
  }

  get region(): string | undefined {
    return this.head.region
  }

  get service(): string | undefined {
    return this.head.service
  }

  get contentDigest(): Head['contentDigest'] {
    return this.head.contentDigest
  }

  get tags(): Resource['tags'] {
    return this.whole().tags
  }

  get asOf(): string | undefined {
    return this.whole().asOf
  }

  get attributes(): Resource['attributes'] {
    return this.whole().attributes
  }

  attribute(name: string): Json | undefined {
    if (this.parsed !== undefined) return this.ofWhole(name)
    const known = this.names.indexOf(name)
    if (known >= 0) return this.values[known]
    const place = memberOf(this.body, writtenName(name))
    if (place === 'unsure') return this.ofWhole(name)
    const value = place === undefined ? undefined : (JSON.parse(this.body.cut(...place)) as Json)
    this.names.push(name)
    this.values.push(value)
    return value
  }

  private ofWhole(name: string): Json | undefined {
    const attributes = this.whole().attributes as Readonly<Record<string, Json>>
    return Object.hasOwn(attributes, name) ? attributes[name] : undefined
  }

  private whole(): Body {
    if (this.parsed !== undefined) return this.parsed
    const body = JSON.parse(this.body.whole()) as Body
    // What was handed out stays the same object: who has an element finds it again in its list.
    const attributes = body.attributes as Record<string, Json>
    for (const [i, name] of this.names.entries()) {
      const value = this.values[i]
      if (value !== undefined) attributes[name] = value
    }
    return (this.parsed = body)
  }
}

/** Names are those of kinds and rules. */
function writtenName(name: string): Codes {
  const known = names.get(name)
  if (known !== undefined) return known
  const made = tokenOf(name)
  names.set(name, made)
  return made
}

const names = new Map<string, Codes>()

/**
 * Where the value of the last member of that name is, which is the one that counts, of the object that begins at `at`. Unsure where a name is
 * written in escapes.
 */
function memberOf(
  { codes, at }: BodyAsText,
  wanted: Codes,
): readonly [from: number, to: number] | undefined | 'unsure' {
  let found: readonly [from: number, to: number] | undefined
  for (let i = at + 1; codes[i] === quote;) {
    const isIt = startsWith(codes, wanted, i)
    const value = isIt ? i + wanted.length : endOfText(codes, i) + 1
    if (!isIt && hasEscape(codes, i, value)) return 'unsure'
    const end = endOfValue(codes, value)
    if (isIt) found = [value, end]
    i = end + 1
  }
  return found
}

const [quote, backslash] = [34, 92]

function hasEscape(codes: Codes, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (codes[i] === backslash) return true
  return false
}
