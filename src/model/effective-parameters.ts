import type { Attributes, Shape } from './field.ts'
import { evaluateFormula } from './formula.ts'
import { isJsonObject, type Json } from './json.ts'
import { child, type Pointer } from './pointer.ts'
import type { Resource } from './resource.ts'

/**
 * What each parameter comes to on the database instances that use the group. A literal is its own value; a formula such
 * as `{DBInstanceClassMemory/12582880}` is evaluated with the users' memory, and stays unknown where the users differ or
 * their memory is not known, or where not all users were seen (`whole` is false).
 */
export function effectiveParameters<S extends Shape>(
  resource: Resource<S>,
  referrers: readonly Resource[],
  whole: boolean,
): Attributes<S> {
  const given = (resource.attributes as Record<string, Json | undefined>)['parameters']
  if (!Array.isArray(given)) return {}
  const memories = whole ? distinctNumbers(referrers, 'memory') : []
  const ports = whole ? distinctNumbers(referrers, 'port') : []
  const variables = {
    memoryBytes: memories.length === 1 && memories[0] !== undefined ? memories[0] * 1024 * 1024 : undefined,
    port: ports.length === 1 ? ports[0] : undefined,
  }
  const parameters = (given as readonly Json[]).map((parameter) => {
    if (!isJsonObject(parameter) || typeof parameter['value'] !== 'string') return parameter
    const effective = evaluateFormula(parameter['value'], variables)
    return effective === undefined ? parameter : { ...parameter, effective }
  })
  return { parameters } as unknown as Attributes<S>
}

const nothingKnown = { memoryBytes: undefined, port: undefined }

/** A formula that nobody can work out: what it comes to is unknown, and no difference from what it comes to elsewhere. */
export function unknownEffective<S extends Shape>({ attributes }: Resource<S>): readonly Pointer[] {
  const given = (attributes as Record<string, Json | undefined>)['parameters']
  if (!Array.isArray(given)) return []
  return (given as readonly Json[]).flatMap((one) => {
    if (!isJsonObject(one) || typeof one['value'] !== 'string' || typeof one['name'] !== 'string') return []
    const isKnown = one['effective'] !== undefined || evaluateFormula(one['value'], nothingKnown) !== undefined
    return isKnown ? [] : [child(child('/parameters', one['name']), 'effective')]
  })
}

function distinctNumbers(referrers: readonly Resource[], field: string): readonly number[] {
  const values = referrers.map((r) => (r.attributes as Record<string, Json | undefined>)[field])
  return [...new Set(values)].filter((v): v is number => typeof v === 'number')
}
