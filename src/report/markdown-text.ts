import { safeText } from './safe-text.ts'

/** A zero-width space: it ends what a forge would read as a mention or an issue number. */
const gap = '\u200b'

/**
 * Text that means nothing to Markdown or HTML: every mark becomes an entity, which no parser takes for structure. Mentions
 * (`@team`) and issue numbers (`#12`) are broken apart, because forges look for them after entities are resolved; so
 * are links that they would make by themselves.
 */
export function markdownText(text: string): string {
  return safeText(text)
    .replace(/[\\`*_[\]<>#|~&@$]|:(?=\/\/)|(?<=\bwww)\.|^[-+]|(?<=^\d+)[.)]/gi, (c) => `&#${c.charCodeAt(0)};`)
    .replace(/&#64;/g, `&#64;${gap}`)
    .replace(/&#35;(?=\d)/g, `&#35;${gap}`)
    .replace(/\b(GH-)(?=\d)/gi, `$1${gap}`)
}

/** The same in a monospaced face. Not backticks: a code span cannot hold an entity, and in a table a pipe ends it. */
export function markdownCode(text: string): string {
  return `<code>${markdownText(text)}</code>`
}
