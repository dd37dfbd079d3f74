import { isJsonObject, type Json, type JsonObject } from '../model/json.ts'
import type { Rule } from '../model/rule.ts'
import type { RuleParameters } from './guards/resolve.ts'

const slot = /^\{([A-Za-z]\w*)\}$/

/** The options of a rule with `"{name}"` replaced by the value of that parameter; `unknown` is the first that there is not. */
export function optionsWith(
  options: JsonObject,
  parameters: RuleParameters,
): { readonly options: JsonObject; readonly unknown?: string } {
  let unknown: string | undefined
  const put = (value: Json): Json => {
    if (typeof value === 'string') {
      const name = slot.exec(value)?.[1]
      if (name === undefined) return value
      const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined
      if (parameter === undefined) unknown ??= name
      return parameter?.default ?? value
    }
    if (Array.isArray(value)) return (value as readonly Json[]).map(put)
    return isJsonObject(value) ? putAll(value) : value
  }
  const putAll = (object: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(object).map(([key, value]) => [key, put(value ?? null)]))
  const filled = putAll(options)
  return { options: filled, ...(unknown === undefined ? {} : { unknown }) }
}

/** The parameters that neither an option, a guard, the severity nor a sentence of the rule reads: setting them does nothing. */
export function unusedParameters(rule: Rule): readonly string[] {
  const names = Object.keys(rule.parameters ?? {})
  if (names.length === 0) return []
  const texts = [rule.when, rule.unless, rule.title, rule.remedy, JSON.stringify(rule.severity)]
  const options = JSON.stringify(rule.with ?? null)
  return names.filter((name) => {
    const read = new RegExp(`\\bparameters\\.${name}\\b`)
    return !options.includes(`"{${name}}"`) && !texts.some((text) => text !== undefined && read.test(text))
  })
}

/** What a value for a parameter must be, in words; undefined where it may be set to it. */
export function wantedForm(parameter: { readonly default: Json }, value: Json): string | undefined {
  const wanted = formOf(parameter.default)
  return formOf(value) === wanted ? undefined : wanted
}

function formOf(value: Json): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'number') return 'a number'
  if (typeof value === 'boolean') return 'true or false'
  return typeof value === 'string' ? 'text' : 'a mapping'
}
