import { EvenkeelError } from '../../src/errors/catalogue.ts'
import { AttributeReader, UnusableInstance } from './attribute-reader.ts'
import { managedOf } from './managed.ts'
import { looseRuleOf, looseRuleTypes, type LooseRule } from './permissions.ts'
import { prefixListsOf } from './prefix-lists.ts'
import { parseState } from './state-file.ts'
import { stateScopes, stateTexts, type StateRequest } from './state-places.ts'
import type { State } from './state.ts'

/** Rules that stand outside their group, and what is wrong with some. */
export interface LooseRules {
  readonly rules: readonly LooseRule[]
  /** Sentences about rules that cannot be used. */
  readonly problems: readonly string[]
}

/** The loose rules of one state. */
export function looseRulesOf(state: State): LooseRules {
  const rules: LooseRule[] = []
  const problems: string[] = []
  const lists = prefixListsOf(state)
  for (const instance of managedOf(state, looseRuleTypes)) {
    try {
      const reader = new AttributeReader(instance)
      const rule = looseRuleOf(reader, lists)
      if (reader.withheld.size > 0) problems.push(`${instance.address} has parts that Terraform marks as sensitive`)
      else rules.push(rule)
    } catch (error) {
      if (!(error instanceof UnusableInstance)) throw error
      problems.push(error.message)
    }
  }
  return { rules, problems }
}

/** What the other states of the same source say about security groups. */
export interface OtherStates {
  readonly rules: readonly LooseRule[]
  readonly groups: ReadonlySet<string>
  /** Paths that could not be read: rules may stand there. */
  readonly unread: readonly string[]
}

export const noOtherStates: OtherStates = { rules: [], groups: new Set(), unread: [] }

/** The types that are a firewall. */
export const firewallTypes: readonly string[] = ['aws_security_group', 'aws_default_security_group']

/**
 * Reads the other states of a source for security groups and their rules: a team may add a rule to a group that another
 * team's state made. Only texts that speak of security groups are parsed.
 */
export async function readOtherStates(request: StateRequest): Promise<OtherStates> {
  const scopes = await stateScopes(request.settings, request.environment)
  const rules: LooseRule[] = []
  const groups = new Set<string>()
  const unread: string[] = []
  const failed = (error: unknown, what: string): void => {
    if (!(error instanceof EvenkeelError) || error.code === 'collect-cancelled') throw error
    unread.push(what)
  }
  for (const { scope } of scopes.filter((one) => one.scope !== request.scope.scope)) {
    const texts = await stateTexts(scope, request).catch((error: unknown) => failed(error, scope))
    for (const { what, text: textOf } of texts ?? []) {
      try {
        const text = await textOf()
        // A file that was cut off before its end may have spoken of them.
        if (!text.includes('security_group') && text.trimEnd().endsWith('}')) continue
        const state = await parseState(what, text, request.signal)
        const found = looseRulesOf(state)
        rules.push(...found.rules)
        if (found.problems.length > 0) unread.push(what)
        for (const id of groupIds(state)) groups.add(id)
      } catch (error) {
        failed(error, what)
      }
    }
  }
  return { rules, groups, unread }
}

/** Ids of the security groups of a state. */
export function groupIds(state: State): readonly string[] {
  // One whose id is no text is told where it is read as a group.
  return managedOf(state, firewallTypes).flatMap(({ attributes }) => {
    const id = attributes?.['id']
    return typeof id === 'string' && id !== '' ? [id] : []
  })
}
