import { admitJson, deepest } from '../../collect/admit.ts'
import { contentDigest } from '../../collect/content-digest.ts'
import type { Coverage, CoverageStatus } from '../../model/coverage.ts'
import { kindOf as knownKind, type kinds } from '../../model/kinds/index.ts'
import { keyOf, type Head, type Mode, type Origin, type Resource } from '../../model/resource.ts'
import { isFileAddress } from '../../store/read-address.ts'
import { formatVersion, type SnapshotHeader } from './format.ts'
import { quickHeads } from './quick-heads.ts'

/** What is wrong with a line, to be read behind its number: `has no kind`. */
export class LineProblem extends Error {}

type Fields = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const statuses: readonly CoverageStatus[] = ['complete', 'partial', 'denied', 'not-asked']
const modes: readonly Mode[] = ['observed', 'declared']

/** A collector's place and a kind, as one word. */
export function placeOf({ collector, scope, mode }: Origin, kind: string): string {
  return JSON.stringify([collector, scope, mode, kind])
}

/** The first line. */
export function headerOf(line: Fields): SnapshotHeader {
  if (line['evenkeel'] !== 'snapshot' || line['version'] !== formatVersion) {
    throw new LineProblem('does not begin a snapshot: it should have {"evenkeel":"snapshot","version":1}')
  }
  only(line, 'line', ['evenkeel', 'version', 'environment', 'takenAt', 'keyId', 'program'])
  const environment = text(line, 'environment')
  // A name goes into addresses, paths and messages.
  const unfit = environment.length > 200 || /[\s/\\@~#:{}\p{Cc}\p{Cf}\p{Cs}]/u.test(environment)
  // Nobody could ask for it again: by that name there is a file, standard input, or a part of a path.
  if (unfit || isFileAddress(environment) || /^\.{1,2}$/.test(environment)) {
    throw new LineProblem('has a name of an environment that cannot be addressed')
  }
  const takenAt = text(line, 'takenAt')
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(takenAt) || Number.isNaN(Date.parse(takenAt))) {
    throw new LineProblem('has no takenAt such as 2026-11-01T14:30:00Z')
  }
  const [keyId, program] = [text(line, 'keyId'), text(line, 'program')]
  if (keyId.length > 200 || /\p{Cc}/u.test(keyId)) throw new LineProblem('has no usable keyId')
  return { evenkeel: 'snapshot', version: formatVersion, environment, takenAt, keyId, program }
}

/** A line of coverage. */
export function coverageOf(line: Fields, environment: string): Coverage {
  only(line, 'line', ['coverage'])
  const row = record(line, 'coverage')
  only(row, 'coverage', [
    'origin',
    'role',
    'kind',
    'status',
    'required',
    'reason',
    'remedy',
    'unknownFields',
    'unknownOf',
  ])
  const required = row['required']
  if (typeof required !== 'boolean') throw new LineProblem('has no required that is true or false')
  return {
    environment,
    origin: originOf(row),
    role: text(row, 'role', true),
    kind: kindOf(row).id,
    status: one(row, 'status', statuses),
    required,
    ...optional(row, 'reason'),
    ...optional(row, 'remedy'),
    unknownFields: texts(row, 'unknownFields'),
    ...(row['unknownOf'] === undefined ? {} : { unknownOf: unknownOf(record(row, 'unknownOf')) }),
  }
}

function unknownOf(row: Fields): NonNullable<Coverage['unknownOf']> {
  return Object.fromEntries(Object.keys(row).map((id) => [id, texts(row, id)]))
}

/** Whether content digests are worked out anew, or taken as they are given. */
export type Digests = 'checked' | 'given'

/** Reads resources of one snapshot. */
export interface ResourceReader {
  (line: Fields): Resource
  /** The head of a resource whose body is sound; undefined where something is wrong with it. */
  readonly head: (json: string) => Head | undefined
}

/** A reader of the resources of one snapshot. Origins that are alike come to one object. */
export function resourceReader(digests: Digests): ResourceReader {
  const origins = new Map<string, Origin>()
  let last: Origin | undefined
  const shared = (origin: Origin): Origin => {
    if (last?.scope === origin.scope && last.collector === origin.collector && last.mode === origin.mode) return last
    const place = placeOf(origin, '')
    last = origins.get(place) ?? origin
    origins.set(place, last)
    return last
  }
  return Object.assign((line: Fields) => resourceOf(line, digests, shared), { head: quickHeads(shared) })
}

