import { pino } from 'pino'
import { EvenkeelError } from '../errors/catalogue.ts'

/** What a line says beside its message: names, numbers, ids. Never a value that was read, and never a secret. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>

/** Where a service says what it does. An error is told by its code and sentence; of any other, only its class and place. */
export interface Log {
  readonly debug: (message: string, facts?: LogFacts) => void
  readonly info: (message: string, facts?: LogFacts) => void
  readonly warn: (message: string, facts?: LogFacts, error?: unknown) => void
  readonly error: (message: string, facts?: LogFacts, error?: unknown) => void
  /** The same with facts that every line of it has. */
  readonly with: (facts: LogFacts) => Log
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const

export type LogLevel = (typeof logLevels)[number]

export interface LogOptions {
  /** Takes whole lines. */
  readonly write: (line: string) => void
  readonly level: LogLevel
  /** For people at a terminal; else JSON, a line each. */
  readonly readable: boolean
}

/** Facts by such names are not written, whoever hands them over. */
const secretName = /pass|secret|token|credential|authorization|cookie|apikey|privatekey|connectionstring/i

/** A log of JSON lines (`time`, `level`, `msg` and the facts), or of lines for people. */
export function createLog({ write, level, readable }: LogOptions): Log {
  const out = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: readable ? (line: string) => write(forPeople(line)) : write },
  )
  const logOf = (fixed: LogFacts): Log => {
    const say =
      (severity: 'debug' | 'info' | 'warn' | 'error') =>
      (message: string, facts: LogFacts = {}, error?: unknown): void =>
        out[severity]({ ...harmless({ ...fixed, ...facts }), ...toldOf(error) }, message)
    return {
      debug: say('debug'),
      info: say('info'),
      warn: say('warn'),
      error: say('error'),
      with: (facts) => logOf({ ...fixed, ...facts }),
    }
  }
  return logOf({})
}

/** A log that says nothing. */
export const silentLog: Log = createLog({ write: () => undefined, level: 'silent', readable: false })

function harmless(facts: LogFacts): LogFacts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      secretName.test(name) ? '[not shown]' : typeof value === 'string' ? withoutUserinfo(value) : value,
    ]),
  )
}

/** `postgres://user:password@host` without what stands before the host; a password may hold an `@` itself. */
function withoutUserinfo(text: string): string {
  return text.replaceAll(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/]*@/gi, '$1')
}

/** What may be told of an error: messages that are not ours may quote what was just being read. */
function toldOf(error: unknown): LogFacts {
  if (error === undefined) return {}
  if (error instanceof EvenkeelError) return { code: error.code, problem: withoutUserinfo(error.message) }
  if (!(error instanceof Error)) return { problem: 'something that is no error was thrown' }
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : ''
  const frame = /\/((?:src|collectors)\/[\w./-]+:\d+):\d+/.exec(error.stack ?? '')?.[1]
  const name = /^[A-Za-z][\w.]{0,79}$/.test(error.name) ? error.name : 'Error'
  return { problem: `${name}${code}${frame === undefined ? '' : ` at ${frame}`}` }
}

function forPeople(line: string): string {
  const { time, level, msg, ...facts } = JSON.parse(line) as Readonly<Record<string, string>>
  const told = Object.entries(facts).map(
    ([name, value]) => `${name}=${/\s/.test(String(value)) ? JSON.stringify(value) : value}`,
  )
  return `${String(time).slice(11, 19)} ${String(level).padEnd(5)} ${harmlessText([msg, ...told].join('  '))}\n`
}

/** On one line, and nothing in it that a terminal would obey or that reorders what is read: names come from elsewhere. */
function harmlessText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)
}
