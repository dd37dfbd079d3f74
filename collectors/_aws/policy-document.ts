import type { PolicyStatement } from '../../src/model/policy-statements.ts'
import { withoutMadeUp } from './made-up-ids.ts'

/** A policy that is no policy: one sentence's end, without its text. */
export class NotAPolicy extends Error {}

type Mapping = Readonly<Record<string, unknown>>

/**
 * The permissions of a policy, sorted, whatever statements group them: one for each action, principal and condition, with all
 * resources. Throws {@link NotAPolicy}.
 *
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language": a single value may stand for a list, an account id for
 * its root, `{"AWS": "*"}` for anyone.
 */
export function policyStatements(document: unknown): readonly PolicyStatement[] {
  const statements = listOf(parsed(document)['Statement'])
  const found = new Map<string, { head: PolicyStatement; resources: Set<string>; targets: Set<string> }>()
  for (const statement of statements.map(mapping)) {
    const resources = resourcesOf(statement)
    const condition = conditionOf(statement['Condition'])
    const targets = [...resources.targets, ...condition.targets]
    for (const action of actionsOf(statement)) {
      for (const principal of principalsOf(statement)) {
        const head = { action, principal: principal?.text, condition: condition.text }
        const key = JSON.stringify(head)
        const known = found.get(key) ?? { head, resources: new Set<string>(), targets: new Set<string>() }
        found.set(key, known)
        for (const one of resources.texts) known.resources.add(one)
        for (const one of [...targets, ...(principal?.targets ?? [])]) known.targets.add(one)
      }
    }
  }
  return [...found.entries()]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, { head, resources, targets }]) => ({
      ...head,
      resources: resources.size === 0 ? undefined : [...resources].sort(),
      targets: targets.size === 0 ? undefined : [...targets].sort(),
    }))
}

/** Whether a policy lets anyone do something without a condition. */
export function letsAnyoneIn(statements: readonly PolicyStatement[]): boolean {
  return statements.some(
    ({ action, principal, condition }) =>
      principal === 'anyone' && condition === undefined && action?.startsWith('deny ') !== true,
  )
}

/** A policy is a document, or the text of one, URL-encoded in IAM. */
function parsed(document: unknown): Mapping {
  if (typeof document !== 'string') return mapping(document)
  const text = document.trimStart().startsWith('%7B') ? decoded(document) : document
  try {
    return mapping(JSON.parse(text))
  } catch (error) {
    if (error instanceof NotAPolicy) throw error
    throw new NotAPolicy('it is no JSON')
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new NotAPolicy('it is not encoded as a URL')
  }
}

/** `allow` is what a permission says by itself; only a refusal is said. */
function actionsOf(statement: Mapping): readonly string[] {
  const effect = statement['Effect'] === 'Deny' ? 'deny ' : ''
  const actions = textsOf(statement['Action']).map((action) => `${effect}${prefixLowered(action)}`)
  const except = textsOf(statement['NotAction']).map(prefixLowered).sort()
  return except.length === 0 ? actions : [...actions, `${effect}all but ${except.join(', ')}`]
}

/** `S3:GetObject` is `s3:GetObject`: case has no meaning in IAM. */
function prefixLowered(action: string): string {
  const colon = action.indexOf(':')
  return colon < 0 ? action : `${action.slice(0, colon).toLowerCase()}${action.slice(colon)}`
}

interface Named {
  readonly text: string
  readonly targets: readonly string[]
}

/** Undefined: the policy is of an identity, which is whom it is about. */
function principalsOf(statement: Mapping): readonly (Named | undefined)[] {
  const written = [
    ...namedPrincipals(statement['Principal']),
    ...namedPrincipals(statement['NotPrincipal']).map((one) => ({ ...one, text: `all but ${one.text}` })),
  ]
  return written.length === 0 ? [undefined] : written
}

function namedPrincipals(principal: unknown): readonly Named[] {
  if (principal === undefined) return []
  if (principal === '*') return [{ text: 'anyone', targets: [] }]
  return Object.entries(mapping(principal)).flatMap(([type, names]) =>
    textsOf(names).map((name) => principalOf(type, name)),
  )
}

function principalOf(type: string, name: string): Named {
  if (name === '*') return { text: 'anyone', targets: [] }
  if (type === 'Service') return { text: `service ${name}`, targets: [] }
  if (type === 'CanonicalUser') return { text: 'a canonical user', targets: [] }
  if (/^\d{12}$/.test(name)) return { text: `arn:aws:iam::${name}:root`, targets: [] }
  // What a deleted user or role leaves behind in a policy is its unique id.
  if (/^A[A-Z]{3}[A-Z0-9]{12,}$/.test(name)) return { text: 'an identity that was deleted', targets: [] }
  return named(type === 'AWS' ? name : `${type.toLowerCase()} ${name}`, name)
}

function named(text: string, target: string): Named {
  const bare = withoutMadeUp(text)
  return { text: bare.text, targets: bare.madeUp ? [target] : [] }
}

function resourcesOf(statement: Mapping): { readonly texts: readonly string[]; readonly targets: readonly string[] } {
  const all = [
    ...textsOf(statement['Resource']).map((one) => named(one, one)),
    ...textsOf(statement['NotResource']).map((one) => named(`all but ${one}`, one)),
  ]
  return { texts: all.map(({ text }) => text), targets: all.flatMap(({ targets }) => targets) }
}

function conditionOf(condition: unknown): { readonly text?: string; readonly targets: readonly string[] } {
  if (condition === undefined) return { targets: [] }
  const targets: string[] = []
  const parts = Object.entries(mapping(condition)).flatMap(([operator, keys]) =>
    Object.entries(mapping(keys)).map(([key, values]) => {
      const bare = textsOf(values).map((value) => named(value, value))
      targets.push(...bare.flatMap((one) => one.targets))
      const texts = bare.map(({ text }) => text).sort()
      return `${operator} ${withoutMadeUp(key).text}=${texts.join('|')}`
    }),
  )
  return parts.length === 0 ? { targets } : { text: parts.sort().join(' and '), targets }
}

function mapping(value: unknown): Mapping {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Mapping
  throw new NotAPolicy('a part of it that should be an object is none')
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) throw new NotAPolicy('it has no statements')
  return Array.isArray(value) ? (value as readonly unknown[]) : [value]
}

function textsOf(value: unknown): readonly string[] {
  if (value === undefined || value === null) return []
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [value]
  return list.map((one) => {
    if (typeof one === 'string') return one
    if (typeof one === 'number' || typeof one === 'boolean') return String(one)
    throw new NotAPolicy('a part of it that should be a text is none')
  })
}
