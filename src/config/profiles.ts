import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import type { Json } from '../model/json.ts'
import { checkTree } from './check-tree.ts'
import type { ProfileChoice } from './config.ts'
import { nearest } from './nearest.ts'
import { knobsSchema, profileFileSchema } from './profile-schema.ts'
import { asError } from './problems.ts'
import { readYaml } from './read-yaml.ts'
import type { TextFile } from './rules.ts'
import { child, items, plain, textOf, type Tree } from './tree.ts'

/** One choice of a knob. */
export interface KnobChoice {
  readonly id: string
  readonly doc: string
  /** Trees of `adjustmentSchema`; none leaves the rules as they are written. */
  readonly adjust: readonly Tree[]
}

/** What profiles are turned by: one of several choices, or a value for parameters of rules. */
export interface Knob {
  readonly id: string
  readonly doc: string
  readonly choices: readonly KnobChoice[]
  /** The position of a comparison that says nothing. */
  readonly default: Json
  /** Of a knob that is a value: the parameters that it sets. */
  readonly sets: readonly { readonly rule: string; readonly parameter: string }[]
}

export interface Profile {
  readonly name: string
  readonly doc: string
  readonly knobs: Tree
}

/** The profiles and what they are made of. */
export interface Profiles {
  readonly knobs: readonly Knob[]
  readonly profiles: readonly Profile[]
}

/** Reads `knobs.yaml` and one file for each profile. Throws what is wrong with them, with places. */
export function loadProfiles(knobsFile: TextFile, files: readonly TextFile[]): Profiles {
  const problems: EvenkeelError[] = []
  const read = (file: TextFile, schema: Parameters<typeof checkTree>[0]): Tree | undefined => {
    const { tree, problems: found } = readYaml(file.path, file.text)
    const wrong = tree === undefined ? found : checkTree(schema, tree)
    problems.push(...wrong)
    return wrong.length === 0 ? tree : undefined
  }
  const knobs = items(child(read(knobsFile, knobsSchema), 'knobs')).map(knobOf)
  const profiles = files.flatMap((file): readonly Profile[] => {
    const tree = read(file, profileFileSchema)
    const positions = child(tree, 'knobs')
    if (positions === undefined) return []
    return [{ name: textOf(child(tree, 'profile')) ?? '', doc: textOf(child(tree, 'doc')) ?? '', knobs: positions }]
  })
  for (const profile of profiles) problems.push(...positionsOf(knobs, profile.knobs).problems)
  const error = asError(problems, 'the profiles')
  if (error !== undefined) throw error
  return { knobs, profiles }
}

/** The positions of all knobs in a profile, with those that the comparison sets otherwise. Throws for a knob that is none. */
export function knobPositions(
  { knobs, profiles }: Profiles,
  choice: ProfileChoice,
): ReadonlyMap<Knob, { readonly position: Json; readonly tree?: Tree }> {
  const base = profiles.find((profile) => profile.name === choice.base)
  const given = [base?.knobs, choice.knobs].flatMap((tree) => (tree === undefined ? [] : [positionsOf(knobs, tree)]))
  const error = asError(
    given.flatMap((one) => one.problems),
    'the profile',
  )
  if (error !== undefined) throw error
  return new Map(
    knobs.map((knob) => {
      const tree = given.map((one) => one.trees.get(knob)).findLast((one) => one !== undefined)
      return [knob, tree === undefined ? { position: knob.default } : { position: plain(tree) as Json, tree }]
    }),
  )
}

/** What a profile changes about the rules: trees of `adjustmentSchema`, in the order of the knobs. */
export function profileAdjustments(profiles: Profiles, choice: ProfileChoice): readonly Tree[] {
  return [...knobPositions(profiles, choice)].flatMap(([knob, { position, tree }]) => {
    if (knob.choices.length > 0) return knob.choices.find((one) => one.id === position)?.adjust ?? []
    return tree === undefined ? [] : knob.sets.map(({ rule, parameter }) => settingTree(rule, parameter, tree))
  })
}

function positionsOf(
  knobs: readonly Knob[],
  given: Tree,
): { readonly trees: ReadonlyMap<Knob, Tree>; readonly problems: readonly EvenkeelError[] } {
  const trees = new Map<Knob, Tree>()
  const problems: EvenkeelError[] = []
  for (const [name, { keyPlace, tree }] of given.form === 'map' ? given.entries : []) {
    const knob = knobs.find((one) => one.id === name)
    if (knob === undefined) {
      const known = knobs.map((one) => one.id)
      problems.push(
        fail('rules-knob', { ...keyPlace, knob: name, problem: 'does not exist', nearest: nearest(name, known) }),
      )
      continue
    }
    const problem = wrongPosition(knob, tree)
    if (problem === undefined) trees.set(knob, tree)
    else problems.push(fail('rules-knob', { ...tree.place, knob: name, ...problem }))
  }
  return { trees, problems }
}

function wrongPosition(knob: Knob, tree: Tree): { readonly problem: string; readonly nearest?: string } | undefined {
  const value = plain(tree)
  if (knob.choices.length > 0) {
    const known = knob.choices.map((one) => one.id)
    if (typeof value === 'string' && known.includes(value)) return undefined
    const near = typeof value === 'string' ? nearest(value, known) : undefined
    return { problem: `takes one of ${known.join(', ')}`, ...(near === undefined ? {} : { nearest: near }) }
  }
  if (Array.isArray(knob.default)) {
    const texts = Array.isArray(value) && value.every((one) => typeof one === 'string')
    return texts ? undefined : { problem: 'takes a list of texts' }
  }
  return typeof value === typeof knob.default ? undefined : { problem: `takes a ${typeof knob.default}` }
}

function knobOf(tree: Tree): Knob {
  const choices = items(child(tree, 'choices')).map((one) => ({
    id: textOf(child(one, 'id')) ?? '',
    doc: textOf(child(one, 'doc')) ?? '',
    adjust: items(child(one, 'adjust')),
  }))
  const written = child(tree, 'default')
  return {
    id: textOf(child(tree, 'id')) ?? '',
    doc: textOf(child(tree, 'doc')) ?? '',
    choices,
    default: written === undefined ? (choices[0]?.id ?? null) : (plain(written) as Json),
    sets: items(child(tree, 'sets')).map((one) => {
      const [rule = '', parameter = ''] = (textOf(one) ?? '').split(' ')
      return { rule, parameter }
    }),
  }
}

/** The adjustment that sets one parameter, at the place where its value is written. */
function settingTree(rule: string, parameter: string, value: Tree): Tree {
  const { place } = value
  const map = (entries: readonly (readonly [string, Tree])[]): Tree => ({
    form: 'map',
    place,
    entries: new Map(entries.map(([key, tree]) => [key, { keyPlace: place, tree }])),
  })
  return map([
    ['adjust', { form: 'scalar', value: rule, written: rule, place }],
    ['parameters', map([[parameter, value]])],
  ])
}
