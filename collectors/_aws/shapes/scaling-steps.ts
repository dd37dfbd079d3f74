/** From which distance to the alarm's threshold, by how much. */
export interface StepInput {
  readonly from?: number | string | null | undefined
  readonly by?: number | null | undefined
}

/**
 * Steps in the order of the distance: `+1 from 0`, `+20% from 10`, `to 4 from 0`. `adjustment` is `ChangeInCapacity`,
 * `PercentChangeInCapacity` or `ExactCapacity`. Undefined without steps.
 */
export function stepsText(steps: readonly StepInput[], adjustment: string | undefined): string | undefined {
  if (steps.length === 0) return undefined
  const from = ({ from: at }: StepInput): number =>
    at === undefined || at === null || at === '' ? Number.NEGATIVE_INFINITY : Number(at)
  const sorted = [...steps].sort((a, b) => from(a) - from(b))
  return sorted.map((step) => `${amount(step.by ?? 0, adjustment)}${distance(from(step))}`).join(', ')
}

function amount(by: number, type: string | undefined): string {
  if (type === 'ExactCapacity') return `to ${by}`
  return `${by < 0 ? '' : '+'}${by}${type === 'PercentChangeInCapacity' ? '%' : ''}`
}

function distance(from: number): string {
  return Number.isFinite(from) ? ` from ${from}` : ''
}
