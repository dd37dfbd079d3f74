import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import { child, items, type Tree } from './tree.ts'

/** What a rule pack may come to: far from what people write, and small enough that none keeps a check from ending. */
export const packLimits = {
  /** Of a file. */
  characters: 1_000_000,
  /** In a file. */
  rules: 1_000,
  /** Of a rule. */
  examples: 50,
  /** Values in one example, those inside others too: two lists in it are set against each other in no time. */
  exampleValues: 2_000,
} as const

/** Whether the text of a pack is too long; asked before it is read. */
export function tooLong(file: string, text: string): EvenkeelError | undefined {
  if (text.length <= packLimits.characters) return undefined
  const what = `the rule pack has ${number(text.length)} characters`
  return fail('rules-too-large', { file, line: 1, column: 1, what, most: number(packLimits.characters) })
}

/** Everything in a pack that is too much. */
export function tooMuch(pack: Tree): readonly EvenkeelError[] {
  const rules = items(child(pack, 'rules'))
  const problems = rules.flatMap(ofRule)
  if (rules.length <= packLimits.rules) return problems
  const what = `the rule pack has ${number(rules.length)} rules`
  return [fail('rules-too-large', { ...pack.place, what, most: number(packLimits.rules) }), ...problems]
}

function ofRule(rule: Tree): readonly EvenkeelError[] {
  const examples = child(rule, 'examples')
  const list = items(examples)
  if (examples !== undefined && list.length > packLimits.examples) {
    const what = `a rule has ${number(list.length)} examples`
    return [fail('rules-too-large', { ...examples.place, what, most: number(packLimits.examples) })]
  }
  return list.flatMap((example) => {
    const count = valuesIn(example)
    if (count <= packLimits.exampleValues) return []
    const what = `an example has ${number(count)} values`
    return [fail('rules-too-large', { ...example.place, what, most: number(packLimits.exampleValues) })]
  })
}

function valuesIn(tree: Tree): number {
  switch (tree.form) {
    case 'scalar':
      return 1
    case 'list':
      return tree.items.reduce((sum, item) => sum + valuesIn(item), 1)
    case 'map':
      return [...tree.entries.values()].reduce((sum, entry) => sum + valuesIn(entry.tree), 1)
  }
}

function number(count: number): string {
  return count.toLocaleString('en')
}
