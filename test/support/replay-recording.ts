import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** One answer as it was on the wire, and what it answers to. */
export interface Recording {
  /** `ec2:DescribeInstances`. */
  readonly action: string
  /**
   * Parameters that the request must have, by their names on the wire (`NextToken`, `DBParameterGroupName`, `Filter.1.Name`;
   * in JSON requests a path, `Includes.keyTypes.0`). null: must not have it. Absent: any. The recording with the most
   * matching parameters answers.
   */
  readonly match?: Readonly<Record<string, string | null>>
  /** The region that was asked, where that matters. */
  readonly region?: string
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Lines of XML, or a JSON document. */
  readonly body: readonly string[] | Readonly<Record<string, unknown>>
}

/** Recordings of files, or of all `*.json` files of folders. A file holds one recording or a list. */
export function readRecordings(...paths: readonly string[]): readonly Recording[] {
  return paths.flatMap((path) => {
    if (statSync(path).isDirectory()) {
      return readdirSync(path)
        .filter((name) => name.endsWith('.json'))
        .sort()
        .flatMap((name) => readRecordings(join(path, name)))
    }
    const content = JSON.parse(readFileSync(path, 'utf8')) as Recording | readonly Recording[]
    return Array.isArray(content) ? (content as readonly Recording[]) : [content as Recording]
  })
}

/** The body of a recording, as it is sent. */
export function bodyText(recording: Recording): string {
  return Array.isArray(recording.body) ? recording.body.join('\n') : JSON.stringify(recording.body)
}

/** The recording that answers: of those that match, the one that asks for most. */
export function answering(
  recordings: readonly Recording[],
  request: { readonly action: string; readonly region: string; readonly parameters: Readonly<Record<string, string>> },
): Recording | undefined {
  const matching = recordings.filter(
    (one) =>
      one.action === request.action &&
      (one.region === undefined || one.region === request.region) &&
      Object.entries(one.match ?? {}).every(([name, value]) =>
        value === null ? request.parameters[name] === undefined : request.parameters[name] === value,
      ),
  )
  const weight = (one: Recording): number => Object.keys(one.match ?? {}).length + (one.region === undefined ? 0 : 1)
  return matching.reduce<Recording | undefined>(
    (best, one) => (best === undefined || weight(one) > weight(best) ? one : best),
    undefined,
  )
}
