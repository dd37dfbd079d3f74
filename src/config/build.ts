import { resolve } from 'node:path'
import type { Notice } from '../model/assessment.ts'
import { comparisonName } from '../model/comparison-name.ts'
import type { ExplicitPair, Narrowing, ServicePlan, SourcePlan } from '../model/plan.ts'
import type { ComparisonConfig, Config, EnvironmentConfig, NamedFile, ProfileChoice } from './config.ts'
import { usuallyVanished } from './defaults.ts'
import { child, items, plain, textOf, type Tree } from './tree.ts'

/** Makes the configuration of a tree that was checked. `directory` is absolute. */
export function buildConfig(root: Tree, file: string, directory: string): Config {
  return deepFreeze({
    file,
    directory,
    environments: Object.fromEntries(
      entriesOf(child(root, 'environments')).map(([name, tree]) => [name, environment(name, tree, directory)]),
    ),
    comparisons: items(child(root, 'comparisons')).map(comparison),
    services: entriesOf(child(root, 'services')).map(([name, tree]) => service(name, tree)),
    pairs: items(child(root, 'pairs')).map(pair),
    shared: strings(child(root, 'shared')),
    differences: items(child(root, 'differences')),
    exceptions: namedFiles(child(root, 'exceptions'), directory),
    rules: namedFiles(child(root, 'rules'), directory),
    adjustments: items(child(root, 'rules')).filter((item) => item.form === 'map'),
    judgeSeconds: numberOf(child(child(root, 'limits'), 'judgeSeconds')) ?? 60,
    vanished: numberOf(child(child(root, 'limits'), 'vanished')) ?? usuallyVanished,
    ...notify(root),
    notices: notices(root),
  })
}

function entriesOf(tree: Tree | undefined): readonly (readonly [string, Tree])[] {
  return tree?.form === 'map' ? [...tree.entries].map(([key, entry]) => [key, entry.tree] as const) : []
}

function whereOf(tree: Tree): string {
  return `${tree.place.file}:${tree.place.line}`
}

function numberOf(tree: Tree | undefined): number | undefined {
  return tree?.form === 'scalar' && typeof tree.value === 'number' ? tree.value : undefined
}

function strings(tree: Tree | undefined): readonly string[] {
  return items(tree).flatMap((item) => textOf(item) ?? [])
}

function record(tree: Tree | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(entriesOf(tree).map(([key, value]) => [key, textOf(value) ?? '']))
}

/** A mapping by role; one alone has the role `alone`. */
function byRole(tree: Tree | undefined, alone: string): Readonly<Record<string, string>> {
  const one = textOf(tree)
  return one === undefined ? record(tree) : { [alone]: one }
}

function environment(name: string, tree: Tree, baseDirectory: string): EnvironmentConfig {
  return {
    facts: {
      name,
      aliases: strings(child(tree, 'aliases')),
      domains: strings(child(tree, 'domains')),
      accounts: byRole(child(tree, 'accounts'), 'main'),
      regions: byRole(child(tree, 'regions'), 'primary'),
      clusters: byRole(child(tree, 'clusters'), 'main'),
      baseDirectory,
    },
    sources: items(child(tree, 'sources')).flatMap(source),
    symbols: record(child(tree, 'symbols')),
  }
}

function source(tree: Tree): readonly SourcePlan[] {
  return entriesOf(tree).map(([family, settingsTree]) => {
    const { include, exclude, ...settings } = plain(settingsTree) as {
      readonly include?: Narrowing
      readonly exclude?: Narrowing
    }
    return {
      family,
      settings,
      ...(include === undefined ? {} : { include }),
      ...(exclude === undefined ? {} : { exclude }),
      where: `${whereOf(tree)}:${tree.place.column}`,
    }
  })
}

