/** Dates of a report, in its time zone. */
export interface Dates {
  /** `Mon 23 Nov 2026`. */
  readonly day: (iso: string) => string
  /** `23 Nov`. */
  readonly short: (iso: string) => string
  /** `Mon`. */
  readonly weekday: (iso: string) => string
  /** `Mon 23 Nov 2026, 08:00`. */
  readonly moment: (iso: string) => string
  /** `for 3 days`, `since today`: whole days from one moment to another. */
  readonly ago: (iso: string, to: string) => string
  /** `in 5 days`, `tomorrow`, `3 days ago`. */
  readonly ahead: (iso: string, from: string) => string
}

const dayMs = 86_400_000

/** Dates in an IANA zone. A text that is no moment is given back as it is. */
export function datesIn(timeZone: string): Dates {
  const form = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, ...options })
    return (iso: string): string => {
      const at = Date.parse(iso)
      return Number.isNaN(at) ? iso : format.format(at).replaceAll(',', '')
    }
  }
  const day = form({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })
  const time = form({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const civil = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  /** Days between the calendar days of two moments: `tomorrow` is tomorrow in the zone. */
  const days = (from: string, to: string): number =>
    Math.round((Date.parse(civil.format(Date.parse(to))) - Date.parse(civil.format(Date.parse(from)))) / dayMs)
  const known = (...all: readonly string[]): boolean => all.every((iso) => !Number.isNaN(Date.parse(iso)))
  return {
    day,
    short: form({ day: 'numeric', month: 'short' }),
    weekday: form({ weekday: 'short' }),
    moment: (iso) => (known(iso) ? `${day(iso)}, ${time(iso)}` : iso),
    ago: (iso, to) => {
      if (!known(iso, to)) return ''
      const count = days(iso, to)
      if (count <= 0) return 'since today'
      return count === 1 ? 'since yesterday' : `for ${count} days`
    },
    ahead: (iso, from) => {
      if (!known(iso, from)) return ''
      const count = days(from, iso)
      if (count === 0) return 'today'
      if (count === 1) return 'tomorrow'
      if (count === -1) return 'yesterday'
      return count > 0 ? `in ${count} days` : `${-count} days ago`
    },
  }
}
