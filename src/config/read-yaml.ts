import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import type { MapEntry, Place, Tree } from './tree.ts'
import { yamlProblem } from './yaml-problem.ts'

/** Limits that no configuration written by a person comes near, and that keep a crafted one from taking the machine. */
const limits = { characters: 4_000_000, nodes: 100_000, depth: 64 } as const

/** What the YAML reader found: a tree, or every problem that keeps it from being one. */
export type YamlReading =
  | { readonly tree: Tree; readonly problems: readonly [] }
  | { readonly tree: undefined; readonly problems: readonly EvenkeelError[] }

/**
 * Reads YAML 1.2 with places. Anchors, aliases and merge keys (`<<`) are resolved, within bounds. The YAML library's own
 * messages are never passed on: some quote the text, which may be a secret.
 */
export function readYaml(file: string, text: string): YamlReading {
  if (text.length > limits.characters) return refuse(tooLarge({ file, line: 1, column: 1 }, 'the file is too big'))
  const lines = new LineCounter()
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      merge: true,
      stringKeys: true,
      logLevel: 'error',
    })
    const faults = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])
    const problems = faults.map(({ code, pos }) => yamlProblem(code, at(pos[0]), text, pos[0]))
    if (problems.length > 0) return refuse(...distinct(problems))
    if (document.contents === null || isEmpty(document.contents)) return refuse(fail('config-empty', { file }))
    return { tree: new Grower(at).grow(document.contents, 0), problems: [] }
  } catch (cause) {
    if (cause instanceof Refusal) return refuse(cause.problem)
    if (cause instanceof RangeError) return refuse(tooLarge({ file, line: 1, column: 1 }, 'it is nested too deeply'))
    throw cause
  }
}

/** Carries a problem out of the recursion. */
class Refusal extends Error {
  readonly problem: EvenkeelError
  constructor(problem: EvenkeelError) {
    super(problem.message)
    this.problem = problem
  }
}

function refuse(...problems: readonly EvenkeelError[]): YamlReading {
  return { tree: undefined, problems }
}

/** One fault often shows as several at one place. */
function distinct(problems: readonly EvenkeelError[]): readonly EvenkeelError[] {
  const key = ({ code, parameters }: EvenkeelError): string =>
    [code, parameters['line'], parameters['problem'] ?? parameters['key']].join(' ')
  return [...new Map([...problems].reverse().map((problem) => [key(problem), problem])).values()].reverse()
}

function tooLarge(place: Place, what: string): EvenkeelError {
  return fail('config-too-large', { ...place, what })
}

function isEmpty(node: unknown): boolean {
  return isScalar(node) && node.value === null && (node.source ?? '') === ''
}

/** Makes the tree; counts what it makes, since an alias is made anew wherever it stands. */
class Grower {
  private made = 0
  private readonly known = new Set<Node>()
  private readonly anchors = new Map<string, Node>()
  private readonly targets = new Map<Alias, Node>()
  private readonly at: (offset: number) => Place

  constructor(at: (offset: number) => Place) {
    this.at = at
  }

  grow(node: Node | null | undefined, depth: number): Tree {
    const place = this.at(node?.range?.[0] ?? 0)
    this.made += 1
    if (this.made > limits.nodes) throw new Refusal(tooLarge(place, 'aliases make it too big'))
    if (depth > limits.depth) throw new Refusal(tooLarge(place, `it is nested more than ${limits.depth} deep`))
    if (isAlias(node)) return this.grow(this.resolve(node), depth + 1)
    if (node?.anchor !== undefined && !this.known.has(node)) {
      this.known.add(node)
      this.anchors.set(node.anchor, node)
    }
    if (isMap(node)) return { form: 'map', place, entries: this.entries(node, depth) }
    if (isSeq(node)) {
      return { form: 'list', place, items: node.items.map((item) => this.grow(item as Node, depth + 1)) }
    }
    return scalar(node, place)
  }

  /** What an alias stands for: the anchor before it. Remembered, for an anchor's name may be given again later. */
  private resolve(alias: Alias): Node {
    const target = this.targets.get(alias) ?? this.anchors.get(alias.source)
    if (target === undefined) {
      const problem = 'an alias (*) stands before its anchor (&), or has none'
      throw new Refusal(fail('config-not-yaml', { ...this.at(alias.range?.[0] ?? 0), problem }))
    }
    this.targets.set(alias, target)
    return target
  }

  private entries(map: YAMLMap, depth: number): ReadonlyMap<string, MapEntry> {
    const merged = new Map<string, MapEntry>()
    const own = new Map<string, MapEntry>()
    for (const pair of map.items as readonly Pair<Scalar, Node>[]) {
      const key = keyText(pair.key)
      const keyPlace = this.at(pair.key.range?.[0] ?? 0)
      if (key === '__proto__')
        throw new Refusal(fail('config-unknown-key', { ...keyPlace, where: 'a mapping', key, known: '' }))
      // An empty value has no place of its own: it is missed where its key stands.
      const tree = pair.value === null ? scalar(null, keyPlace) : this.grow(pair.value, depth + 1)
      if (key === '<<' && pair.key.type === 'PLAIN') this.merge(tree, merged)
      else
        own.set(key, {
          keyPlace,
          tree: tree.form === 'scalar' && tree.value === null ? { ...tree, place: keyPlace } : tree,
        })
    }
    return new Map([...merged, ...own])
  }

  /** Of several merged mappings the earlier wins; the mapping's own keys win over all. */
  private merge(tree: Tree, into: Map<string, MapEntry>): void {
    const sources = tree.form === 'list' ? tree.items : [tree]
    for (const source of sources) {
      if (source.form !== 'map') {
        throw new Refusal(
          fail('config-not-yaml', {
            ...source.place,
            problem: 'a merge key (<<) takes a mapping or a list of mappings',
          }),
        )
      }
      for (const [key, entry] of source.entries) if (!into.has(key)) into.set(key, entry)
    }
  }
}

function keyText(key: Scalar): string {
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))
}

function scalar(node: Scalar | null | undefined, place: Place): Tree {
  const value = node?.value ?? null
  const written = node?.source ?? ''
  if (typeof value === 'string' || typeof value === 'boolean' || value === null)
    return { form: 'scalar', value, written, place }
  if (typeof value === 'number') return { form: 'scalar', value, written, place }
  return { form: 'scalar', value: written, written, place }
}
