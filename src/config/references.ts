import { type EvenkeelError, fail } from '../errors/catalogue.ts'
import { kinds } from '../model/kinds/index.ts'
import { nearest } from './nearest.ts'
import { checkChannel } from './notify-slack.ts'
import { child, items, joinPath, type ScalarTree, textOf, type Tree } from './tree.ts'

/** Everything that the configuration names and does not define, and everything that it defines twice. */
export function checkReferences(root: Tree): readonly EvenkeelError[] {
  return [
    ...checkEnvironments(root),
    ...checkSources(root),
    ...checkComparisons(root),
    ...checkPairs(root),
    ...checkAdjustments(root),
    ...checkChannels(root),
  ]
}

function namesOf(tree: Tree | undefined): readonly string[] {
  return tree?.form === 'map' ? [...tree.entries.keys()] : []
}

/** A word may name one environment only, or a reader could not tell whose it is. */
function checkEnvironments(root: Tree): readonly EvenkeelError[] {
  const environments = child(root, 'environments')
  const owner = new Map<string, string>(namesOf(environments).map((name) => [name.toLowerCase(), name]))
  const problems: EvenkeelError[] = []
  for (const name of namesOf(environments)) {
    const environment = child(environments, name)
    const where = joinPath('environments', name)
    for (const [i, alias] of items(child(environment, 'aliases')).entries()) {
      const word = textOf(alias)?.toLowerCase()
      if (word === undefined) continue
      const other = owner.get(word)
      if (other !== undefined && other !== name) {
        const problem = `"${written(alias)}" is also a word for ${other}`
        problems.push(fail('config-ambiguous', { ...alias.place, where: joinPath(`${where}.aliases`, i), problem }))
      }
      owner.set(word, name)
    }
    problems.push(...checkRoles(child(environment, 'accounts'), `${where}.accounts`))
    problems.push(...checkRoles(child(environment, 'regions'), `${where}.regions`))
    problems.push(...checkRoles(child(environment, 'clusters'), `${where}.clusters`))
  }
  return problems
}

/** Two roles of one value could not be told apart when a resource says where it is. */
function checkRoles(tree: Tree | undefined, where: string): readonly EvenkeelError[] {
  const roles = new Map<string, string>()
  return namesOf(tree).flatMap((role) => {
    const value = child(tree, role)
    const text = textOf(value)
    if (text === undefined) return []
    const other = roles.get(text)
    roles.set(text, role)
    if (other === undefined || value === undefined) return []
    const problem = `the role "${other}" has the same value`
    return [fail('config-ambiguous', { ...value.place, where: joinPath(where, role), problem })]
  })
}

const isRegionName = (name: string): boolean => /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(name)
const isAccountId = (name: string): boolean => /^\d{12}$/.test(name)

/** `account`, `regions` and `cluster` of a source mean roles of its environment (or plain ids and names) in every family. */
function checkSources(root: Tree): readonly EvenkeelError[] {
  const environments = child(root, 'environments')
  return namesOf(environments).flatMap((name) => {
    const environment = child(environments, name)
    const accounts = rolesOf(child(environment, 'accounts'), 'main')
    const regions = rolesOf(child(environment, 'regions'), 'primary')
    const clusters = rolesOf(child(environment, 'clusters'), 'main')
    return items(child(environment, 'sources')).flatMap((source, i) => {
      const family = namesOf(source)[0] ?? ''
      const settings = child(source, family)
      const where = `environments.${name}.sources[${i}].${family}`
      const given = child(settings, 'regions')
      return [
        ...unknownRole(child(settings, 'account'), `${where}.account`, 'the account role', accounts, isAccountId),
        // Where no cluster is named, a source names its own role.
        ...unknownRole(
          child(settings, 'cluster'),
          `${where}.cluster`,
          'the cluster role',
          clusters,
          () => clusters.length === 0,
        ),
        ...(given?.form === 'list' ? given.items : given === undefined ? [] : [given]).flatMap((region, n) =>
          unknownRole(region, `${where}.regions[${n}]`, 'the region or region role', regions, isRegionName),
        ),
      ]
    })
  })
}

function rolesOf(tree: Tree | undefined, alone: string): readonly string[] {
  return tree?.form === 'scalar' ? [alone] : namesOf(tree)
}

function unknownRole(
  tree: Tree | undefined,
  where: string,
  what: string,
  known: readonly string[],
  isItself: (name: string) => boolean,
): readonly EvenkeelError[] {
  const name = textOf(tree)
  if (tree?.form !== 'scalar' || name === undefined || known.includes(name) || isItself(name)) return []
  return [unknownReference(tree, where, what, known)]
}

