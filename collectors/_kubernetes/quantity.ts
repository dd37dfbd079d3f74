const binary: Readonly<Record<string, number>> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 }
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }

/**
 * The number that a Kubernetes quantity means: `100m` and `0.1` are both 0.1, `1Gi` is 1073741824, `1e3` is 1000.
 * Undefined for what is no quantity.
 *
 * Source: Kubernetes API reference, common definitions, Quantity.
 */
export function parseQuantity(quantity: unknown): number | undefined {
  if (typeof quantity === 'number') return Number.isFinite(quantity) ? quantity : undefined
  if (typeof quantity !== 'string') return undefined
  const found = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d{1,3})|([KMGTPE]i|[numkMGTPE]?))$/.exec(quantity.trim())
  const [, digits, exponent, suffix = ''] = found ?? []
  if (digits === undefined) return undefined
  if (exponent !== undefined) return finite(Number(`${digits}${exponent}`))
  const power = binary[suffix]
  if (power !== undefined) return finite(Number(digits) * 1024 ** power)
  // As text, so that 100m is 0.1 and not 0.1 and a trace.
  return finite(Number(`${digits}e${decimal[suffix] ?? 0}`))
}

/** In millicores: `250m` is 250, `0.5` is 500. */
export function millicores(quantity: unknown): number | undefined {
  return rounded(parseQuantity(quantity), 1000)
}

/** In MiB: `512Mi` is 512, `1G` is 953.674. */
export function mebibytes(quantity: unknown): number | undefined {
  return rounded(parseQuantity(quantity), 1 / 1024 ** 2)
}

/** An amount in one writing, whichever it had: `0.5` is `500m`, `1024Mi` is `1Gi`, `1000m` is `1`. What is none stays. */
export function amountText(written: string): string {
  const value = parseQuantity(written)
  if (value === undefined) return written
  const power = Number.isInteger(value)
    ? (['Ei', 'Pi', 'Ti', 'Gi', 'Mi'] as const).find((one) => isWhole(value, one))
    : undefined
  if (power !== undefined) return `${value / 1024 ** (binary[power] ?? 0)}${power}`
  return !Number.isInteger(value) && Number.isInteger(value * 1000) ? `${value * 1000}m` : String(value)
}

function isWhole(value: number, suffix: string): boolean {
  const unit = 1024 ** (binary[suffix] ?? 0)
  return value >= unit && Number.isInteger(value / unit)
}

function rounded(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : Math.round(value * factor * 1000) / 1000
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined
}

/** In GiB: `100Gi` is 100, `500M` is 0.466. */
export function gibibytes(quantity: unknown): number | undefined {
  return rounded(parseQuantity(quantity), 1 / 1024 ** 3)
}
