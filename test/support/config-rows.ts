import { parseRow, type ConfigRow } from '../../collectors/aws-config/row.ts'
import type { Recording } from './replay-recording.ts'

/** The rows of AWS Config in recordings, by resource type. Throws on one that is none. */
export function recordedRows(recordings: readonly Recording[]): (type: string) => readonly ConfigRow[] {
  const rows = new Map<string, ConfigRow[]>()
  for (const { action, match, body } of recordings) {
    const type = /resourceType = '([^']+)'/.exec(match?.['Expression'] ?? '')?.[1]
    if (action !== 'config:SelectResourceConfig' || type === undefined) continue
    const results = (body as { readonly Results?: readonly string[] }).Results ?? []
    const parsed = results.map((text) => {
      const row = parseRow(text)
      if (row === undefined) throw new Error(`a row of ${type} is none: ${text.slice(0, 80)}`)
      return row
    })
    rows.set(type, [...(rows.get(type) ?? []), ...parsed])
  }
  return (type) => rows.get(type) ?? []
}
