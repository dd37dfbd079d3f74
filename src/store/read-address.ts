import { fail } from '../errors/catalogue.ts'
import type { SnapshotAddress, SnapshotMoment } from '../model/snapshot-address.ts'

/** Numbers of snapshots are 32-bit integers in the store. */
const largest = 2_147_483_647

/**
 * Reads what names one side of a comparison; the grammar stands at SnapshotAddress. `~` alone is `~1`. Throws
 * `snapshot-address` with what is wrong. Whether there is such an environment or file is not asked here.
 */
export function readAddress(text: string): SnapshotAddress {
  if (isFileAddress(text)) return { type: 'file', path: text, written: text }
  const [, environment = '', modeText, momentText = ''] = /^([^@~#:{}]*)(?::([^@~#]*))?([^]*)$/.exec(text) ?? []
  const refuse = (problem: string): Error => fail('snapshot-address', { address: text.slice(0, 200), problem })
  if (text === '') throw refuse('it is empty')
  if (environment === '') throw refuse('it does not begin with the name of an environment')
  if (/[\s/\\]/.test(environment)) throw refuse('the name of an environment has no blanks and no slashes')
  if (modeText !== undefined && modeText !== 'declared' && modeText !== 'observed') {
    throw refuse(`":${modeText}" is neither :declared nor :observed`)
  }
  const at = momentOf(momentText, refuse)
  return { type: 'environment', environment, ...(modeText === undefined ? {} : { mode: modeText }), at, written: text }
}

/** Whether a text names a file, or standard input, rather than an environment. */
export function isFileAddress(text: string): boolean {
  return text === '-' || text.endsWith('.jsonl') || /^\.{0,2}\//.test(text)
}

function momentOf(text: string, refuse: (problem: string) => Error): SnapshotMoment {
  if (text === '') return { type: 'latest' }
  const [, sign, number = '', braced, rest = ''] = /^(?:([~#])(\d*)|@\{([^{}]*)\})([^]*)$/.exec(text) ?? []
  if (sign === undefined && braced === undefined) throw refuse(problemWith(text))
  if (rest !== '') throw refuse(`nothing may follow "${text.slice(0, text.length - rest.length)}"`)
  if (braced !== undefined) return { type: 'moment', moment: isoOf(braced, refuse) }
  const count = number === '' && sign === '~' ? 1 : Number(number)
  if (number === '' && sign === '#') throw refuse('a number is missing after #')
  if (count > largest) throw refuse(`${number} is too large a number`)
  if (sign === '~') return { type: 'back', changes: count }
  if (count === 0) throw refuse('snapshots are numbered from 1')
  return { type: 'number', seq: count }
}

function problemWith(text: string): string {
  if (text.startsWith('@')) return 'a moment is written in braces, as in @{2026-11-01}'
  if (text.startsWith('{')) return 'a moment in braces follows an @'
  if (text.startsWith(':')) return ':declared and :observed stand directly behind the environment'
  return 'a number of changes follows ~, and the number of a snapshot follows #'
}

/** A moment as ISO 8601, UTC. */
function isoOf(written: string, refuse: (problem: string) => Error): string {
  const [, day, time, zone] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(written.trim()) ??
    []
  if (day === undefined) throw refuse(`"${written}" is no moment such as 2026-11-01 or 2026-11-01T14:30Z`)
  if (time !== undefined && zone === undefined) {
    throw refuse(`"${written}" has no time zone: add Z for UTC, or an offset such as +01:00`)
  }
  const moment = new Date(`${day}T${time ?? '00:00'}${zone ?? 'Z'}`)
  // JavaScript takes the 30th of February for a day in March.
  const exists = !Number.isNaN(moment.getTime()) && new Date(`${day}T00:00Z`).toISOString().startsWith(day)
  if (!exists) throw refuse(`"${written}" is no moment of the calendar`)
  return moment.toISOString()
}
