import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import { UnusableInstance } from './attribute-reader.ts'

/**
 * The text of `container_definitions`, which is a list in the words of the API. What is no such list throws
 * {@link UnusableInstance}; its content is in no message, because it holds values.
 */
export function containersOf(address: string, text: string): readonly ContainerDefinition[] {
  const parsed = listOf(text)
  if (parsed === undefined || !parsed.every(isDefinition)) {
    throw new UnusableInstance(`\`container_definitions\` of ${address} is not a list of containers`)
  }
  return parsed.map(ofTexts)
}

function listOf(text: string): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? (parsed as readonly unknown[]) : undefined
  } catch {
    return undefined
  }
}

/** A container with the lists that are read as lists of records, and the words as words. */
function isDefinition(value: unknown): value is ContainerDefinition {
  if (!isRecord(value) || typeof value['name'] !== 'string') return false
  const lists = ['environment', 'secrets', 'environmentFiles', 'portMappings'].map((name) => value[name] ?? [])
  const words = ['command', 'entryPoint'].map((name) => value[name] ?? [])
  return (
    lists.every((list) => Array.isArray(list) && list.every(isRecord)) &&
    words.every((list) => Array.isArray(list) && list.every((word) => typeof word === 'string'))
  )
}

/** What is null is not there; people write values of variables as numbers, which the API takes for texts. */
function ofTexts(definition: ContainerDefinition): ContainerDefinition {
  const entries = Object.entries(definition).filter(([, value]) => value !== null)
  const environment = (definition.environment ?? []).map((one) => ({ ...one, value: String(one.value ?? '') }))
  return { ...(Object.fromEntries(entries) as ContainerDefinition), environment }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
