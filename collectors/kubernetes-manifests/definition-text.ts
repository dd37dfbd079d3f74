import type { Chunk } from './split-documents.ts'

/** MiB of one file. The largest bundles of definitions in use have a tenth of it. */
export const largest = 64

/** Whether a document may be a CustomResourceDefinition, however it is written. */
export function mayBeDefinition({ text }: Chunk): boolean {
  return text.includes('CustomResourceDefinition') && /(?:^|[{,]\s*)["']?kind["']?\s*:\s*["']?Custom/m.test(text)
}

/**
 * A definition without its schemas, which are as long as a book; their lines stay, empty. The lines of a block are those that are
 * indented deeper than its key, or a list as deep as it. Any other document is as it was.
 */
export function withoutSchemas(chunk: Chunk): Chunk {
  if (!/^kind:[ \t]*CustomResourceDefinition\b/m.test(chunk.text)) return chunk
  let inside: number | undefined
  const lines = chunk.text.split('\n').map((line) => {
    const depth = line.search(/\S/)
    if (inside !== undefined && (depth < 0 || depth > inside)) return ''
    inside = /^ +schema:[ \t]*\r?$/.test(line) ? depth : undefined
    return inside === undefined ? line : ''
  })
  return { ...chunk, text: lines.join('\n') }
}
