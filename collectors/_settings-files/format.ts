export type Format = 'dotenv' | 'hcl' | 'ini' | 'json' | 'properties' | 'toml' | 'yaml'

const byName: readonly (readonly [name: RegExp, format: Format])[] = [
  [/\.jsonc?$/i, 'json'],
  [/\.tfvars$/i, 'hcl'],
  [/\.ya?ml$/i, 'yaml'],
  [/\.toml$/i, 'toml'],
  [/\.(?:ini|cfg)$/i, 'ini'],
  [/\.properties$/i, 'properties'],
  [/(?:^|[/.])env(?:\.[\w.-]+)?$/i, 'dotenv'],
]

/** The format that the name of a file promises; undefined for a name that promises none. */
export function formatNamed(path: string): Format | undefined {
  return byName.find(([name]) => name.test(path))?.[1]
}

/**
 * The format of a file: what its first line with content looks like, for names lie (a `.env` of `KEY: "value"` lines, kept for
 * a templating tool, is YAML); its name where that does not tell.
 */
export function formatOf(path: string, text: string): Format {
  const named = formatNamed(path)
  // Their first line may look like that of any other.
  if (named === 'toml' || named === 'ini' || named === 'properties' || named === 'hcl') return named
  const first = /^[ \t]*(?!#)(\S.*)$/m.exec(text)?.[1] ?? ''
  // A JSON text is YAML too, but a broken one is better explained by the parser that its name asks for.
  if (/^[{[]/.test(first)) return named === 'yaml' ? 'yaml' : 'json'
  if (/^(?:export[ \t]+)?[A-Za-z_][\w.-]*[ \t]*=/.test(first)) return 'dotenv'
  if (/^(?:---|%YAML|- |-$|["']?[^\s:"'=#]+["']?[ \t]*:(?:\s|$))/.test(first)) return 'yaml'
  return named ?? 'dotenv'
}
