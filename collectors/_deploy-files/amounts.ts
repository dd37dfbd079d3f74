const powers: Readonly<Record<string, number>> = { b: 0, k: 1, m: 2, g: 3, t: 4 }

/**
 * MiB of a size as Docker writes it: `512M`, `1.5gb`, `1073741824`; a thousand is 1,024. Undefined for what is none.
 *
 * Source: the Compose Specification, "Specifying byte values".
 */
export function mebibytes(text: string): number | undefined {
  const found = /^(\d+(?:\.\d+)?)\s?([bkmgt])?i?b?$/i.exec(text.trim())
  if (found === null) return undefined
  const bytes = Number(found[1]) * 1024 ** (powers[(found[2] ?? 'b').toLowerCase()] ?? 0)
  return Math.round((bytes / 1024 ** 2) * 1000) / 1000
}

/** Millicores of `0.5` or `2`. Undefined for what is none. */
export function millicores(text: string): number | undefined {
  return /^\d*\.?\d+$/.test(text.trim()) ? Math.round(Number(text) * 1000) : undefined
}

const units: Readonly<Record<string, number>> = { us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 }

/** Seconds of `1m30s`, `1.5h`, `500ms`. Undefined for what is none. Source: the Compose Specification, "Specifying durations". */
export function seconds(text: string): number | undefined {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)(us|µs|ms|s|m|h)/g)]
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text.trim()) return undefined
  const sum = parts.reduce((total, [, amount, unit = '']) => total + Number(amount) * (units[unit] ?? 0), 0)
  return Math.round(sum * 1000) / 1000
}

/** A whole number. Undefined for what is none. */
export function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined
}