function comparison(tree: Tree): ComparisonConfig {
  const sides = { candidate: textOf(child(tree, 'candidate')) ?? '', baseline: textOf(child(tree, 'baseline')) ?? '' }
  const schedule = textOf(child(tree, 'schedule'))?.trim()
  return {
    name: comparisonName(sides),
    ...sides,
    profile: profile(child(tree, 'profile')),
    ...reportOnly(child(tree, 'reportOnly')),
    promotionWindowHours: hours(child(tree, 'promotionWindow')),
    ...(schedule === undefined ? {} : { schedule }),
    timeZone: textOf(child(tree, 'timeZone')) ?? 'UTC',
    where: whereOf(tree),
  }
}

function notify(root: Tree): { readonly notify?: Tree } {
  const tree = child(root, 'notify')
  return tree === undefined ? {} : { notify: tree }
}

function profile(tree: Tree | undefined): ProfileChoice {
  const knobs = child(tree, 'knobs')
  const base = textOf(tree) ?? textOf(child(tree, 'base')) ?? 'standard'
  return { base, ...(knobs === undefined ? {} : { knobs }) }
}

function reportOnly(tree: Tree | undefined): { readonly reportOnlyUntil?: string } {
  const day = textOf(tree)?.replace(/^until /, '')
  return day === undefined ? {} : { reportOnlyUntil: day }
}

/** `7d` or `36h`, in hours; the schema gives the usual 7 days in its words. */
function hours(tree: Tree | undefined): number {
  const [, count = '7', unit = 'd'] = /^(\d+)([dh])$/.exec(textOf(tree) ?? '') ?? []
  return Number(count) * (unit === 'd' ? 24 : 1)
}

function service(name: string, tree: Tree): ServicePlan {
  const match = child(tree, 'match')
  const tags = child(match, 'tags')
  const names = child(match, 'names')
  const labels = child(match, 'labels')
  const namespaces = child(match, 'namespaces')
  const owner = textOf(child(tree, 'owner'))
  const tier = textOf(child(tree, 'tier'))
  const slack = textOf(child(tree, 'slack'))
  return {
    name,
    match: {
      ...(tags === undefined ? {} : { tags: record(tags) }),
      ...(names === undefined ? {} : { names: strings(names) }),
      ...(labels === undefined ? {} : { labels: record(labels) }),
      ...(namespaces === undefined ? {} : { namespaces: strings(namespaces) }),
    },
    ...(owner === undefined ? {} : { owner }),
    ...(tier === undefined ? {} : { tier }),
    ...(slack === undefined ? {} : { slack }),
  }
}

function pair(tree: Tree): ExplicitPair {
  return {
    kind: textOf(child(tree, 'kind')) ?? '',
    candidate: textOf(child(tree, 'candidate')) ?? '',
    baseline: textOf(child(tree, 'baseline')) ?? '',
    where: whereOf(tree),
  }
}

function namedFiles(tree: Tree | undefined, directory: string): readonly NamedFile[] {
  const list = tree?.form === 'list' ? tree.items : tree === undefined ? [] : [tree]
  return list.flatMap((item) => {
    const written = textOf(item)
    return written === undefined ? [] : [{ path: resolve(directory, written), written, where: whereOf(item) }]
  })
}

const unusedByCheck = [
  ['schedule', 'it runs now; `evenkeel serve` goes by it'],
  ['timeZone', 'it is that of the schedule'],
  ['promotionWindow', 'it has no history to tell who moved; `evenkeel serve` has'],
] as const

function notices(root: Tree): readonly Notice[] {
  const found: Notice[] = []
  for (const [i, tree] of items(child(root, 'comparisons')).entries()) {
    for (const [key, why] of unusedByCheck) {
      const given = child(tree, key)
      if (given === undefined) continue
      const message = `${whereOf(given)}: comparisons[${i}].${key} has no effect on a single check: ${why}.`
      found.push({ code: 'config-unused', message })
    }
  }
  const notify = child(root, 'notify')
  if (notify !== undefined) {
    const message = `${whereOf(notify)}: notify has no effect on a single check: it tells nobody but you.`
    found.push({ code: 'config-unused', message })
  }
  return found
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) deepFreeze(part)
  return Object.freeze(value)
}