/** A resource. Its key and digest must be those that its content has. */
function resourceOf(line: Fields, digests: Digests, shared: (origin: Origin) => Origin): Resource {
  only(line, 'line', ['head', 'body'])
  const head = record(line, 'head')
  const body = record(line, 'body')
  only(head, 'head', headFields)
  only(body, 'body', ['tags', 'asOf', 'attributes'])
  const kind = kindOf(head)
  const origin = shared(originOf(head))
  const { contentDigest: given, service: _service, key, ...rest } = head
  const admission = admitJson({ ...rest, tags: body['tags'], attributes: body['attributes'] }, kind)
  if (!admission.ok) throw new LineProblem(`has ${admission.problem}`)
  const { resource } = admission
  if (key !== keyOf(kind.id, origin.collector, origin.scope, resource.id)) {
    throw new LineProblem('has a key that is not made of its kind, collector, scope and id')
  }
  if (typeof given !== 'string' || !/^[0-9a-f]{64}$/.test(given)) throw new LineProblem('has no usable contentDigest')
  const digest = digests === 'given' ? given : contentDigest(kind, resource)
  if (digest !== given) throw new LineProblem('has a digest that does not match its content')
  const { name, address, account, region } = resource
  const recorded = optional(body, 'asOf')
  if (recorded.asOf !== undefined && Number.isNaN(Date.parse(recorded.asOf))) {
    throw new LineProblem('has an asOf that is no moment')
  }
  return {
    key,
    kind: kind.id,
    id: resource.id,
    origin,
    ...(name === undefined ? {} : { name }),
    ...(address === undefined ? {} : { address }),
    identifiers: resource.identifiers ?? [],
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...optional(head, 'service'),
    contentDigest: digest,
    tags: resource.tags ?? {},
    ...recorded,
    attributes: resource.attributes,
  }
}

const headFields = [
  ...['key', 'kind', 'id', 'origin', 'name', 'address', 'identifiers', 'account', 'region', 'service'],
  'contentDigest',
]

function originOf(fields: Fields): Origin {
  const origin = record(fields, 'origin')
  only(origin, 'origin', ['collector', 'mode', 'scope'])
  const collector = text(origin, 'collector')
  if (!/^[a-z0-9][a-z0-9-]{0,99}$/.test(collector)) throw new LineProblem('has no usable collector')
  return { collector, mode: one(origin, 'mode', modes), scope: text(origin, 'scope') }
}

function kindOf(fields: Fields): (typeof kinds)[number] {
  const id = text(fields, 'kind')
  const found = knownKind(id)
  if (found !== undefined) return found
  throw new LineProblem(`has the kind ${quoted(id)}, which this version of Evenkeel does not know`)
}

/** What is not known would be lost. */
function only(fields: Fields, where: string, known: readonly string[]): void {
  const other = Object.keys(fields).find((name) => !known.includes(name))
  if (other === undefined) return
  const place = where === 'line' ? '' : ` in ${where}`
  throw new LineProblem(`has ${quoted(other)}${place}, which this version of Evenkeel does not know`)
}

function record(fields: Fields, name: string): Fields {
  const value = fields[name]
  if (isRecord(value)) return value
  throw new LineProblem(`has no ${name}`)
}

function text(fields: Fields, name: string, mayBeEmpty = false): string {
  const value = fields[name]
  if (typeof value === 'string' && (mayBeEmpty || value !== '')) return value
  throw new LineProblem(`has no ${name}`)
}

function optional<N extends string>(fields: Fields, name: N): { readonly [K in N]?: string } {
  if (fields[name] === undefined) return {}
  return { [name]: text(fields, name, true) } as { readonly [K in N]?: string }
}

function texts(fields: Fields, name: string): readonly string[] {
  const value = fields[name]
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value
  throw new LineProblem(`has no ${name} that is a list of texts`)
}

function one<T extends string>(fields: Fields, name: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === fields[name])
  if (found === undefined) throw new LineProblem(`has no ${name} that is one of ${choices.join(', ')}`)
  return found
}

function quoted(word: string): string {
  return JSON.stringify(word.slice(0, 80))
}

/** Whether a text nests no deeper than a resource may: told before it is parsed, because what is parsed is in memory. */
export function nests(json: string): boolean {
  let depth = 0
  let inText = false
  for (let i = 0; i < json.length; i++) {
    const code = json.charCodeAt(i)
    if (inText) {
      if (code === backslash) i++
      else if (code === quote) inText = false
    } else if (code === quote) inText = true
    else if (code === openBrace || code === openBracket) {
      // Head, body and attributes stand around what a resource may nest.
      if (++depth > deepest + 4) return false
    } else if (code === closeBrace || code === closeBracket) depth--
  }
  return true
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [34, 92, 123, 125, 91, 93]