function unknownReference(tree: ScalarTree, where: string, what: string, known: readonly string[]): EvenkeelError {
  const name = written(tree)
  return fail('config-unknown-reference', {
    ...tree.place,
    where,
    what,
    name,
    nearest: nearest(name, known),
    known: known.join(', '),
  })
}

/** `until 2026-02-30` has the form of a day and is none. */
function wrongDay(day: Tree | undefined, where: string): readonly EvenkeelError[] {
  const text = textOf(day)
  const [, date] = /^(?:until )?(\d{4}-\d\d-\d\d)$/.exec(text ?? '') ?? []
  if (day?.form !== 'scalar' || date === undefined) return []
  const moment = new Date(`${date}T00:00:00Z`)
  if (!Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(date)) return []
  return [fail('config-wrong-value', { ...day.place, where, expected: 'a day that exists', found: text })]
}

function checkComparisons(root: Tree): readonly EvenkeelError[] {
  const known = namesOf(child(root, 'environments'))
  const seen = new Set<string>()
  return items(child(root, 'comparisons')).flatMap((comparison, i) => {
    const where = joinPath('comparisons', i)
    const sides = ['candidate', 'baseline'].map((side) => child(comparison, side))
    const missing = sides.flatMap((tree, n) => {
      const name = textOf(tree)
      if (tree?.form !== 'scalar' || name === undefined || known.includes(name)) return []
      return [unknownReference(tree, `${where}.${n === 0 ? 'candidate' : 'baseline'}`, 'the environment', known)]
    })
    missing.push(...wrongDay(child(comparison, 'reportOnly'), `${where}.reportOnly`))
    if (missing.length > 0) return missing
    const [candidate, baseline] = sides.map(textOf)
    if (candidate === undefined || baseline === undefined) return []
    const id = JSON.stringify([candidate, baseline])
    const problem =
      candidate === baseline
        ? 'candidate and baseline are the same environment'
        : seen.has(id)
          ? 'an earlier comparison has the same candidate and baseline'
          : undefined
    seen.add(id)
    return problem === undefined ? [] : [fail('config-ambiguous', { ...comparison.place, where, problem })]
  })
}

function checkPairs(root: Tree): readonly EvenkeelError[] {
  const known = kinds.map((kind) => kind.id)
  const seen = new Map<string, number>()
  return items(child(root, 'pairs')).flatMap((pair, i) => {
    const kind = child(pair, 'kind')
    const where = joinPath('pairs', i)
    const problems: EvenkeelError[] = []
    if (kind?.form === 'scalar' && !known.includes(textOf(kind) ?? '')) {
      problems.push(unknownReference(kind, `${where}.kind`, 'the kind', known))
    }
    for (const side of ['candidate', 'baseline']) {
      const tree = child(pair, side)
      const id = JSON.stringify([textOf(kind), side, textOf(tree)])
      if (textOf(tree) === undefined) continue
      const earlier = seen.get(id)
      seen.set(id, i)
      if (earlier !== undefined && tree !== undefined) {
        const problem = `pairs[${earlier}] has the same ${side} already`
        problems.push(fail('config-ambiguous', { ...tree.place, where: `${where}.${side}`, problem }))
      }
    }
    return problems
  })
}

/** A service or tier that nothing has would make an adjustment hold nowhere, and nobody would notice. */
function checkAdjustments(root: Tree): readonly EvenkeelError[] {
  const services = child(root, 'services')
  const known = {
    service: namesOf(services),
    tier: namesOf(services).flatMap((name) => textOf(child(child(services, name), 'tier')) ?? []),
  }
  return items(child(root, 'rules')).flatMap((adjustment, i) =>
    (['only', 'except'] as const).flatMap((scope) =>
      (['service', 'tier'] as const).flatMap((part) => {
        const given = child(child(adjustment, scope), part)
        return (given?.form === 'list' ? given.items : given === undefined ? [] : [given]).flatMap((one) => {
          const name = textOf(one)
          if (one.form !== 'scalar' || name === undefined || name.includes('*') || known[part].includes(name)) return []
          return [unknownReference(one, `rules[${i}].${scope}.${part}`, `the ${part}`, [...new Set(known[part])])]
        })
      }),
    ),
  )
}

function checkChannels(root: Tree): readonly EvenkeelError[] {
  const services = child(root, 'services')
  return namesOf(services).flatMap((name) =>
    checkChannel(child(child(services, name), 'slack'), `services.${name}.slack`),
  )
}

function written(tree: Tree): string {
  return tree.form === 'scalar' ? tree.written : ''
}
