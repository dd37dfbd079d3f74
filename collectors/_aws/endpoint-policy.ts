import { canonicalJson } from '../../src/model/digest.ts'
import { isJsonObject, type Json } from '../../src/model/json.ts'

/** Parts of a statement that may be one word or a list, whose order has no meaning. */
const lists = ['Action', 'NotAction', 'Resource', 'NotResource']

/**
 * A policy as canonical JSON: keys and lists sorted, a list of one as the word in it, ids of statements left out.
 * Undefined where it allows everything, as the policy that AWS puts in place of none. What is no JSON stays as written.
 */
export function endpointPolicy(policy: string | undefined): string | undefined {
  if (policy === undefined) return undefined
  let parsed: Json
  try {
    parsed = JSON.parse(policy) as Json
  } catch {
    return policy
  }
  if (!isJsonObject(parsed)) return policy
  const statements = asList(parsed['Statement'] ?? []).map(statementOf)
  const texts = [...new Set(statements.map(canonicalJson))].sort()
  return texts.length === 1 && texts[0] === everything ? undefined : `[${texts.join(',')}]`
}

const everything = canonicalJson({ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' })

function statementOf(statement: Json): Json {
  if (!isJsonObject(statement)) return statement
  const entries = Object.entries(statement).filter(([key]) => key !== 'Sid')
  return Object.fromEntries(entries.map(([key, value]) => [key, partOf(key, value)]))
}

function partOf(key: string, value: Json): Json {
  if (key === 'Principal' || key === 'NotPrincipal') return principalOf(value)
  if (lists.includes(key)) return short(value)
  if (key !== 'Condition' || !isJsonObject(value)) return value
  const operators = Object.entries(value).map(([operator, tests]) => [operator, eachOf(tests)] as const)
  return Object.fromEntries(operators)
}

/** Everyone is written as `"*"` and as `{"AWS": "*"}`. */
function principalOf(value: Json): Json {
  const each = eachOf(value)
  return isJsonObject(each) && Object.keys(each).length === 1 && each['AWS'] === '*' ? '*' : each
}

function eachOf(value: Json): Json {
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, short(one)]))
}

function short(value: Json): Json {
  if (!Array.isArray(value)) return value
  const sorted = [...new Set(asList(value).map((one) => canonicalJson(one)))]
    .sort()
    .map((one) => JSON.parse(one) as Json)
  return sorted.length === 1 ? (sorted[0] ?? null) : sorted
}

function asList(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [value]
}
