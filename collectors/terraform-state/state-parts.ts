import type { EvenkeelError } from '../../src/errors/catalogue.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** Names and indexes that lead to a value within the attributes. */
export type AttributePath = readonly (string | number)[]

/** One instance of a resource in a state. */
export interface StateInstance {
  readonly address: string
  readonly type: string
  /** Only looked up by the configuration, not made by it. */
  readonly data: boolean
  /** Undefined where the instance is still in the flat form of Terraform 0.11. */
  readonly attributes: Readonly<Record<string, unknown>> | undefined
  /** Names of attributes that Terraform marks as sensitive, in whole or in part: they are not read. */
  readonly sensitive: ReadonlySet<string>
  /** The same in full, as a path from the attribute on, for those that tell more than the attribute: `['env', 0, 'value']`. */
  readonly sensitivePaths?: readonly AttributePath[]
  /** Names of attributes that a plan leaves open: they are known after it was applied. */
  readonly pending?: ReadonlySet<string>
  /** The same in full. */
  readonly pendingPaths?: readonly AttributePath[]
  /** Which state it is from, where a scope has several. */
  readonly from?: string
}

/** A state by its instances. What was only looked up is no part of the environment, but may explain a part of it. */
export interface State {
  readonly managed: readonly StateInstance[]
  readonly lookedUp: readonly StateInstance[]
  /** Why some of the states of a scope could not be read. */
  readonly unread: readonly EvenkeelError[]
}

/** Why a text is not a state that can be read; one sentence with the remedy. */
export class NotAState extends Error {}

/** A list; empty where nothing is written. Throws {@link NotAState} for anything else. */
export function listOf(content: JsonObject, key: string, where: string): readonly unknown[] {
  const value = own(content, key)
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw new NotAState(`\`${key}\` of ${where} is no list`)
  return value as readonly unknown[]
}

/** An object; undefined for anything else. */
export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined
}

/** A member that is the object's own. */
export function own(content: JsonObject | undefined, key: string): unknown {
  return content !== undefined && Object.hasOwn(content, key) ? content[key] : undefined
}
