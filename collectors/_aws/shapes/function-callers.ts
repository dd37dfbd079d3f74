import type { Attributes } from '../../../src/model/field.ts'
import type { serverlessFunction } from '../../../src/model/kinds/serverless-function.ts'
import type { PolicyStatement } from '../../../src/model/policy-statements.ts'
import { canonicalJson } from '../../../src/model/digest.ts'
import { isJsonObject, type Json } from '../../../src/model/json.ts'
import { withoutMadeUp } from '../made-up-ids.ts'
import { NotAPolicy, policyStatements } from '../policy-document.ts'
import { given, positive } from './origin.ts'

type Fields = typeof serverlessFunction.fields
type Trigger = Attributes<Fields['triggers']['of']>

/** An alias of a function. */
export interface FunctionAlias {
  readonly name: string
  readonly version?: string | null | undefined
  /** The shares (0 to 1) of other versions, by version. */
  readonly weights?: Readonly<Record<string, number>> | null | undefined
}

/** An event source mapping. What is -1 or 0 has no bound. */
export interface FunctionTrigger {
  /** ARN of what is read. */
  readonly source?: string | null | undefined
  readonly topics?: readonly string[] | null | undefined
  /** Addresses of a Kafka that is no service of AWS. */
  readonly brokers?: readonly string[] | null | undefined
  /** ARN of the function, with the alias that is called. */
  readonly calls?: string | null | undefined
  readonly enabled?: boolean | undefined
  readonly batchSize?: number | null | undefined
  readonly batchWindow?: number | null | undefined
  /** Undefined: not known. */
  readonly filters?: readonly string[] | undefined
  readonly startingPosition?: string | null | undefined
  readonly parallel?: number | null | undefined
  readonly mostAtOnce?: number | null | undefined
  readonly mostRetries?: number | null | undefined
  readonly oldest?: number | null | undefined
  readonly bisect?: boolean | null | undefined
  readonly partialFailures?: boolean | undefined
  readonly failuresTo?: string | null | undefined
  readonly tumblingWindow?: number | null | undefined
}

/**
 * The permissions that a function's policies give, those of its aliases among them. What a statement is about is always the function:
 * `itself`, `itself:live`. A token that callers must know (Alexa's) is left out. Throws `NotAPolicy`.
 */
export function functionPolicy(arn: string, documents: readonly unknown[]): readonly PolicyStatement[] {
  const statements = policyStatements({ Statement: documents.flatMap(statementsOf) })
  return statements.map((one) => ({
    ...one,
    resources: one.resources?.map((resource) => resource.replace(withoutMadeUp(arn).text, 'itself')),
    targets: some(one.targets?.filter((target) => target !== arn && !target.startsWith(`${arn}:`))),
  }))
}

/** The aliases of a function by name, as `aliases`. */
export function functionAliases(aliases: readonly FunctionAlias[]): Attributes<Fields>['aliases'] {
  return [...aliases]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, version, weights }) => ({
      alias: name,
      version: given(version),
      latest: version === '$LATEST',
      shifted: Math.round(Object.values(weights ?? {}).reduce((sum, share) => sum + share, 0) * 10_000) / 100,
    }))
}

/** The event source mappings of a function, as `triggers`. Several of one source are numbered. */
export function functionTriggers(triggers: readonly FunctionTrigger[]): Attributes<Fields>['triggers'] {
  const times = new Map<string, number>()
  return triggers
    .map(triggerOf)
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    .map((one) => {
      const key = `${one.source ?? ''} ${one.alias ?? ''}`
      const time = (times.get(key) ?? 0) + 1
      times.set(key, time)
      return time === 1 ? one : { ...one, source: `${one.source ?? ''} (${time})` }
    })
}

function triggerOf(input: FunctionTrigger): Trigger {
  return {
    source: sourceOf(input),
    alias: given(input.calls?.split(':')[7]),
    enabled: input.enabled ?? true,
    batchSize: positive(input.batchSize),
    batchWindow: positive(input.batchWindow),
    filters: some(input.filters?.map(patternText).sort()),
    startingPosition: given(input.startingPosition),
    parallel: positive(input.parallel),
    mostAtOnce: positive(input.mostAtOnce),
    mostRetries: bounded(input.mostRetries),
    oldest: positive(input.oldest),
    bisect: input.bisect ?? undefined,
    partialFailures: input.partialFailures,
    failuresTo: given(input.failuresTo),
    tumblingWindow: positive(input.tumblingWindow),
  }
}

/** A stream is called by its table: its label is the time at which it was made. */
function sourceOf({ source, topics, brokers }: FunctionTrigger): string {
  const from = given(source)?.replace(/(:table\/[^/]+)\/stream\/.*$/, '$1') ?? [...(brokers ?? [])].sort().join(',')
  const bare = withoutMadeUp(from).text
  return topics === undefined || topics === null || topics.length === 0
    ? bare
    : `topic ${[...topics].sort().join(', ')} of ${bare}`
}

/** How it is written has no meaning; what is no JSON is kept as it is. */
function patternText(pattern: string): string {
  try {
    return canonicalJson(JSON.parse(pattern) as Json)
  } catch {
    return pattern
  }
}

/** Tries that end; 0 is none at all. */
function bounded(tries: number | null | undefined): number | undefined {
  return typeof tries === 'number' && tries >= 0 ? tries : undefined
}

function statementsOf(document: unknown): readonly unknown[] {
  const parsed: unknown = typeof document === 'string' ? parsedOf(document) : document
  const statements = (parsed as { readonly Statement?: unknown } | null | undefined)?.Statement
  if (statements === undefined) throw new NotAPolicy('it has no statements')
  return (Array.isArray(statements) ? (statements as readonly unknown[]) : [statements]).map(withoutToken)
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NotAPolicy('it is no JSON')
  }
}

function withoutToken(statement: unknown): unknown {
  const condition = isJsonObject(statement as Json) ? (statement as { readonly Condition?: Json }).Condition : undefined
  if (condition === undefined || !isJsonObject(condition)) return statement
  const told = Object.entries(condition).map(([operator, keys]) => [
    operator,
    isJsonObject(keys)
      ? Object.fromEntries(
          Object.entries(keys).map(([key, value]) => [key, /EventSourceToken$/i.test(key) ? '***' : value]),
        )
      : keys,
  ])
  return { ...(statement as object), Condition: Object.fromEntries(told) as Json }
}

function some<T>(items: readonly T[] | undefined): readonly T[] | undefined {
  return items === undefined || items.length === 0 ? undefined : items
}
