import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { families } from '../../collectors/families.ts'
import { commandsOf, nameOf } from '../../src/app/docs/cli.ts'
import { anchorOf } from '../../src/app/docs/rules.ts'
import { referencePages } from '../../src/app/docs/pages.ts'
import { loadAllRules } from '../../src/app/judgement.ts'
import { policyDocument } from '../../src/app/policy.ts'
import { systemClock } from '../../src/app/surroundings.ts'
import { programOf } from '../../src/cli/program.ts'
import { needsOf } from '../../src/collect/contract.ts'
import { loadExceptions } from '../../src/config/exceptions.ts'
import { loadConfig } from '../../src/config/load.ts'
import { loadRules } from '../../src/config/rules.ts'
import { catalogue } from '../../src/errors/catalogue.ts'
import { checkRule } from '../../src/judge/compile.ts'
import { compileRules } from '../../src/judge/compile-rules.ts'
import { runRuleExamples } from '../../src/judge/examples.ts'
import { weights, worth } from '../../src/judge/score.ts'
import { kinds } from '../../src/model/kinds/index.ts'
import { collectors } from '../support/collectors.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const pages = await referencePages()
const rules = await loadAllRules([], root)

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function markdownUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
}

/** Every page that people read. */
const prose = [
  'README.md',
  'CONTRIBUTING.md',
  ...markdownUnder('docs'),
  ...markdownUnder('collectors'),
  ...markdownUnder('examples'),
].sort()

/** Fenced blocks of a language, without the indentation that they have in a list. */
function blocks(text: string, language: string): readonly string[] {
  const pattern = new RegExp(`^([ ]*)\`\`\`${language}\\n([\\s\\S]*?)^[ ]*\`\`\``, 'gm')
  return [...text.matchAll(pattern)].map(([, indent = '', body = '']) =>
    body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  )
}

