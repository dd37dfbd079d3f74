import type { StateInstance } from './state.ts'

/** An instance that cannot be used: one sentence that begins with its address and holds no value. */
export class UnusableInstance extends Error {}

/** Why a plan leaves an attribute open. */
export const afterApply = 'is known only after the plan was applied'

/**
 * Reads attributes by name and type: nothing is read that is not asked for, and what Terraform marks as sensitive is not
 * given, only noted in `withheld`. Null, and in texts the empty one, mean nothing is set. A value of another type than the
 * provider's throws {@link UnusableInstance}.
 */
export class AttributeReader {
  readonly address: string
  readonly type: string
  /** Names that were asked for and could not be given, with the reason as words that follow "of X". */
  readonly withheld = new Map<string, string>()
  private readonly attributes: Readonly<Record<string, unknown>>
  private readonly sensitive: ReadonlySet<string>
  private readonly pending: ReadonlySet<string>

  constructor(instance: StateInstance) {
    const { address, attributes } = instance
    if (attributes === undefined) {
      throw new UnusableInstance(`${address} is in the form of Terraform 0.11: run \`terraform apply -refresh-only\``)
    }
    this.address = address
    this.type = instance.type
    this.attributes = attributes
    this.sensitive = instance.sensitive
    this.pending = instance.pending ?? new Set()
  }

  /** Whether the provider that wrote the state knew this attribute. */
  knows(name: string): boolean {
    return Object.hasOwn(this.attributes, name)
  }

  /** Notes that an older provider did not write an attribute: it is unknown, not unset. */
  notWritten(name: string): void {
    if (!this.knows(name)) this.withheld.set(name, 'was not written by the provider, which is too old')
  }

  text(name: string): string | undefined {
    const value = this.value(name)
    if (value === undefined || value === '') return undefined
    if (typeof value !== 'string') throw this.wrong(name, 'a text')
    return value
  }

  /** A text without which the resource cannot be told from others. One that a plan leaves open is stood in for by the address. */
  required(name: string): string {
    if (this.pending.has(name)) return this.address
    const value = this.text(name)
    if (value === undefined) throw new UnusableInstance(`${this.address} has no \`${name}\``)
    return value
  }

  number(name: string): number | undefined {
    const value = this.value(name)
    if (value === undefined || value === '') return undefined
    const number = typeof value === 'string' ? Number(value) : value
    if (typeof number !== 'number' || !Number.isFinite(number)) throw this.wrong(name, 'a number')
    return number
  }

  flag(name: string): boolean | undefined {
    const value = this.value(name)
    if (value === undefined) return undefined
    if (typeof value !== 'boolean') throw this.wrong(name, 'true or false')
    return value
  }

  /** True or false, which some providers write as a text. */
  switch(name: string): boolean | undefined {
    const value = this.value(name)
    if (value === undefined || value === '') return undefined
    if (value !== 'true' && value !== 'false' && typeof value !== 'boolean') throw this.wrong(name, 'true or false')
    return value === true || value === 'true'
  }

  /** Whether something is set, without a look at what: for what may be a secret. */
  isSet(name: string): boolean {
    const value = this.knows(name) ? this.attributes[name] : undefined
    return value !== undefined && value !== null && value !== ''
  }

  /** A list of texts; empty where nothing is set. */
  texts(name: string): readonly string[] {
    const value = this.list(name)
    if (!value.every((one) => typeof one === 'string')) throw this.wrong(name, 'a list of texts')
    return value.filter((one) => one !== '')
  }

  /** Nested blocks, each with a reader of its own. */
  blocks(name: string): readonly AttributeReader[] {
    return this.list(name).map((block) => {
      if (typeof block !== 'object' || block === null || Array.isArray(block))
        throw this.wrong(name, 'a list of blocks')
      const attributes = block as Readonly<Record<string, unknown>>
      return new AttributeReader({
        address: `${this.address} (${name})`,
        type: this.type,
        data: false,
        attributes,
        sensitive: new Set(),
      })
    })
  }

  /** Tags: with those that the provider adds by default, which is what the account shows. */
  tags(): Readonly<Record<string, string>> {
    const all = this.value('tags_all') ?? this.value('tags') ?? {}
    if (typeof all !== 'object' || all === null || Array.isArray(all)) throw this.wrong('tags', 'a map')
    const entries = Object.entries(all as Readonly<Record<string, unknown>>)
    const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    return Object.fromEntries(texts)
  }

  /** A map of texts, numbers as such; empty where nothing is set. */
  map(name: string): Readonly<Record<string, string>> {
    const value = this.value(name) ?? {}
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrong(name, 'a map')
    const entries = Object.entries(value as Readonly<Record<string, unknown>>)
    return Object.fromEntries(
      entries.flatMap(([key, one]) =>
        typeof one === 'string' || typeof one === 'number' ? [[key, String(one)] as const] : [],
      ),
    )
  }

  private list(name: string): readonly unknown[] {
    const value = this.value(name)
    if (value === undefined) return []
    if (!Array.isArray(value)) throw this.wrong(name, 'a list')
    return value as readonly unknown[]
  }

  private value(name: string): unknown {
    if (this.pending.has(name)) {
      this.withheld.set(name, afterApply)
      return undefined
    }
    if (!this.knows(name)) return undefined
    if (this.sensitive.has(name)) {
      this.withheld.set(name, 'is marked as sensitive by Terraform')
      return undefined
    }
    return this.attributes[name] ?? undefined
  }

  private wrong(name: string, expected: string): UnusableInstance {
    return new UnusableInstance(`\`${name}\` of ${this.address} is not ${expected}`)
  }
}
