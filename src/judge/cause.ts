import { canonicalJson, digestOfText } from '../model/digest.ts'
import type { Finding } from '../model/finding.ts'
import type { CauseGroup } from '../model/message.ts'
import { workload } from '../model/kinds/workload.ts'
import { tokens } from '../model/pointer.ts'
import type { Digest } from '../model/resource.ts'
import { comparableValues } from './exceptions-pin.ts'
import { worstFirst } from './order.ts'
import { apart } from '../model/finding-twins.ts'

/** How many places of one cause are told. */
export const mostPlaces = 20

/**
 * What findings of one root cause have in common: rule, kind, unit, the step from one value to the other, and what is to be
 * done about it. One release for another in all containers, and the tag 2.1 instead of 2.2 in twenty workloads is one cause; another step, another unit or another remedy is
 * another one. A resource that is missing as a whole is a cause of its own: each has to be made by itself.
 */
export function causeOf(finding: Finding): Digest {
  return digestOfText(causeText(finding))
}

/** The same as a text, for whoever only groups. */
export function causeText(finding: Finding): string {
  const { rule, kind, resource } = finding
  const { candidate, baseline } = comparableValues(finding)
  const step = finding.at === '' ? [resource.name] : [candidate, baseline]
  const { at, own } = unitOf(finding)
  return canonicalJson([rule, kind, at, step, actionOf(finding, own)])
}

/** What a cause is in, and the words of it that are only the resource's. */
function unitOf(finding: Finding): { readonly at: string; readonly own: readonly string[] } {
  const { at, kind } = finding
  const field = at.slice(0, at.lastIndexOf('/'))
  const own = ownKey(finding)
  if (own !== undefined) return { at: field, own: [own] }
  const [name, key = ''] = tokens(at)
  if (kind !== workload.id) return { at, own: [] }
  // Containers are called as each team likes: a release is the same in all that run it, and so is a setting.
  if (name === 'containers' && isRelease(finding)) return { at: field, own: [key] }
  const [, container, setting] = /^([^/]+)\/(.+)$/s.exec(key) ?? []
  if (name !== 'settings' || container === undefined || setting === undefined) return { at, own: [] }
  return { at: `${field} ${setting}`, own: [key, container] }
}

/** Whether the step is from one release to another, each said so exactly that no two programs have both by chance: `v1.22.2`, a commit. */
function isRelease({ values: { candidate, baseline } }: Finding): boolean {
  return [candidate, baseline].every((tag) => typeof tag === 'string' && /\d+\.\d+\.\d+|[0-9a-f]{12}/.test(tag))
}

/** The key of an element that is called after its resource: the container `orders` of the workload `shop/orders`. */
function ownKey({ at, resource }: Finding): string | undefined {
  const [, key] = tokens(at)
  if (key === undefined || !resource.name.includes(key)) return undefined
  return blanked(resource.name, key) !== resource.name ? key : undefined
}

/**
 * Findings by root cause, the worst first and then those with the most findings. `detailOf` says in words what is new about one;
 * a group says it where all of its findings say the same.
 */
export function groupByCause(
  findings: readonly Finding[],
  detailOf: (finding: Finding) => string | undefined = () => undefined,
): readonly CauseGroup[] {
  const groups = new Map<string, Finding[]>()
  for (const finding of [...findings].sort(worstFirst)) {
    const cause = causeText(finding)
    const group = groups.get(cause)
    if (group === undefined) groups.set(cause, [finding])
    else group.push(finding)
  }
  // Sorting is stable: among groups that are as bad and as large, the order of their first findings stays.
  return [...groups.values()]
    .flatMap((group) => groupOf(group, detailOf) ?? [])
    .map((group, index) => ({ group, index }))
    .sort((a, b) => {
      if (a.group.severity !== b.group.severity) return a.index - b.index
      return b.group.count - a.group.count || a.index - b.index
    })
    .map(({ group }) => group)
}

function groupOf(
  findings: readonly Finding[],
  detailOf: (finding: Finding) => string | undefined,
): CauseGroup | undefined {
  const [worst] = findings
  if (worst === undefined) return undefined
  // Of those that are as bad, one that is for now stands for all: a group is a warning only where all of it is.
  const first = findings.find((one) => one.severity === worst.severity && one.urgency !== 'warning') ?? worst
  const twins = findings.flatMap(apart)
  const places = new Set<string>()
  for (const { resource } of twins) {
    if (places.size === mostPlaces) break
    places.add(resource.name)
  }
  const detail = detailOf(first)
  const shared = detail !== undefined && findings.every((finding) => detailOf(finding) === detail)
  return {
    severity: first.severity,
    finding: first.places.length > mostPlaces ? { ...first, places: first.places.slice(0, mostPlaces) } : first,
    // Two containers of one workload are one place.
    count: new Set(twins.map(({ resource }) => resource.candidate?.key ?? resource.baseline?.key ?? resource.name))
      .size,
    places: [...places],
    ...(shared ? { detail } : {}),
  }
}

/** The remedy without the words that only name the resource: what is left is what has to be done, wherever. */
function actionOf({ remedy, resource, places }: Finding, keys: readonly string[]): string {
  const words: string[] = []
  // Most remedies say nothing of where.
  const add = (word = ''): void => {
    if (word !== '' && remedy.includes(word) && !words.includes(word)) words.push(word)
  }
  add(resource.name)
  for (const key of keys) add(key)
  for (const one of [resource.candidate, resource.baseline]) {
    add(one?.id)
    add(one?.name)
    add(one?.account)
    add(one?.region)
  }
  for (const { id, name } of places) {
    add(id)
    add(name)
  }
  return words.sort((a, b) => b.length - a.length).reduce(blanked, remedy)
}

/** A text without a word wherever it stands by itself: `api` is not a part of `apiary`. */
function blanked(text: string, word: string): string {
  // A list at the root of a file is a setting without a key, and nothing stands everywhere.
  if (word === '') return text
  let left = ''
  let from = 0
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, from)) {
    const end = at + word.length
    const alone = !isWordly(text[at - 1]) && !isWordly(text[end])
    left += text.slice(from, at) + (alone ? '\u0000' : word)
    from = end
  }
  return left + text.slice(from)
}

function isWordly(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_-]/u.test(character)
}
