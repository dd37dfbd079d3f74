import { isSecretOption } from '../../src/collect/secret-logins.ts'
import { classifySetting } from '../../src/collect/settings.ts'
import type { Attributes } from '../../src/model/field.ts'
import type { workload } from '../../src/model/kinds/workload.ts'
import type { Fingerprinter } from '../../src/platform/fingerprint.ts'

type Setting = Attributes<typeof workload.fields.settings.of>

/** What a container runs, where its manifest says so. */
export interface CommandLine {
  /** The words that are no options, as people would type them; `***` for those that look like secrets. */
  readonly command?: string
  /** The options, keyed `container/--name`. One that is given several times has its values joined by commas. */
  readonly options: readonly Setting[]
}

/**
 * The command line of a container: its words in order, those of its entry point first. An option and its value are one setting, written `--name=value` or `--name value`, because
 * they are what people differ on purpose; the rest is the command. The value of a `-c` (a script) is a value like any other.
 * https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/
 */
export function commandLineOf(container: string, words: readonly string[], fingerprint: Fingerprinter): CommandLine {
  const options = new Map<string, string[]>()
  const plain: string[] = []
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    const option = optionOf(word)
    if (option === undefined) {
      plain.push(word)
      continue
    }
    const next = words[i + 1]
    const takesNext = option.value === undefined && next !== undefined && !next.startsWith('-')
    if (takesNext) i++
    options.set(option.name, [...(options.get(option.name) ?? []), option.value ?? (takesNext ? next : '')])
  }
  const command = plain.map((word) => clearWord(word, fingerprint)).join(' ')
  return {
    ...(command === '' ? {} : { command }),
    options: [...options].map(([name, values]) => ({
      key: `${container}/${name}`,
      ...(values.some((value) => isSecretOption(nameOf(name), value))
        ? { value: '***', shape: 'text' }
        : classifySetting(nameOf(name), values.join(','), fingerprint)),
    })),
  }
}

/**
 * The words of a command as they may be kept, in one text: what looks like a secret, and what an option of a secret's name is given,
 * is `***`.
 */
export function clearWords(words: readonly string[], fingerprint: Fingerprinter): string {
  let before: string | undefined
  return words
    .map((word) => {
      const option = optionOf(word)
      const of = before
      before = option?.value === undefined && option !== undefined ? nameOf(option.name) : undefined
      if (option !== undefined) return clearOption(word, option, fingerprint)
      if (of === undefined) return clearWord(word, fingerprint)
      return isSecretOption(of, word) ? '***' : (classifySetting(of, word, fingerprint).value ?? '***')
    })
    .join(' ')
}

function clearOption(word: string, { name, value }: Option, fingerprint: Fingerprinter): string {
  if (value === undefined) return word
  const kept = isSecretOption(nameOf(name), value) ? '***' : classifySetting(nameOf(name), value, fingerprint).value
  return word.startsWith(`${name}=`) ? `${name}=${kept ?? '***'}` : `${name}${kept ?? '***'}`
}

interface Option {
  readonly name: string
  readonly value?: string
}

/** `--name`, `--name=value`, `-n`, `-pvalue` with a digit in it. What only looks like one (`-`, `--`, `-1`) is a word. */
function optionOf(word: string): Option | undefined {
  // `mysql -phunter2`: the password would stand in the name of an option.
  const attached = /^-p(?=\D*\d)(?!\d+$)([^\s=-]{4,})$/.exec(word)?.[1]
  if (attached !== undefined) return { name: '-p', value: attached }
  const found = /^(--?[A-Za-z][\w.-]*)(?:=([\s\S]*))?$/.exec(word)
  if (found === null) return undefined
  const [, name = '', value] = found
  return value === undefined ? { name } : { name, value }
}

/** As the name of a setting: what looks like a secret by its name is one with dashes too. */
function nameOf(option: string): string {
  return option.replace(/^-+/, '')
}

/** A word as it may be kept. */
export function clearWord(word: string, fingerprint: Fingerprinter): string {
  return classifySetting('argument', word, fingerprint).value ?? '***'
}
