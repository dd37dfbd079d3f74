/** Comments before a statement, also nested as far as nobody nests them. */
const comments = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/
const statement = /^(listen|unlisten)\s+("(?:[^"]|"")+"|\*|[\p{L}_][\p{L}\p{N}_$]*)\s*;?\s*$/iu

/** Notes in `channels` what a statement that was run listens to from now on, and what no longer. */
export function listening(text: string, channels: Set<string>): void {
  const [, verb, name] = statement.exec(text.replace(comments, '')) ?? []
  if (verb === undefined || name === undefined) return
  const channel = channelOf(name)
  if (verb.toLowerCase() === 'listen') channels.add(channel)
  else if (name === '*') channels.clear()
  else channels.delete(channel)
}

/** As PostgreSQL folds names: `"Jobs"` is Jobs, `Jobs` is jobs. */
function channelOf(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase()
}
