/**
 * A text as Slack's mrkdwn shows it and nothing more: no link, mention or markup comes out of it. `&`, `<` and `>` are what
 * Slack asks to escape (https://docs.slack.dev/messaging/formatting-message-text); a backtick could swallow what follows; and
 * between `@` and the words that call everybody stands a character without width, for readers that call on plain text too.
 */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('`', '’')
    .replace(/@(?=(?:here|channel|everyone)\b)/gi, '@\u2060')
}

/** An escaped text of at most so many UTF-16 units: never cut inside of a character or of an escape. */
export function fitted(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text
    .slice(0, most - 1)
    .replace(/&[a-z]*$/, '')
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/<[^>]*$/, '')
  return `${cut}…`
}

/** A moment in the time zone of who reads it; the ISO date where Slack cannot. */
export function moment(iso: string): string {
  const seconds = Math.floor(Date.parse(iso) / 1000)
  if (!Number.isSafeInteger(seconds)) return escaped(iso)
  return `<!date^${seconds}^{date_short_pretty}|${iso.slice(0, 10)}>`
}
