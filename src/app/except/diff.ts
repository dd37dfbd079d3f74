import picocolors from 'picocolors'
import { safeText } from '../../report/safe-text.ts'

/** Lines around a change that show where it is. */
const around = 3
/** Comparing two long middles line by line is quadratic; beyond this, the whole middle is shown as changed. */
const largest = 4_000_000

interface Step {
  readonly mark: ' ' | '-' | '+'
  readonly line: string
}

/** The difference of two texts as `diff -u` shows it; '' when they are the same. Control characters are made visible. */
export function unifiedDiff(file: string, before: string | undefined, after: string, colour: boolean): string {
  const steps = stepsOf(linesOf(before ?? ''), linesOf(after))
  const { red, green, cyan } = picocolors.createColors(colour)
  const paint = { ' ': (text: string) => text, '-': red, '+': green }
  const hunks = hunksOf(steps).map(([from, to]) => {
    const shown = steps.slice(from, to)
    return [
      cyan(`@@ -${range(steps, from, to, '+')} +${range(steps, from, to, '-')} @@`),
      ...shown.map(({ mark, line }) => paint[mark](`${mark}${safeText(line)}`)),
    ]
  })
  if (hunks.length === 0) return ''
  const old = before === undefined ? '/dev/null' : file
  return [`--- ${safeText(old)}`, `+++ ${safeText(file)}`, ...hunks.flat(), ''].join('\n')
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

function stepsOf(before: readonly string[], after: readonly string[]): readonly Step[] {
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1
  let tail = 0
  const most = Math.min(before.length, after.length) - head
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  const marked = (mark: Step['mark'], lines: readonly string[]): readonly Step[] =>
    lines.map((line) => ({ mark, line }))
  return [
    ...marked(' ', before.slice(0, head)),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...marked(' ', before.slice(before.length - tail)),
  ]
}

/** By the longest common subsequence. */
function middle(before: readonly string[], after: readonly string[]): readonly Step[] {
  const [rows, columns] = [before.length, after.length]
  const removed = before.map((line): Step => ({ mark: '-', line }))
  if (rows * columns > largest) return [...removed, ...after.map((line): Step => ({ mark: '+', line }))]
  const width = columns + 1
  const common = new Uint32Array((rows + 1) * width)
  const at = (row: number, column: number): number => common[row * width + column] ?? 0
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      common[row * width + column] =
        before[row] === after[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const steps: Step[] = []
  let [row, column] = [0, 0]
  while (row < rows || column < columns) {
    if (row < rows && column < columns && before[row] === after[column]) {
      steps.push({ mark: ' ', line: before[row] ?? '' })
      row += 1
      column += 1
    } else if (row < rows && (column === columns || at(row + 1, column) >= at(row, column + 1))) {
      steps.push({ mark: '-', line: before[row] ?? '' })
      row += 1
    } else {
      steps.push({ mark: '+', line: after[column] ?? '' })
      column += 1
    }
  }
  return steps
}

/** Where changes are, with the lines around them; changes that are close stand together. */
function hunksOf(steps: readonly Step[]): readonly (readonly [number, number])[] {
  const hunks: [number, number][] = []
  steps.forEach(({ mark }, i) => {
    if (mark === ' ') return
    const [from, to] = [Math.max(0, i - around), Math.min(steps.length, i + 1 + around)]
    const last = hunks.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = to
    else hunks.push([from, to])
  })
  return hunks
}

/** `12,7`: the first line of a hunk on one side, and how many it has there. */
function range(steps: readonly Step[], from: number, to: number, other: '+' | '-'): string {
  const own = (list: readonly Step[]): number => list.filter(({ mark }) => mark !== other).length
  const count = own(steps.slice(from, to))
  const first = own(steps.slice(0, from)) + (count === 0 ? 0 : 1)
  return `${first},${count}`
}
