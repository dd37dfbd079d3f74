import type { Field, Shape } from '../../model/field.ts'
import type { Kind } from '../../model/kind.ts'
import type { RuleParameter } from '../../model/rule.ts'
import { nearest } from '../nearest.ts'
import { commonAttributes, type UnitForm } from '../unit-form.ts'
import type { Occurrence } from './paths.ts'

/** The CEL type of a value, as far as its kind tells; `dyn` where it does not. */
export type CelType = 'string' | 'double' | 'bool' | 'list<dyn>' | 'dyn'

export interface Resolved {
  readonly type: CelType
  /** What an absent value means, where the kind says so. */
  readonly absent?: string | number | boolean
}

export interface Unresolved {
  readonly problem: string
  readonly nearest: string | undefined
}

/** The parameters of a rule, by name. */
export type RuleParameters = Readonly<Record<string, RuleParameter>>

const anything: Resolved = { type: 'dyn' }

/** What a path reads, by the declaration of the kind; a misspelt field is found here, with its nearest name. */
export function resolvePath(
  path: Pick<Occurrence, 'root' | 'tokens'>,
  kind: Kind | undefined,
  unit: UnitForm,
  parameters: RuleParameters = {},
): Resolved | Unresolved {
  const [first, ...rest] = path.tokens
  if (path.root === 'parameters') return ofParameters(path.tokens, parameters)
  if (path.root === 'service') {
    if (first === undefined) return anything
    if (rest[0] !== undefined && ['name', 'tier'].includes(first))
      return unknown(`the ${first} of a service has`, rest[0], [])
    return unknown('a service has', first, ['name', 'tier'], path.tokens)
  }
  if (path.root === 'environment' || path.root === 'of') {
    if (first === undefined) return anything
    if (first !== 'candidate' && first !== 'baseline')
      return unknown(`"${path.root}" has`, first, ['candidate', 'baseline'])
    if (path.root === 'of') return ofResource(rest, kind)
    return rest.length === 0 ? { type: 'string' } : unknown('an environment’s name has', rest[0] ?? '', [])
  }
  if (unit.what === 'any') return anything
  if (unit.what === 'resource') return ofResource(path.tokens, kind)
  return unit.what === 'field'
    ? within(path.tokens, unit.field)
    : ofShape(path.tokens, unit.of, `an element of "${kind?.id}" has`)
}

function ofParameters(path: readonly string[], parameters: RuleParameters): Resolved | Unresolved {
  const [name, ...rest] = path
  if (name === undefined) return anything
  const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined
  if (parameter === undefined) return unknown('the rule has', name, Object.keys(parameters), [], 'parameter')
  if (rest.length > 0) return unknown('a parameter has', rest[0] ?? '', [])
  const type = typeof parameter.default
  if (Array.isArray(parameter.default)) return { type: 'list<dyn>' }
  return { type: type === 'number' ? 'double' : type === 'boolean' ? 'bool' : type === 'string' ? 'string' : 'dyn' }
}

function ofResource(path: readonly string[], kind: Kind | undefined): Resolved | Unresolved {
  const [name, ...rest] = path
  if (name === undefined) return anything
  const field = kind?.fields[name]
  if (field !== undefined) return within(rest, field)
  if ((commonAttributes as readonly string[]).includes(name)) {
    return name === 'tags' ? (rest.length === 0 ? anything : { type: 'string' }) : { type: 'string' }
  }
  if (kind === undefined) return anything
  return unknown(`${kind.id} has`, name, [...Object.keys(kind.fields), ...commonAttributes])
}

function ofShape(path: readonly string[], shape: Shape, whose: string): Resolved | Unresolved {
  const [name, ...rest] = path
  if (name === undefined) return anything
  const field = shape[name]
  return field === undefined ? unknown(whose, name, Object.keys(shape)) : within(rest, field)
}

function within(path: readonly string[], field: Field): Resolved | Unresolved {
  if (path.length === 0) {
    const type = typeOf(field)
    return field.default === undefined ? { type } : { type, absent: field.default }
  }
  if (field.form === 'record') return ofShape(path, field.of, 'the record has')
  if (field.form === 'secret') return unknown('a secret has', path[0] ?? '', ['keyId', 'hmac'], path)
  return unknown(`a value of form "${field.form}" has`, path[0] ?? '', [])
}

function typeOf(field: Field): CelType {
  switch (field.form) {
    case 'exact':
      return field.type === 'boolean' ? 'bool' : field.type === 'number' ? 'double' : 'string'
    case 'quantity':
      return 'double'
    case 'set':
    case 'ordered':
    case 'keyed':
      return 'list<dyn>'
    case 'record':
    case 'secret':
      return 'dyn'
    default:
      return 'string'
  }
}

function unknown(
  whose: string,
  word: string,
  known: readonly string[],
  path: readonly string[] = [],
  what = 'field',
): Resolved | Unresolved {
  if (path.length === 1 && known.includes(word)) return { type: 'string' }
  return { problem: `${whose} no ${what} "${word}"`, nearest: nearest(word, known) }
}
