import type { Json } from '../model/json.ts'
import type { Kind } from '../model/kind.ts'
import { resolvePath, type RuleParameters } from './guards/resolve.ts'
import { nearest } from './nearest.ts'
import type { UnitForm } from './unit-form.ts'

/** The words that a title or remedy may use beside paths into the values. */
export const placeholders = {
  name: 'the canonical name of the resource',
  kind: 'the kind, in words',
  at: 'the pointer of the unit',
  key: 'the last part of the pointer: the name of a field, or the key of an element',
  candidate: 'the candidate’s value',
  baseline: 'the baseline’s value',
  value: 'the value at fault, where a relation looks at one side',
  only: 'the environment that has the value (or has it switched on), where only one has',
  lacking: 'the other one of the two',
  'traffic.candidate': 'of a firewall rule: `tcp 443`, `everything`',
  'traffic.baseline': 'the same of the baseline',
  'traffic.value': 'the same of the side at fault',
  'peer.candidate': 'of a firewall rule: its other end, `10.0.0.0/8`, `firewall web`, `the whole internet`',
  'peer.baseline': 'the same of the baseline',
  'peer.value': 'the same of the side at fault',
  side: '`candidate` or `baseline`: the side at fault',
  environment: 'the environment at fault, where a relation looks at one side',
  other: 'the other environment',
  expiry: '`expires in 6 days, on 2026-11-29` or `expired 2 days ago, on 2026-11-21`',
  days: 'the days left',
  foreign: 'the word that belongs to the other environment',
  'count.candidate': 'the members of the fleet in the candidate',
  'count.baseline': 'the members of the fleet in the baseline',
  'members.candidate': 'the distinct values of the fleet’s members in the candidate',
  'members.baseline': 'the distinct values of the fleet’s members in the baseline',
  'members.value': 'the distinct values of the fleet’s members on the side at fault',
  'shape.candidate': 'the form of the candidate’s value',
  'shape.baseline': 'the form of the baseline’s value',
} as const

export type Placeholder = keyof typeof placeholders

const slot = /\{([^{}]*)\}/g

/** What is wrong with a title or remedy: the first placeholder that means nothing. */
export function templateProblem(
  text: string,
  kind: Kind | undefined,
  unit: UnitForm,
  parameters: RuleParameters = {},
): { readonly problem: string; readonly nearest?: string } | undefined {
  for (const match of text.matchAll(slot)) {
    for (const path of (match[1] ?? '').split('|')) {
      const problem = pathProblem(path, kind, unit, parameters)
      if (problem !== undefined) return problem
    }
  }
  return undefined
}

function pathProblem(
  path: string,
  kind: Kind | undefined,
  unit: UnitForm,
  parameters: RuleParameters = {},
): { readonly problem: string; readonly nearest?: string } | undefined {
  if (Object.hasOwn(placeholders, path)) return undefined
  const [root = '', ...tokens] = path.split('.')
  const rooted = ['candidate', 'baseline', 'value', 'of', 'environment', 'parameters', 'service'].includes(root)
  if (!rooted) {
    const near = nearest(path, Object.keys(placeholders))
    return { problem: `there is no placeholder "{${path}}"`, ...(near === undefined ? {} : { nearest: `{${near}}` }) }
  }
  const found = resolvePath({ root: root === 'value' ? 'candidate' : root, tokens }, kind, unit, parameters)
  if (!('problem' in found)) return undefined
  return {
    problem: `"{${path}}": ${found.problem}`,
    ...(found.nearest === undefined ? {} : { nearest: found.nearest }),
  }
}

/**
 * Fills a title or remedy. `{a|b}` takes the first that is there. `words` gives the text of a path, which is handed to it word by word;
 * undefined where it leads nowhere, and then `absent` is written.
 */
export function fill(text: string, words: (path: readonly string[]) => string | undefined, absent: string): string {
  const { literals, slots } = partsOf(text)
  let filled = literals[0] ?? ''
  for (let i = 0; i < slots.length; i++) {
    let found: string | undefined
    for (const path of slots[i] ?? []) if ((found = words(path)) !== undefined) break
    filled += (found ?? absent) + (literals[i + 1] ?? '')
  }
  return filled
}

/** A text between its slots, and the paths of each slot. */
interface Parts {
  readonly literals: readonly string[]
  readonly slots: readonly (readonly (readonly string[])[])[]
}

function partsOf(text: string): Parts {
  const known = parts.get(text)
  if (known !== undefined) return known
  // What a pattern has a group for comes between what it splits.
  const all = text.split(slot)
  const made: Parts = {
    literals: all.filter((_, i) => i % 2 === 0),
    slots: all.filter((_, i) => i % 2 === 1).map((paths) => paths.split('|').map((path) => path.split('.'))),
  }
  parts.set(text, made)
  return made
}

/** Titles and remedies are those of rules, of which there is a certain number. */
const parts = new Map<string, Parts>()

/** Whether a value is there, for a sentence. */
export function present(value: Json | undefined): value is Exclude<Json, null> {
  return value !== undefined && value !== null
}
