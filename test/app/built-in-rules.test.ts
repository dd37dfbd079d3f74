import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  builtInPacks,
  builtInRules,
  builtRulesPath,
  checkedRules,
  digestOfPacks,
  writtenRules,
  type BuiltRules,
} from '../../src/app/built-in-rules.ts'
import { compileRules } from '../../src/judge/compile-rules.ts'
import { compileRule, trustRules } from '../../src/judge/compile.ts'
import { RuleFailure } from '../../src/judge/rule-failure.ts'
import type { Rule } from '../../src/model/rule.ts'
import { folder } from '../cli/support.ts'
import { rule } from '../judge/rule.ts'
import { change, context, seen, view } from '../judge/views.ts'

const packs = builtInPacks()
const rules = await checkedRules(packs)

/** A build with this in its `rules.json`; answers with where its modules are. */
async function build(content: BuiltRules | string): Promise<string> {
  const root = await folder()
  const from = pathToFileURL(join(root, 'dist/src/app/built-in-rules.js')).href
  await mkdir(dirname(builtRulesPath(from)), { recursive: true })
  await writeFile(builtRulesPath(from), typeof content === 'string' ? content : writtenRules(content))
  return from
}

describe('the built-in rules', () => {
  it('come through a build as they were read', async () => {
    const from = await build({ digest: digestOfPacks(packs), rules })
    const built = await builtInRules(from)
    expect(built).toEqual(rules)
    expect(compileRules(built)).toHaveLength(compileRules(rules).length)
  })

  it.each([
    ['was made of other packs', { digest: digestOfPacks(packs.slice(1)), rules: [] }],
    ['is not whole', '{"digest": "'],
    ['is something else', '[]'],
  ])('are read anew where what was built %s', async (_what, content) => {
    expect(await builtInRules(await build(content))).toEqual(rules)
  })

  it('are read anew where nothing was built, and from source', async () => {
    expect(await builtInRules(pathToFileURL('/nowhere/dist/src/app/x.js').href)).toEqual(rules)
    expect(await builtInRules(pathToFileURL('/nowhere/src/app/x.ts').href)).toEqual(rules)
  })

  it('have a digest of their names and texts', () => {
    const [first, second] = packs
    if (first === undefined || second === undefined) throw new Error('there are fewer than two packs')
    const digests = [
      packs,
      packs.slice(1),
      [{ ...first, bytes: Buffer.concat([first.bytes, Buffer.from(' ')]) }, ...packs.slice(1)],
      [{ ...first, bytes: Buffer.from(first.bytes.map((byte) => byte ^ 1)) }, ...packs.slice(1)],
      [{ ...first, path: 'rules/other.yaml' }, ...packs.slice(1)],
      [second, first, ...packs.slice(2)],
    ].map(digestOfPacks)
    expect(new Set(digests).size).toBe(digests.length)
  })
})

describe('rules that are trusted', () => {
  const changed = view({ kind: 'database-instance', changes: [change('/class', seen('a'), seen('b'))] })
  const unit = { at: '/class', candidate: seen('a'), baseline: seen('b') }
  const applies = (overrides: Partial<Rule>): boolean => {
    const [trusted = rule()] = trustRules([rule(overrides)])
    return compileRule(trusted).applies(unit, changed, context)
  }

  it('judge as all others', () => {
    expect(applies({ when: 'candidate == "a"' })).toBe(true)
    expect(applies({ when: 'candidate == "a"', unless: 'baseline == "b"' })).toBe(false)
  })

  it('stay so, adjusted or not: nothing of them is looked through when they are compiled', () => {
    const guarded = (more: Partial<Rule>): Rule =>
      rule({ when: 'candidate ==', parameters: { unused: { doc: 'Nothing reads it.', default: 1 } }, ...more })
    expect(() => compileRules([guarded({})])).toThrow(RuleFailure)
    const adjustments = [{ severity: 'raise' as const, where: 'evenkeel.yaml:1:1' }]
    const rules = trustRules([guarded({}), guarded({ adjustments })])
    const [plain, raised] = compileRules(rules)
    expect(plain?.rule).toBe(rules[0])
    expect(() => raised?.applies(unit, changed, context)).toThrow(RuleFailure)
  })

  it('fail when they judge, if one is wrong after all: never as if it did not apply', () => {
    for (const when of ['candidat == "a"', 'candidate ==', 'of.candidate.clas == "a"', 'candidate.startsWith(1)'])
      expect(() => applies({ when }), when).toThrow(RuleFailure)
    expect(() => applies({ when: 'candidate' })).toThrow('neither true nor false')
    expect(() => compileRule(trustRules([rule({ relation: 'equall' })])[0] ?? rule())).toThrow(RuleFailure)
  })
})
