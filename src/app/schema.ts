import type { TSchema } from 'typebox'
import { families } from '../../collectors/families.ts'
import { configSchema } from '../config/schema.ts'
import type { Surroundings } from './surroundings.ts'

/** `evenkeel schema`: prints the JSON Schema of evenkeel.yaml for editors. */
export async function runSchema({ stdout }: Pick<Surroundings, 'stdout'>): Promise<number> {
  stdout.write(schemaDocument(families))
  return 0
}

/**
 * The JSON Schema of evenkeel.yaml as a document. Made of the declarations that the loader checks with; only patterns are
 * widened, since an editor sees `${env:NAME}` where the loader sees its value.
 */
export function schemaDocument(families: ReadonlyMap<string, TSchema>): string {
  const schema = JSON.parse(JSON.stringify(configSchema(families)), widen) as Record<string, unknown>
  const document = { $schema: 'http://json-schema.org/draft-07/schema#', title: 'evenkeel.yaml', ...schema }
  return `${JSON.stringify(document, null, 2)}\n`
}

function widen(key: string, value: unknown): unknown {
  return key === 'pattern' && typeof value === 'string' ? `${value}|\\$\\{(env|file):` : value
}