/** Indented blocks that are JSON objects. */
function indented(text: string): readonly string[] {
  return [...text.matchAll(/(?<=\n\n)(?: {4}.*\n)+/g)].map(([found]) => found).filter((found) => /^ {4}\{/.test(found))
}

describe('the reference', () => {
  it.each([...pages.keys()])('%s is what the code says: run `npm run docs`', (path) => {
    expect(existsSync(join(root, path)) ? read(path) : 'missing').toBe(pages.get(path))
  })

  it('has every error, kind, rule and collector, under a heading of its own', () => {
    const has = (page: string, id: string): boolean => new RegExp(`^#+ ${id}$`, 'm').test(pages.get(page) ?? '')
    expect(Object.keys(catalogue).filter((code) => !has('docs/reference/errors.md', code))).toEqual([])
    expect(kinds.filter(({ id }) => !has('docs/reference/kinds.md', id))).toEqual([])
    expect(rules.filter(({ id }) => !has('docs/reference/rules.md', id))).toEqual([])
    expect(collectors.filter(({ id }) => !has('docs/reference/collectors.md', id))).toEqual([])
    expect(rules.length).toBeGreaterThan(0)
  })

  it('shows the form of every error without failing on a parameter', () => {
    const page = pages.get('docs/reference/errors.md') ?? ''
    expect(page).not.toMatch(/undefined|\[object|NaN/)
  })
})

describe('collectors', () => {
  it.each(collectors.map((collector) => [collector.id, collector] as const))(
    '%s has a README whose policy is exactly what it needs',
    (id, collector) => {
      const text = read(`collectors/${id}/README.md`)
      const needed = needsOf(collector)
      const policies = [...blocks(text, 'json'), ...indented(text)]
        .map(
          (block) =>
            JSON.parse(block) as { readonly Statement?: readonly { readonly Action: string | readonly string[] }[] },
        )
        .filter((block) => block.Statement !== undefined)
      const allowed = policies.flatMap((policy) => policy.Statement?.flatMap(({ Action }) => Action) ?? [])
      if (policyDocument([collector]) === undefined) expect(allowed).toEqual([])
      else expect([...new Set(allowed)].sort()).toEqual(needed)
    },
  )
})

describe('what people read', () => {
  it.each(prose)('%s has no broken link', (path) => {
    const text = read(path).replaceAll(/```[\s\S]*?```/g, '')
    const broken = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^(https?:|mailto:)/.test(target))
      .filter((target) => !resolves(path, target))
    expect(broken).toEqual([])
  })

  it.each(prose)('%s names only commands, options, rules and settings that exist', async (path) => {
    const text = read(path)
    const program = await programOf(quiet, () => {})
    const commands = commandsOf(program)
    const names = new Set(commands.map(nameOf))
    const unknown: string[] = []
    for (const [, line = ''] of text.matchAll(/(?:`| {4})(evenkeel(?: [^`\n]*)?)(?:`|$)/gm)) {
      // What follows a pipe is another program's.
      const words = (line.split(' | ')[0] ?? '').split(/\s+/)
      const two = words.slice(0, 3).join(' ')
      const one = words.slice(0, 2).join(' ')
      const command = commands.find((c) => nameOf(c) === (names.has(two) ? two : one))
      const first = words[1]
      if (first !== undefined && /^[a-z]/.test(first) && command === undefined) unknown.push(one)
      const known = [...program.options, ...(command?.options ?? [])].map((option) => option.long)
      for (const option of words.filter((word) => /^--[a-z]/.test(word)))
        if (command !== undefined && !known.includes(option.replace(/[^a-z-].*$/, ''))) unknown.push(`${one} ${option}`)
    }
    expect(unknown).toEqual([])
  })

  const configurations = prose.flatMap((path) =>
    blocks(read(path), 'yaml')
      .filter((block) => /^environments:/m.test(block))
      .map((block) => [path, block] as const),
  )

  it.each(configurations)('the configuration in %s is valid', async (_path, block) => {
    const config = await loadConfig('evenkeel.yaml', {
      families,
      env: {},
      cwd: '/',
      readFile: async () => block,
    })
    expect(Object.keys(config.environments).length).toBeGreaterThan(1)
  })

  it('shows configurations where they are promised', () => {
    const shown = configurations.map(([path]) => path)
    expect(shown).toContain('README.md')
    expect(shown).toContain('docs/getting-started.md')
  })

  it('shows a rule that compiles and passes its examples, and exceptions that load', () => {
    const yaml = blocks(read('docs/rules-and-exceptions.md'), 'yaml')
    const pack = yaml.find((block) => /^rules:/m.test(block)) ?? ''
    const own = loadRules([{ path: 'ours.yaml', text: pack }], checkRule)
    expect(compileRules(own)).toHaveLength(1)
    const results = runRuleExamples(own, { required: true })
    expect(results.length).toBeGreaterThan(1)
    expect(results.filter((result) => !result.ok)).toEqual([])

    const files = yaml
      .filter((block) => /^(- |differences:|known:)/m.test(block) && !/^rules:/m.test(block))
      .map((text, i) => ({ path: `exceptions-${i}.yaml`, text }))
    const { exceptions, known } = loadExceptions({ files, differences: [], rules: rules.map((rule) => rule.id) })
    expect(new Set(exceptions.map((record) => record.kind))).toEqual(new Set(['structural', 'temporary']))
    expect(known.length).toBeGreaterThan(0)
  })

  it('shows in getting started the policy that all collectors need', () => {
    const [policy = '{}'] = blocks(read('docs/getting-started.md'), 'json')
    expect(JSON.parse(policy)).toEqual(policyDocument(collectors))
  })

  it('shows a picture that exists and is one', () => {
    expect(read('README.md')).toContain('](docs/images/check.svg)')
    expect(read('docs/images/check.svg')).toMatch(/^<svg [\s\S]*<\/svg>\n$/)
  })

  it('explains the score by the weights that make it', () => {
    const text = read('docs/score.md').replaceAll(/\s+/g, ' ')
    expect(text).toContain(`**${worth} ÷ (${worth} + weight)**`)
    expect(text).toContain(
      `critical ${weights.critical}, high ${weights.high}, medium ${weights.medium}, low ${weights.low}, info ${weights.info}`,
    )
  })

  it('has every decision under a number of its own', () => {
    const names = readdirSync(join(root, 'docs/decisions')).filter((name) => /^\d/.test(name))
    const numbers = names.map((name) => name.slice(0, 4))
    expect(new Set(numbers).size).toBe(names.length)
    for (const name of names)
      expect(read(`docs/decisions/${name}`)).toMatch(/\*\*Context\.\*\*[\s\S]*\*\*Decision\.\*\*[\s\S]*\*\*Cost\.\*\*/)
  })
})

const nowhere = { write: () => {}, isTty: false, colour: false, columns: 100 }
const quiet = {
  cwd: root,
  env: {},
  stdout: nowhere,
  stderr: nowhere,
  clock: systemClock,
  signal: new AbortController().signal,
}

/** Whether a relative link leads to a file, and to a heading in it where it names one. */
function resolves(from: string, target: string): boolean {
  const [file = '', anchor] = target.split('#')
  const path = file === '' ? from : relative(root, resolve(root, dirname(from), file))
  if (path.startsWith('..') || !existsSync(join(root, path))) return false
  if (anchor === undefined) return true
  const headings = [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading))
  return headings.includes(anchor)
}
