import { RE2JS } from 're2js'
import { limits } from './guards/limits.ts'
import { mayHoldMatch } from './needed-texts.ts'

/** A regular expression that was compiled, or why it is none, as a clause. */
type Compiled =
  { readonly expression: RE2JS; readonly mayHold: (text: string) => boolean } | { readonly problem: string }

const known = new Map<string, Compiled>()

/** As many as are kept: an expression of a rule may be made of values, of which there is no end. */
const most = 500

/** What is wrong with a regular expression, in RE2's words, or that it is too big; undefined when it is right. */
export function patternProblem(pattern: string): string | undefined {
  const compiled = compile(pattern)
  return 'problem' in compiled ? compiled.problem : undefined
}

/** A linear-time regular expression. Throws an Error whose message is a clause. */
export function patternOf(pattern: string): RE2JS {
  const compiled = compile(pattern)
  if ('problem' in compiled) throw new Error(`no RE2 regular expression: ${compiled.problem}`)
  return compiled.expression
}

/**
 * Whether a text holds a match of a pattern. It is compiled when it is first asked: most rules judge kinds or changes that a run has none
 * of. Throws as `patternOf` then.
 */
export function finderOf(pattern: string): (text: string) => boolean {
  let mayHold: ((text: string) => boolean) | undefined
  let expression: RE2JS | undefined
  return (text) => {
    mayHold ??= mayHoldMatch(pattern)
    return mayHold(text) && (expression ??= patternOf(pattern)).matcher(text).find()
  }
}

/** Whether a text holds a match of a pattern that may be another each time. Throws as {@link patternOf}. */
export function isFoundIn(text: string, pattern: string): boolean {
  const compiled = compile(pattern)
  if ('problem' in compiled) throw new Error(`no RE2 regular expression: ${compiled.problem}`)
  return compiled.mayHold(text) && compiled.expression.matcher(text).find()
}

function compile(pattern: string): Compiled {
  let found = known.get(pattern)
  if (found === undefined) {
    if (known.size >= most) known.clear()
    known.set(pattern, (found = compiled(pattern)))
  }
  return found
}

function compiled(pattern: string): Compiled {
  if (pattern.length > limits.pattern) return { problem: `it has more than ${limits.pattern} characters` }
  try {
    const expression = RE2JS.compile(pattern)
    const size = expression.programSize()
    return size > limits.program
      ? { problem: `it comes to more than ${limits.program} steps` }
      : { expression, mayHold: mayHoldMatch(pattern) }
  } catch (error) {
    const words = error instanceof Error ? error.message : 'it does not parse'
    return { problem: words.replace(/^error parsing regexp: /, '') }
  }
}
