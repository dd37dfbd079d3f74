import { isJsonObject, type Json } from '../../src/model/json.ts'

/** One resource as AWS Config recorded it, with the words of its configuration as the service's own API writes them. */
export interface ConfigRow {
  readonly id: string
  readonly arn: string | undefined
  readonly account: string | undefined
  readonly region: string | undefined
  readonly tags: Readonly<Record<string, string>>
  /** ISO 8601: when it was recorded. What happened since, the row does not know. */
  readonly capturedAt: string | undefined
  /** `OK`, `ResourceDiscovered`, `ResourceDeleted`: see AWS Config API Reference, ConfigurationItem. */
  readonly status: string | undefined
  readonly configuration: ConfigObject
  /** What AWS Config asked for beside: settings of a bucket, the concurrency of a function. */
  readonly supplementary: ConfigObject
}

/** An object of a configuration. */
export interface ConfigObject {
  readonly [key: string]: unknown
}

/**
 * A row of an answer, which is a JSON text; undefined for one that is none. The keys of a configuration begin in lower case
 * (`ipPermissions`, `dBInstanceClass`, `cACertificateIdentifier`) where the API's begin in upper case and are otherwise the same.
 */
export function parseRow(text: string): ConfigRow | undefined {
  let row: Json
  try {
    row = JSON.parse(text) as Json
  } catch {
    return undefined
  }
  if (!isJsonObject(row)) return undefined
  const id = word(row['resourceId'])
  const configuration = configurationOf(row['configuration'])
  if (id === undefined || configuration === undefined) return undefined
  return {
    id,
    arn: word(row['arn']),
    account: word(row['accountId']),
    region: word(row['awsRegion']),
    tags: tagsOf(row['tags']),
    capturedAt: word(row['configurationItemCaptureTime']),
    status: word(row['configurationItemStatus']),
    configuration,
    supplementary: supplementaryOf(row['supplementaryConfiguration']),
  }
}

/** Each part is an object, or the JSON text of one. */
function supplementaryOf(given: Json | undefined): ConfigObject {
  if (given === undefined || !isJsonObject(given)) return {}
  return Object.fromEntries(
    Object.entries(given).map(([name, part]) => [
      name,
      typeof part === 'string' ? (configurationOf(part) ?? part) : recased(part),
    ]),
  )
}

/** An object, or the JSON text of one: AWS Config writes it both ways. */
function configurationOf(given: Json | undefined): ConfigObject | undefined {
  if (typeof given === 'string') {
    try {
      return configurationOf(JSON.parse(given) as Json)
    } catch {
      return undefined
    }
  }
  if (given === undefined || !isJsonObject(given)) return undefined
  return recased(given) as ConfigObject
}

/** What is null was not set: the APIs leave it out. */
function recased(value: Json): unknown {
  if (Array.isArray(value)) return value.map(recased)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key.charAt(0).toUpperCase() + key.slice(1), recased(inner)]),
  )
}

/** `[{ key, value, tag }]`. */
function tagsOf(given: Json | undefined): Readonly<Record<string, string>> {
  if (!Array.isArray(given)) return {}
  const pairs = given.flatMap((one: Json) => {
    const key = isJsonObject(one) ? word(one['key']) : undefined
    const value = isJsonObject(one) ? one['value'] : undefined
    return key === undefined ? [] : [[key, typeof value === 'string' ? value : ''] as const]
  })
  return Object.fromEntries(pairs)
}

function word(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
