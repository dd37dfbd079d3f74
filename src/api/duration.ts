const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** What a length of time is written as: `90s`, `30m`, `1h`, `7d`, `2w`. */
export const durationPattern = '^[1-9]\\d{0,6}[smhdw]$'

/** The seconds of a length of time: `90s`, `30m`, `1h`, `7d`, `2w`; undefined for a text that is none. */
export function secondsOf(text: string): number | undefined {
  if (!new RegExp(durationPattern).test(text)) return undefined
  return Number(text.slice(0, -1)) * (seconds[text.slice(-1)] ?? Number.NaN)
}

/** A length of time as people say it, by its greatest unit: `45 seconds`, `3 hours`, `2 days`. */
export function durationInWords(total: number): string {
  const units = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ] as const
  const [size, name] = units.find(([unit]) => total >= unit) ?? [1, 'second']
  const count = Math.floor(total / size)
  return `${count} ${name}${count === 1 ? '' : 's'}`
}
