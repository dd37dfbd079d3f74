/** The first lines of every generated page. */
export function pageHead(title: string, text: string): readonly string[] {
  return [
    `# ${title}`,
    '',
    '<!-- Made by `npm run docs` from the code; changes here are overwritten. -->',
    '',
    text,
    '',
  ]
}

/** A table; cells may hold Markdown, but a pipe or a line break in them is text. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return []
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line), '']
}

/** Text as code. */
export function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

/** A fenced block. */
export function block(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, text.trimEnd(), '```', '']
}

/** A page of lines. */
export function page(lines: readonly string[]): string {
  return `${lines.join('\n').trimEnd()}\n`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')
}
